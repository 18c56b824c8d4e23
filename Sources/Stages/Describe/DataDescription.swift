import CSVTables
import Forecasting
import SeriesData

/// What a CSV file holds, as far as a forecast has to do with it.
package struct DataDescription {
    package let path: String
    package let rowCount: Int
    /// What was read, after it was written anew where that is needed.
    let table: CSVTable
    let columns: [ColumnDescription]
    package let layout: SeriesLayout
    let lines: RowLines
    /// How the file is to be written anew first; nil where it is as it must be.
    let tidying: Tidying?
    /// The columns that may be forecast, the likeliest first: of numbers that vary, neither times nor the names of series
    /// nor a count of rows, nor anything else that only tells rows apart.
    package let targets: [String]
    /// The values of the first of these, in the longest series, one a step.
    package let values: [Double]
    /// Its season; nil where nothing may be forecast.
    package let season: SeasonSearch?
    /// The step of the target where it has values at some rows alone, by that step; nil where it has none of its own.
    package let ownStep: Frequency?
    private let places: [[UInt8]: Int]

    /// Reads a file and looks at it.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - target: The column that is asked about; nil for the likeliest one.
    ///   - time: The column of times; nil where it is to be found.
    ///   - series: The column that tells series apart, or several with commas between them; nil where it is to be found.
    /// - Throws: ``FileError`` where it cannot be read, ``StageError`` where it is not as it must be.
    package init(of path: String, target: String? = nil, time: String? = nil, series: String? = nil) throws {
        self.path = path
        let file = try DescribedFile(at: path)
        let names = file.table?.names ?? []
        let wish = SeriesLayout.Wish(
            time: time, keys: series.map { CSVSelection.labels($0, among: names) }, target: target)
        let read: CSVTable
        var plainLayout: SeriesLayout?
        do {
            if let plain = file.table {
                plainLayout = try? SeriesLayout(of: plain, wish)
                let tidying = try? Tidying.of(path, plain, plainLayout, head: file.head, wish)
                (self.tidying, read) = (tidying, tidying?.table ?? plain)
            } else {
                guard let found = try Tidying.of(path, nil, nil, head: file.head, wish) else {
                    throw StageError.badTable(file: path, file.problem ?? CSVError("the file is no table"))
                }
                (tidying, read) = (found, found.table)
            }
        } catch let error as StageError {
            throw file.reason(error)
        }
        table = wish.target.map(read.readingNumbers) ?? read
        let table = table
        rowCount = table.rowCount
        lines = table.lines
        do {
            if tidying == nil, let plainLayout {
                layout = plainLayout
            } else {
                layout = try SeriesLayout(of: table, wish)
            }
        } catch {
            throw StageError.badTable(file: path, error)
        }
        let layout = layout
        columns = table.columns.map { ColumnDescription($0, times: layout.time) }
        places = Dictionary(columns.enumerated().map { (Array($1.name.utf8), $0) }) { first, _ in first }
        let found = TargetSearch(table, columns, layout).targets
        if let target = wish.target {
            do {
                _ = try table.numbers(of: target)
            } catch {
                throw StageError.badTable(file: path, error)
            }
            targets = [target] + found.filter { $0 != target }
        } else {
            targets = found
        }
        guard let target = targets.first, let numbers = try? table.numbers(of: target) else {
            (values, season, ownStep) = ([], nil, nil)
            return
        }
        let all = Self.values(numbers, layout.longest)
        let own = Self.ownStep(of: numbers, layout)
        ownStep = own
        values = own == nil ? all : all.filter { !$0.isNaN }
        let usual = tidying?.season.map { [$0] } ?? (own ?? layout.frequency)?.seasons ?? []
        season = SeasonSearch(values, usual: usual)
    }

    /// Whether the file has to be written anew before the other commands read it.
    package var isTidied: Bool { tidying?.changes.isEmpty == false }

    /// What is forecast; nil where nothing is.
    package var target: String? { targets.first }
    /// The column of times; nil where there is none.
    package var time: String? { layout.time?.name }
    /// The columns that tell series apart together; empty for one series.
    package var keys: [String] { layout.keys }
    /// How far apart the rows are that have a target.
    package var frequency: Frequency? { ownStep ?? layout.frequency }
    /// The steps of a season; nil where none shows.
    package var seasonLength: Int? { season?.season }

    /// Whether the likeliest target has small whole numbers from 0.
    var areSmallCounts: Bool { target.flatMap { column(named: $0)?.numbers }?.areSmallCounts ?? false }
    /// Whether all values are whole numbers from 0 on.
    package var areCounts: Bool { values.allSatisfy { $0.isNaN || $0 >= 0 && $0 == $0.rounded() } }
    /// Whether all values lie from 0 to 1, and are no counts.
    package var areShares: Bool { !areCounts && values.allSatisfy { $0.isNaN || (0...1).contains($0) } }

    /// The step of the rows that have a value, where more than half have none and those with one follow by another step.
    private static func ownStep(of numbers: [Double], _ layout: SeriesLayout) -> Frequency? {
        guard let frequency = layout.frequency, let time = layout.time else { return nil }
        let (rows, _) = layout.longest
        let present = rows.filter { !numbers[$0].isNaN }
        guard present.count * 2 < rows.count, present.count >= 8 else { return nil }
        let axis = TimeAxis(time, rows: .listed(present))
        guard let own = axis.frequency, own != frequency, axis.offGrid.isEmpty, axis.missingSteps * 4 <= present.count
        else {
            return nil
        }
        return own
    }

    func column(named name: String) -> ColumnDescription? { places[Array(name.utf8)].map { columns[$0] } }

    /// The values of a series in the order of time, with missing ones where steps are missing, unless those are far more.
    private static func values(_ numbers: [Double], _ series: (rows: RowPlaces, axis: TimeAxis?)) -> [Double] {
        let rows = series.rows
        guard let axis = series.axis, axis.frequency != nil, let span = axis.span,
            axis.missingSteps <= 3 * rows.count
        else { return rows.map { numbers[$0] } }
        var values = [Double](repeating: .nan, count: rows.count + axis.missingSteps)
        let start = rows.first { axis.column.moments[$0] == span.lowerBound } ?? 0
        for row in rows {
            let moment = axis.column.moments[row]
            guard !moment.isNaN, let step = axis.steps(from: axis.column.moments[start], to: moment),
                values.indices.contains(step)
            else { continue }
            values[step] = numbers[row]
        }
        return values
    }
}
