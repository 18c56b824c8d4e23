import CSVTables
import Forecasting
import SeriesData

/// What a CSV file holds, as far as a forecast has to do with it.
package struct DataDescription {
    let path: String
    let rowCount: Int
    /// What was read, after it was written anew where that is needed.
    let table: CSVTable
    let columns: [ColumnDescription]
    let layout: SeriesLayout
    let lines: RowLines
    /// How the file is to be written anew first; nil where it is as it must be.
    let tidying: Tidying?
    /// The columns that may be forecast, the likeliest first: of numbers that vary, neither times nor the names of series
    /// nor a count of rows.
    let targets: [String]
    /// The values of the first of these, in the longest series, one a step.
    let values: [Double]
    /// Its season; nil where nothing may be forecast.
    let season: SeasonSearch?

    /// Reads a file and looks at it.
    ///
    /// - Throws: ``FileError`` where it cannot be read, ``StageError`` where it is not as it must be.
    package init(of path: String) throws {
        self.path = path
        let table: CSVTable
        do {
            let plain = try Table(at: path, keeping: .described).table
            tidying = try? Tidying(of: path, plain)
            table = tidying?.table ?? plain
        } catch let error as StageError {
            guard let found = try? Tidying(of: path, nil) else { throw error }
            (tidying, table) = (found, found.table)
        }
        self.table = table
        rowCount = table.rowCount
        lines = table.lines
        let layout = SeriesLayout(of: table)
        self.layout = layout
        columns = table.columns.map { ColumnDescription($0, times: layout.time) }
        let targets = columns.filter { column in
            guard let numbers = column.numbers, !numbers.isConstant else { return false }
            return column.name != layout.time?.name && column.name != layout.seriesColumn
        }.map(\.name)
        let usual = targets.first { Self.usualTargets.contains($0.lowercased()) }
        let others = targets.filter { $0 != usual }
        let ofTime = Set(
            table.columns.filter { SeriesLayout.isPartOfTime($0.name) || SeriesLayout.mayBeTime($0, in: table) }
                .map(\.name))
        self.targets =
            [usual].compactMap(\.self) + others.filter { !ofTime.contains($0) } + others.filter(ofTime.contains)
        guard let target = self.targets.first, let numbers = try? table.numbers(of: target) else {
            (values, season) = ([], nil)
            return
        }
        values = Self.values(numbers, layout.longest)
        season = SeasonSearch(values, usual: layout.frequency?.seasons ?? [])
    }

    /// What is mostly forecast, where a column is called so.
    private static let usualTargets = ["y", "value", "target", "close", "sales", "demand", "load"]

    func column(named name: String) -> ColumnDescription? { columns.first { $0.name == name } }

    /// The values of a series in the order of time, with missing ones where steps are missing, unless those are far more.
    private static func values(_ numbers: [Double], _ series: (rows: [Int], axis: TimeAxis?)) -> [Double] {
        let rows = series.rows
        guard let axis = series.axis, let frequency = axis.frequency, let span = axis.span,
            axis.missingSteps <= 3 * rows.count
        else { return rows.map { numbers[$0] } }
        var values = [Double](repeating: .nan, count: rows.count + axis.missingSteps)
        let start = rows.first { axis.column.moments[$0] == span.lowerBound } ?? 0
        for row in rows {
            let moment = axis.column.moments[row]
            guard !moment.isNaN, let step = frequency.steps(from: axis.column.moments[start], to: moment),
                values.indices.contains(step)
            else { continue }
            values[step] = numbers[row]
        }
        return values
    }
}
