/// The series of a table, their rows in order and the missing ones put in.
package struct SeriesFrames: Sendable {
    /// In the order of their first rows.
    package let frames: [SeriesFrame]
    /// Rows left out since a column has no value up to there that could be carried on.
    package let leadingCount: Int

    /// Takes the series out of a table.
    ///
    /// - Throws: ``CSVError`` where a column is missing or is not as it must be, times do not ascend, or, under
    ///   ``MissingRule/error``, something is missing.
    package init(of table: CSVTable, columns: SeriesColumns, missing rule: MissingRule) throws(CSVError) {
        var numbers: [[Double]] = []
        for name in columns.numbers { numbers.append(try table.numbers(of: name)) }
        let positions = try Self.positions(of: columns, in: table)
        var frames: [SeriesFrame] = []
        var leadingCount = 0
        for (name, rows) in try Self.groups(of: columns, in: table) {
            var rows = SeriesRows(
                rows, numbers: numbers, times: positions?.values, areDates: positions?.areDates ?? false,
                columns: columns, table: table)
            try rows.order(rule)
            leadingCount += rows.dropLeading(rule)
            frames.append(rows.frame(named: name))
        }
        self.frames = frames
        self.leadingCount = leadingCount
    }

    private static func positions(
        of columns: SeriesColumns, in table: CSVTable
    ) throws(CSVError) -> CSVTable.Positions? {
        guard let time = columns.time else { return nil }
        let positions = try table.positions(of: time)
        let wrong = positions.values.firstIndex { $0.isNaN || (!positions.areDates && $0 != $0.rounded()) }
        guard let wrong else { return positions }
        let found = positions.values[wrong].isNaN ? "an empty cell" : "'\(decimalText(positions.values[wrong]))'"
        throw CSVError(
            line: table.line(ofRow: wrong), column: time,
            "found \(found); expected a date or a whole number in every row; correct it, or name another column")
    }

    /// The rows of each series.
    private static func groups(
        of columns: SeriesColumns, in table: CSVTable
    ) throws(CSVError) -> [(name: String, rows: [Int])] {
        guard let column = columns.series else { return [("", Array(0..<table.rowCount))] }
        let labels = try table.labels(of: column)
        var rows = [[Int]](repeating: [], count: labels.names.count)
        for (row, label) in labels.indices.enumerated() { rows[label].append(row) }
        return zip(labels.names, rows).map { ($0, $1) }
    }
}
