import CSVTables

/// Which rows of a table belong to which series.
struct SeriesGroups {
    /// Those that have rows, in the order of their first ones.
    let names: [String]
    private let groups: RowGroups

    /// Groups the rows by the column of series, or all into one where there is no such column.
    ///
    /// - Throws: ``CSVError`` where the column is missing.
    init(of columns: SeriesColumns, in table: CSVTable) throws(CSVError) {
        guard let column = columns.series else {
            (names, groups) = ([""], RowGroups(ofAll: table.rowCount))
            return
        }
        let labels = try table.labels(of: column)
        groups = RowGroups(labels.indices, codesBelow: labels.names.count)
        names = groups.codes.map { labels.names[$0] }
    }

    /// The rows of the series at a place among the names, in the file's order.
    func rows(of place: Int) -> RowPlaces { groups.rows(of: place) }
}
