import CSVTables

/// Which rows of a table belong to which series.
///
/// Where the rows of each series lie together, as in most files, no more is kept of them than where they begin.
struct SeriesGroups {
    /// Those that have rows, in the order of their first ones.
    let names: [String]
    /// Where the rows of each series begin among all that are put in order, and, at the end, their number.
    private let starts: [Int]
    /// The rows, those of one series after those of another; nil where they stand so already.
    private let order: [Int]?

    /// Groups the rows by the column of series, or all into one where there is no such column.
    ///
    /// - Throws: ``CSVError`` where the column is missing.
    init(of columns: SeriesColumns, in table: CSVTable) throws(CSVError) {
        guard let column = columns.series else {
            (names, starts, order) = ([""], [0, table.rowCount], nil)
            return
        }
        let labels = try table.labels(of: column)
        var counts = [Int](repeating: 0, count: labels.names.count)
        var (last, liesTogether) = (-1, true)
        for label in labels.indices {
            counts[label] += 1
            // Names are numbered as they come: a smaller one comes again.
            if label < last { liesTogether = false }
            last = label
        }
        let isThere = counts.map { $0 > 0 }
        names = zip(labels.names, isThere).compactMap { $1 ? $0 : nil }
        var start = 0
        var ends = counts.map { count in
            defer { start += count }
            return start
        }
        starts = zip(ends, isThere).compactMap { $1 ? $0 : nil } + [start]
        guard !liesTogether else {
            order = nil
            return
        }
        var order = [Int](repeating: 0, count: start)
        for (row, label) in labels.indices.enumerated() {
            order[ends[label]] = row
            ends[label] += 1
        }
        self.order = order
    }

    /// The rows of the series at a place among the names, in the file's order.
    func rows(of place: Int) -> RowPlaces {
        let range = starts[place]..<starts[place + 1]
        return order.map { .listed(Array($0[range])) } ?? .together(range)
    }
}
