import CSVTables
import Forecasting
import SeriesData
import Texts

extension DataDescription {
    /// How many lines are named where something is wrong in many.
    private static let mostLines = 3

    /// The description for people.
    package var text: String {
        var lines = [
            "\(VisibleText.of(path)): \(counted(rowCount, "row")), \(counted(columns.count, "column"))", "columns",
        ]
        let names = columns.map { CSVError.shown($0.name) }
        let width = min(names.map(\.count).max() ?? 0, 24)
        for (name, column) in zip(names, columns) {
            let space = String(repeating: " ", count: max(0, width - name.count))
            lines.append("  \(name)\(space)  \(Self.text(of: column, self.lines))")
        }
        if isTidied, let tidying { lines += ["made tidy"] + tidying.changes.map { "  " + $0 } }
        if let doubts = tidying?.doubts, !doubts.isEmpty { lines += ["not sure"] + doubts.map { "  " + $0 } }
        lines += timeLines + seriesLines + seasonLines
        let commands = SuggestedCommands(for: self).lines
        if VisibleText.hides(path) {
            lines.append("to begin with, rename the file: its name has characters that cannot be seen")
        } else if commands.isEmpty {
            lines.append(
                "nothing to learn: a column of numbers that vary was expected, with at least "
                    + "\(SuggestedCommands.fewestValues) values")
        } else {
            lines += ["to begin with"] + commands.map { "  " + $0 }
        }
        return lines.joined(separator: "\n")
    }

    private static func text(of column: ColumnDescription, _ lines: RowLines) -> String {
        var parts: [String] = []
        switch column.kind {
        case .numbers(let numbers) where numbers.isConstant: parts.append("constant, \(decimalText(numbers.least))")
        case .numbers(let numbers):
            parts.append("numbers, \(decimalText(numbers.least)) to \(decimalText(numbers.greatest))")
            parts.append("mean \(significantDecimal(numbers.mean, digits: 6))")
            if !numbers.outliers.isEmpty {
                parts.append(
                    "\(counted(numbers.outliers.count, "value")) far from the others ("
                        + places(numbers.outliers, lines) + ")")
            }
        case .dates(let first, let last): parts.append("dates, \(first) to \(last)")
        case .rowNumbers(let first): parts.append("counts the rows from \(decimalText(first))")
        case .texts(let count): parts.append("texts, \(count) different")
        case .mixed(let error):
            parts.append("numbers and texts: \(error.line.map { "line \($0): " } ?? "")\(error.problem)")
        case .empty: parts.append("no values")
        }
        if !column.missing.isEmpty {
            parts.append("\(column.missing.count) missing (\(places(column.missing, lines)))")
        }
        return parts.joined(separator: ", ")
    }

    /// The first lines of `rows`: `lines 8, 11, 12, …`.
    private static func places(_ rows: [Int], _ lines: RowLines) -> String {
        let numbers = rows.prefix(mostLines).map { String(lines.line(ofRow: $0)) }.joined(separator: ", ")
        return (rows.count == 1 ? "line " : "lines ") + numbers + (rows.count > mostLines ? ", …" : "")
    }

    private var timeLines: [String] {
        guard let time = layout.time else { return ["time", "  no column of times was found: rows count as steps"] }
        var lines = ["time"]
        let name = CSVError.shown(time.name)
        if let frequency = layout.frequency {
            lines.append("  \(name.isEmpty ? "''" : name): \(frequency)")
        } else {
            lines.append("  \(name): no even step was found")
        }
        lines += findings.map { "  " + $0 }
        if let ownStep, let target = targets.first {
            lines.append(
                "  \(CSVError.shown(target)) has values \(ownStep), and none between: rows without one are left out")
        }
        return lines
    }

    /// The days that are missing one at a time in weeks with free days, as holidays are.
    var freeDayCount: Int {
        switch layout.frequency {
        case .businessDays, .weekdays:
            let gaps = layout.axes.flatMap(\.gaps)
            let single = gaps.filter { $0.count <= 2 }.reduce(0) { $0 + $1.count }
            return single * 10 <= rowCount ? single : 0
        default: return 0
        }
    }

    /// What is wrong with the times, in words.
    private var findings: [String] {
        let axes = layout.axes
        var findings: [String] = []
        func add(_ rows: [Int], _ what: String) {
            if !rows.isEmpty { findings.append("\(counted(rows.count, "row")) \(what) (\(Self.places(rows, lines)))") }
        }
        add(axes.flatMap(\.missing), "without a time")
        add(axes.flatMap(\.disorder), "after a later time")
        add(axes.flatMap(\.duplicates), "with a time that stands before")
        add(axes.flatMap(\.offGrid), "between two steps")
        let gaps = axes.flatMap { axis in axis.gaps.map { (axis, $0) } }
        guard let (axis, first) = gaps.first else {
            if layout.frequency != nil { findings.append("no gaps") }
            return findings
        }
        let missing = axes.reduce(0) { $0 + $1.missingSteps }
        if freeDayCount > 0 {
            findings.append("\(counted(freeDayCount, "day")) missing by one or two, as holidays are")
        }
        findings.append(
            "\(counted(gaps.count, "gap")), \(counted(missing, "step")) missing, the first before line "
                + "\(axis.line(first.row)): \(axis.column.text(first.last)) to \(axis.column.text(first.next))")
        return findings
    }

    private var seriesLines: [String] {
        guard !layout.keys.isEmpty else { return [] }
        let column = layout.keys.joined(separator: " and ")
        let lengths = layout.series.map(\.rows.count)
        return [
            "series",
            "  \(CSVError.shown(column)): \(counted(layout.series.count, "series")) of \(lengths.min() ?? 0) to "
                + "\(lengths.max() ?? 0) rows",
        ]
    }

    private var seasonLines: [String] {
        guard let season, let target = targets.first else { return [] }
        let whose = season.isOfDifferences ? "autocorrelation of the differences" : "autocorrelation"
        let peaks = season.autocorrelation.peaks.prefix(3).map {
            "\(significantDecimal($0.coefficient, digits: 2)) at \($0.lag)"
        }
        return [
            "season of \(CSVError.shown(target))",
            "  " + (season.season.map { counted($0, "step") } ?? "none was found") + "; \(whose): "
                + (peaks.isEmpty ? "no peak" : peaks.joined(separator: ", ")),
        ]
    }
}

/// A number with its word, which takes an s unless it is one thing or a series.
private func counted(_ count: Int, _ word: String) -> String {
    "\(count) \(word)" + (count == 1 || word.ends(with: "s") ? "" : "s")
}
