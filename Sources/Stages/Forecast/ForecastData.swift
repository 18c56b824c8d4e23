import CSVTables
import Forecasting
import SeriesData

/// What `forecast` takes a file for.
struct ForecastData {
    let target: String
    /// Nil where no column of times can be gone by.
    let time: String?
    let series: String?
    let frequency: Frequency?
    /// How many values each series has, in steps.
    let counts: [Int]
    /// How many steps its seasons have, of which there are two or more in the data, the shortest first.
    let seasons: [Int]
    let hasMissing: Bool
    /// How many rows are there after the last value, at most, as in a table that is kept for what is to come.
    let openRows: Int
    /// Whether the target has a step of its own, and the rows without a value are left out.
    let isSparse: Bool
    /// The shortest season that the frequency lets expect, of which there is one or more in the data; 1 for none.
    let usualSeason: Int
    /// Whether no value is below 0, so that logarithms of 1 + y may be taken, and they differ enough for these to matter.
    let isPositive: Bool
    /// Between which values forecasts stay: counts and amounts that come to 0 do not go below it, shares stay between 0 and 1.
    let range: String?
    /// Whether the values are small whole numbers from 0, so that a distribution of counts can be learnt.
    let isSmallCount: Bool
    /// Whether most values are 0.
    let isIntermittent: Bool

    /// The values of the longest series.
    private let values: [Double]

    /// - Throws: ``StageError`` where there is nothing to forecast, or a column is named that there is not.
    init(_ description: DataDescription, _ request: ForecastRequest) throws {
        let path = description.path
        let keys = CSVSelection.labels(request.series, among: description.columns.map(\.name))
        for name in [request.target, request.time].compactMap(\.self) + keys
        where description.column(named: name) == nil {
            throw StageError.cannotForecast(
                file: path, found: "no column '\(name)'",
                expected: "one of \(description.columns.map(\.name).joined(separator: ", "))")
        }
        if let target = request.target, ([request.time].compactMap(\.self) + keys).has(target) {
            throw StageError.cannotForecast(
                file: path, found: "the column '\(target)' as what is forecast, and as times or names of series too",
                expected: "a column of its own for each; leave --time or --series-column out, or name another")
        }
        guard let target = request.target ?? description.targets.first ?? Self.onlyNumbers(of: description) else {
            throw StageError.cannotForecast(
                file: path, found: "no column of numbers that vary", expected: "one to forecast; name one by --target")
        }
        guard let column = description.column(named: target), let numbers = column.numbers else {
            throw StageError.cannotForecast(
                file: path, found: "no numbers in the column '\(target)'", expected: "numbers to forecast")
        }
        self.target = target
        let layout = description.layout
        series = request.series ?? layout.seriesColumn
        let axes = layout.axes
        let isRegular =
            !axes.isEmpty
            && axes.allSatisfy { axis in
                axis.frequency == layout.frequency && axis.frequency != nil && axis.missing.isEmpty
                    && axis.duplicates.isEmpty && axis.offGrid.isEmpty && axis.disorder.isEmpty
                    && axis.missingSteps <= 3 * axis.rows.count
            }
        time = request.time ?? (isRegular ? layout.time?.name : nil)
        let isAsked = request.target == nil || request.target == description.target
        isSparse = description.ownStep != nil && isAsked && layout.series.count == 1 && isRegular
        frequency = !isRegular ? nil : isSparse ? description.ownStep : layout.frequency
        let own = try description.values(of: target)
        let all = try description.table.numbers(of: target)
        let open = layout.series.map { $0.rows.countAfterLastNumber(all) }
        openRows = isSparse ? 0 : open.max() ?? 0
        counts =
            isSparse
            ? [own.count { !$0.isNaN }]
            : layout.series.indices.map { index in
                layout.series[index].rows.count - open[index]
                    + (isRegular && index < axes.count ? axes[index].missingSteps : 0)
            }
        hasMissing = column.missing.count > open.reduce(0, +) || (isRegular && axes.contains { !$0.gaps.isEmpty })
        values = openRows > 0 ? own.endingWithNumber : own
        let known = values.filter { !$0.isNaN }
        let zeros = known.count { $0 == 0 }
        isIntermittent = numbers.least >= 0 && zeros * 2 > known.count
        range = numbers.naturalRange
        isSmallCount = numbers.areSmallCounts
        isPositive = numbers.least >= 0 && !isIntermittent && numbers.greatest > 1.2 * max(numbers.least, 0)
        seasons = Self.seasons(known, values.count, frequency)
        let length = values.count
        let usual = frequency?.seasons.first { $0 > 1 && $0 < length } ?? 1
        usualSeason = seasons.first ?? usual
    }

    /// The column of numbers that is left beside times and names of series, where it is the only one: a constant is forecast too.
    private static func onlyNumbers(of description: DataDescription) -> String? {
        let others = [description.time].compactMap(\.self) + description.keys
        let left = description.columns.filter { $0.numbers != nil && !others.contains($0.name) }
        return left.count == 1 ? left[0].name : nil
    }

    /// The usual seasons of the frequency; where there is none, what the autocorrelation shows.
    private static func seasons(_ values: [Double], _ count: Int, _ frequency: Frequency?) -> [Int] {
        let usual = frequency?.seasons ?? []
        let found = SeasonSearch(values, usual: usual).season
        // A season of a year is learnt from two and a bit; of weeks as of days.
        let known = usual.filter { count >= 2 * $0 + $0 / 4 + 2 }
        if let found, !known.contains(found), known.isEmpty || found > 2, count >= 3 * found, found <= 400 {
            // One that shows beside the usual ones, or in place of them.
            return known.isEmpty ? [found] : Array(known.prefix(2))
        }
        return Array(known.prefix(2))
    }

    /// The shortest series but for one in twenty.
    var count: Int {
        let sorted = counts.sorted()
        return sorted.isEmpty ? 0 : sorted[sorted.count / 20]
    }

    var valueCount: Int { counts.reduce(0, +) }

    /// What the file was taken for, in a line.
    func line(horizon: Int) -> String {
        let step = frequency.map { $0.description } ?? "in steps"
        let many = counts.count > 1 ? "\(counts.count) series" : "one series"
        let season =
            seasons.isEmpty ? "no season" : "season \(seasons.map(String.init).joined(separator: " and ")) steps"
        let kind =
            (isIntermittent ? ", mostly 0" : "")
            + (range == "0,1" ? ", a share from 0 to 1" : range == "0," ? ", not below 0" : "")
        let ahead =
            (horizon == 1 ? "1 step is forecast" : "\(horizon) steps are forecast")
            + (openRows > 0 ? " after the last value, in place of the rows behind it" : "")
        return "\(target)\(kind): \(many) of \(count) values, \(step); \(season); \(ahead)"
    }
}

extension [Double] {
    /// Those up to the last that is a number.
    fileprivate var endingWithNumber: [Double] { Array(self[..<((lastIndex { !$0.isNaN } ?? -1) + 1)]) }
}

extension DataDescription {
    /// The values of a column in the longest series, in the order of its rows.
    fileprivate func values(of target: String) throws -> [Double] {
        if target == targets.first { return values }
        let numbers = try table.numbers(of: target)
        return layout.longest.rows.map { numbers[$0] }
    }
}
