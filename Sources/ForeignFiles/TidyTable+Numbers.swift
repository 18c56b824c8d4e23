import CSVTables
import SeriesData
import Texts

/// Columns of numbers in other writings, and what stands among them.
extension TidyTable {
    /// Writes numbers with points, and empty cells for words that say that one is missing.
    ///
    /// - Returns: The mark of decimals that was given, or that the columns show; nil where they show none.
    mutating func writeNumbers(
        _ given: DecimalMark?, _ missing: [String], separator: UInt8
    ) throws(CSVError) -> DecimalMark? {
        let readings = columns.map { column in
            [DecimalMark.point, .comma].map { NumberColumn(column.cells, $0, missing) }
        }
        let pointOnly = readings.contains { $0[0] != nil && $0[1] == nil }
        let commaOnly = readings.contains { $0[0] == nil && $0[1] != nil }
        let shown: DecimalMark? =
            commaOnly && !pointOnly ? .comma : pointOnly && !commaOnly || separator == UInt8(ascii: ",") ? .point : nil
        for (index, reading) in readings.enumerated() {
            let numbers: NumberColumn
            switch (reading[0], reading[1]) {
            case (nil, nil):
                clearMissingDates(index)
                writeYears(index)
                tellWords(index)
                continue
            case (let point?, nil): numbers = point
            case (nil, let comma?): numbers = comma
            case (let point?, let comma?) where point.cells == comma.cells: numbers = point
            case (let point?, let comma?):
                guard let mark = given ?? (shown == nil && point.isPlain ? .point : shown) else {
                    let row = point.cells.indices.first { point.cells[$0] != comma.cells[$0] } ?? 0
                    throw CSVError(
                        line: lines[row], column: columns[index].name,
                        "found '\(CSVError.shown(columns[index].cells[row]))', which may be \(point.cells[row]) or "
                            + "\(comma.cells[row]); give --decimal point or --decimal comma")
                }
                numbers = mark == .point ? point : comma
            }
            changes += numbers.changes(in: CSVError.shown(columns[index].name))
            columns[index].cells = numbers.cells
            // What stands behind the numbers of a year, if the column is called so, is a remark on them.
            if !numbers.unit.isEmpty, !columns[index].name.holds(text: numbers.unit), !Self.isYear(columns[index].name)
            {
                columns[index].name += " [\(numbers.unit)]"
            }
        }
        return given ?? shown
    }

    private static func isYear(_ name: String) -> Bool {
        DateText(name) != nil || YearWord.year(name) != nil
    }

    /// Empties the cells of a column of dates that say that a date is missing.
    private mutating func clearMissingDates(_ index: Int) {
        let cells = columns[index].cells
        let isMissing = cells.map { MissingWord.isMissing($0, or: []) }
        guard zip(cells, isMissing).contains(where: { !$0.isEmpty && $1 }), isMissing.contains(false),
            zip(cells, isMissing).allSatisfy({ $1 || DateText($0) != nil })
        else { return }
        columns[index].cells = zip(cells, isMissing).map { $1 ? "" : $0 }
        changes.append("column \(CSVError.shown(columns[index].name)): words for a missing date: empty cells")
    }

    /// Says which words stand among numbers, where they may be missing values.
    private mutating func tellWords(_ index: Int) {
        let cells = columns[index].cells
        guard rowCount >= 10 else { return }
        var words = ByteDictionary<Int>()
        for cell in cells where !MissingWord.isMissing(cell, or: []) && decimal(cell) == nil {
            // What cannot be seen cannot be given as an option.
            guard cell.utf8.count <= 40, !cell.utf8.contains(where: { (0x30...0x39).contains($0) }),
                !VisibleText.hides(cell),
                words[cell] != nil || words.count < 3
            else { return }
            words[cell, default: 0] += 1
        }
        let count = words.values.reduce(0, +)
        let numberCount = cells.count { decimal($0) != nil }
        guard count > 0, numberCount >= 8, count * 4 <= numberCount, Set(cells.prefix(1000)).count > 4 + words.count
        else {
            return
        }
        let shown = words.keys.map { "'\(CSVError.shown($0))' (\(words[$0] ?? 0))" }.joined(separator: ", ")
        let options = words.keys.map { shellOption("missing-value", $0) }.joined(separator: " ")
        doubts.append(
            "column \(CSVError.shown(columns[index].name)) has \(shown) among numbers: give tidy \(options) where a value is missing"
        )
    }
}
