import CSVTables

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
        for name in columns.values { numbers += try table.inputs(of: name, columns) }
        let times = try columns.time.map { name throws(CSVError) in try table.times(of: name) }
        let groups = try SeriesGroups(of: columns, in: table)
        var frames: [SeriesFrame] = []
        var leadingCount = 0
        for (name, place) in zip(groups.names, groups.names.indices) {
            var rows = SeriesRows(
                groups.rows(of: place), numbers: numbers, times: times, columns: columns, lines: table.lines)
            try rows.order(rule)
            leadingCount += rows.dropLeading(rule)
            frames.append(rows.frame(named: name).sharingTimes(with: frames.last))
        }
        self.frames = frames
        self.leadingCount = leadingCount
    }
}

extension CSVTable {
    /// The numbers that are read of a column: its own, or those that tell of its categories.
    ///
    /// - Throws: ``CSVError`` with the line of the first cell that is not as it must be.
    package func inputs(of name: String, _ columns: SeriesColumns) throws(CSVError) -> [[Double]] {
        guard let categories = columns.categories(of: name) else { return [try numbers(of: name)] }
        return try categories.inputs(of: labels(of: name), lines)
    }
}
