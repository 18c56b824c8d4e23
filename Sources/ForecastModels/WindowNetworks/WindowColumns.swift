import SeriesData

/// The rows of a series as windows are cut out of them: a column for each target, each feature, each column known of the future,
/// and each sine and cosine of the calendar.
///
/// Windows are views of it, which are copied only as they are read: memory is that of the rows, whatever the lookback.
package struct WindowColumns {
    package private(set) var columns: [[Double]]
    /// The row that stands first in them.
    package private(set) var firstRow: Int
    private var row: [Double] = []

    /// No row yet, the first one to come being `firstRow`.
    package init(_ recipe: SeriesRecipe, from firstRow: Int) {
        let names = recipe.columns
        let count = names.targetCount + names.featureCount + names.knownFutureCount + 2 * recipe.calendar.count
        columns = Array(repeating: [], count: count)
        self.firstRow = firstRow
    }

    /// The row after the last.
    package var endRow: Int { firstRow + (columns.first?.count ?? 0) }

    /// Adds the next row of a series.
    package mutating func append(from series: ScaledSeries) {
        row.removeAll(keepingCapacity: true)
        series.appendRow(endRow, to: &row)
        for (column, value) in row.enumerated() { columns[column].append(value) }
    }

    /// Keeps the last `count` rows, now and then, so that a row costs the same however many came before.
    package mutating func keep(last count: Int) {
        let extra = endRow - firstRow - count
        guard extra > count else { return }
        for column in columns.indices { columns[column].removeFirst(extra) }
        firstRow += extra
    }
}
