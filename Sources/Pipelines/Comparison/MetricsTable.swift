import CSVTables
import Files
import SeriesData
import Stages
import Texts

/// The metrics of a pipeline's results: a row for each combination of the values of its matrices.
package struct MetricsTable: Sendable {
    /// The forms in which it is shown.
    package enum Format: String, CaseIterable, Sendable {
        case text, csv, json
    }

    /// A row.
    struct Row: Equatable, Sendable {
        let axes: [StageAxis]
        /// By the names of columns: `prediction.mse`.
        var values = ByteDictionary<Double>()
    }

    /// The axes, then the metrics, in the order of the stages.
    let axisNames: [String]
    let metricNames: [String]
    private(set) var rows: [Row]
    /// The results that are not what the spec would make now, and why.
    private(set) var stale: [(stage: String, reason: String)] = []

    /// The columns that the results left out would have.
    private var leftOutNames: [String] = []
    /// Whether a column marks such results.
    private var isMarked = false

    /// Gathers the metrics of what the stages of `spec` wrote; results that are not there, or of a stage that has not
    /// finished, are left out; those that are not what the spec would make now too, unless `all` are wanted, marked.
    ///
    /// - Throws: What reading a result throws.
    init(of spec: Spec, _ lockFile: LockFile, all: Bool) throws {
        var (axisNames, metricNames) = ([String](), [String]())
        let status = try PipelineStatus(of: spec, order: spec.plan.order, forced: [], lockFile)
        let reasons = status.staleReasons
        var staleRows: Set<Int> = []
        var leftOut: [String] = []
        var places: [[StageAxis]: Int] = [:]
        var rows: [Row] = []
        for index in spec.plan.order {
            let stage = spec.stages[index]
            guard case .command(let command) = stage.work, lockFile.entries[stage.name]?.state == .done,
                stage.writes.allSatisfy({ FileKind.exists($0.path.path) })
            else { continue }
            let values: OptionValues
            do {
                values = try OptionValues(stage.texts, for: command.options)
            } catch {
                continue
            }
            let metrics: [StageMetric]
            do {
                metrics = try command.metrics(of: values)
            } catch {
                // What others wrote over it need be no result.
                if reasons[stage.name] != nil { continue }
                throw error
            }
            guard !metrics.isEmpty else { continue }
            let names = metrics.map { "\(stage.template).\($0.name)" }
            if let reason = reasons[stage.name] {
                stale.append((stage.name, reason))
                if !all {
                    for name in stage.axisNames + names where !leftOut.has(name) { leftOut.append(name) }
                    continue
                }
            }
            for name in stage.axisNames where !axisNames.has(name) { axisNames.append(name) }
            let place = places[stage.axes] ?? rows.count
            if place == rows.count {
                places[stage.axes] = place
                rows.append(Row(axes: stage.axes))
            }
            if reasons[stage.name] != nil { staleRows.insert(place) }
            for (name, metric) in zip(names, metrics) {
                if !metricNames.has(name) { metricNames.append(name) }
                rows[place].values[name] = metric.value
            }
        }
        if !staleRows.isEmpty {
            var name = "stale"
            while axisNames.has(name) { name += "-result" }
            axisNames.append(name)
            for place in staleRows {
                let mark = StageAxis(name: name, value: "yes")
                rows[place] = Row(axes: rows[place].axes + [mark], values: rows[place].values)
            }
        }
        leftOutNames = leftOut
        isMarked = !staleRows.isEmpty
        self.axisNames = axisNames
        self.metricNames = metricNames
        self.rows = rows
    }

    init(axisNames: [String], metricNames: [String], rows: [Row], stale: [(stage: String, reason: String)] = []) {
        self.stale = stale
        self.axisNames = axisNames
        self.metricNames = metricNames
        self.rows = rows
    }

    /// What is to be said of results that are not what the spec would make now; nil where there are none.
    package var remark: String? {
        guard let first = stale.first else { return nil }
        let count = stale.count == 1 ? "1 result that is" : "\(stale.count) results that are"
        let others = stale.count == 1 ? "" : ", and \(stale.count - 1) more"
        return "\(count) not what the spec would make now \(stale.count == 1 ? "is" : "are") "
            + (isMarked ? "marked" : "left out") + " (\(first.stage): \(first.reason)\(others)); run it to have "
            + (stale.count == 1 ? "it" : "them") + " made anew"
    }

    /// The table with the rows sorted by a metric, the smallest first; rows without it stand last.
    ///
    /// Where none is named, it is the first one of the last stage that has any.
    /// - Throws: ``PipelineError`` where there is no such column.
    package func sorted(by name: String?) throws(PipelineError) -> MetricsTable {
        let last = metricNames.last.map { ($0.cut(at: ".")?.before ?? $0) + "." } ?? ""
        guard let name = name ?? metricNames.first(where: { $0.begins(with: last) }) else { return self }
        let columns = axisNames + metricNames + leftOutNames.filter { !(axisNames + metricNames).has($0) }
        guard columns.has(name) else {
            throw .unknownStages(["there is no column \(quoted(name)); \(allowedNames(columns, insteadOf: name))"])
        }
        var table = self
        let keys = rows.map { row in
            row.values[name] ?? row.axes.first { $0.name.isSame(as: name) }.flatMap { decimal($0.value) } ?? .infinity
        }
        table.rows = rows.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }.map { rows[$0] }
        return table
    }

    /// The table in one of the forms, without a line end behind it.
    package func shown(as format: Format) -> String {
        switch format {
        case .text: text
        case .csv: csv
        case .json: json
        }
    }

    private func cells(of row: Row, _ number: (Double) -> String) -> [String] {
        axisNames.map { name in row.axes.first { $0.name.isSame(as: name) }?.value ?? "" }
            + metricNames.map { row.values[$0].map(number) ?? "" }
    }

    /// The names of the columns, and the rows as texts.
    var cells: (head: [String], rows: [[String]]) {
        (axisNames + metricNames, rows.map { cells(of: $0) { significantDecimal($0, digits: 6) } })
    }

    private var text: String {
        let lines =
            [axisNames + metricNames]
            + rows.map { cells(of: $0) { significantDecimal($0, digits: 6) }.map { VisibleText.of($0) } }
        let widths = (axisNames + metricNames).indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
        return lines.map { line in
            var text = ""
            for (cell, width) in zip(line, widths) {
                if !text.isEmpty { text += "  " }
                text += cell + String(repeating: " ", count: width - cell.count)
            }
            while text.last == " " { text.removeLast() }
            return text
        }.joined(separator: "\n")
    }

    private var csv: String {
        let quote: (String) -> String = { cell in
            guard cell.utf8.contains(where: Array(",\"\n\r".utf8).contains) else { return cell }
            return "\"" + cell.parts(between: "\"").joined(separator: "\"\"") + "\""
        }
        return ([axisNames + metricNames] + rows.map { cells(of: $0, decimalText) })
            .map { $0.map(quote).joined(separator: ",") }.joined(separator: "\n")
    }

    private var json: String {
        JSONText.list(
            rows.map { row in
                JSONText.object(
                    axisNames.map { name in
                        (name, row.axes.first { $0.name.isSame(as: name) }.map { JSONText.text($0.value) } ?? "null")
                    }
                        + metricNames.map {
                            ($0, row.values[$0].map { $0.isFinite ? decimalText($0) : "null" } ?? "null")
                        }
                )
            })
    }
}
