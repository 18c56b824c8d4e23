/// How a series becomes what a network reads and what it is to say, without any number that was fitted.
///
/// Input after row t: the scaled targets of t; the features of t; for each of the rows t + 1 … t + horizon what is known of
/// the future, and the sine and cosine of each calendar feature; for each lag L the scaled targets of row t + 1 − L; for each of
/// the rows t + 1 … t + horizon and each anchor but the first how far the first one's seasonal naive is from its own; with a
/// running scale its logarithm.
/// Output: for each of the rows t + 1 … t + horizon the targets, less what their differences are counted from.
package struct SeriesRecipe: Equatable, Sendable {
    package static let longestLag = 1_000_000
    package static let longestHorizon = 10_000

    package var columns: SeriesColumns
    package var transforms: TransformChain
    package var calendar: [CalendarFeature]
    /// Each from 1, which is the present row.
    package var lags: [Int]
    /// The number of rows forecast at once.
    package var horizon: Int
    package var missing: MissingRule
    /// The seasons whose naive forecasts, in the mean, values are counted from; none where they are not.
    package var anchors: [Int]
    /// The season of the differences whose mean size so far everything is divided by; nil for none.
    package var runningSeason: Int?
    /// Between which values forecasts stay; nil for any.
    package var range: ValueRange?

    package init(
        columns: SeriesColumns, transforms: TransformChain = .none, calendar: [CalendarFeature] = [], lags: [Int] = [],
        horizon: Int = 1, missing: MissingRule = .error, anchors: [Int] = [], runningSeason: Int? = nil,
        range: ValueRange? = nil
    ) {
        self.anchors = anchors
        self.runningSeason = runningSeason
        self.columns = columns
        self.transforms = transforms
        self.calendar = calendar
        self.lags = lags
        self.horizon = horizon
        self.missing = missing
        self.range = range
    }

    /// Whether it is a column as it stands, and the value of the next row: what the book's network reads and says.
    package var isPlain: Bool {
        self == SeriesRecipe(columns: SeriesColumns(targets: columns.targets)) && columns.targetCount == 1
    }

    package var inputSize: Int {
        columns.targetCount * (1 + lags.count + max(0, anchors.count - 1) * horizon + (runningSeason == nil ? 0 : 1))
            + columns.featureCount + futureInputCount * horizon
    }

    /// The inputs that tell of one row of the future.
    package var futureInputCount: Int { columns.knownFutureCount + 2 * calendar.count }

    /// The numbers that are forecast at once: the targets of each row up to the horizon.
    package var outputCount: Int { columns.targetCount * horizon }

    /// The first row after which a forecast can be made: those before it make differences and lags.
    package var firstRow: Int { span + max(0, (lags.max() ?? 1) - 1) }

    /// The rows at the start that have no difference, anchor or running scale yet.
    package var span: Int { max(transforms.differencing.span, anchors.max() ?? 0, runningSeason ?? 0) }

    /// What a row's level is read as: its difference, or how far it is from the mean of its anchors.
    func deviation(of levels: [Double], at row: Int) -> Double {
        guard !anchors.isEmpty else { return transforms.differencing.difference(of: levels, at: row) }
        return levels[row] - anchors.reduce(0) { $0 + levels[row - $1] } / Double(anchors.count)
    }

    /// The seasonal naive forecast of the steps after `row`, with a season of `anchor` steps.
    func naive(_ levels: [Double], _ anchor: Int, after row: Int) -> [Double] {
        (0..<horizon).map { levels[row + 1 - anchor + $0 % anchor] }
    }

    /// What the outputs after `row` are counted from.
    func origins(of levels: [Double], after row: Int) -> [Double] {
        guard !anchors.isEmpty else {
            return transforms.differencing.span == 0
                ? Array(repeating: 0, count: horizon)
                : transforms.differencing.continuations(of: levels, after: row, steps: horizon)
        }
        let naives = anchors.map { naive(levels, $0, after: row) }
        return (0..<horizon).map { step in naives.reduce(0) { $0 + $1[step] } / Double(anchors.count) }
    }
}
