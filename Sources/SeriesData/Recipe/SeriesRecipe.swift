/// How a series becomes what a network reads and what it is to say, without any number that was fitted.
///
/// Input after row t: the scaled targets of t; the features of t; for each of the rows t + 1 … t + horizon what is known of
/// the future, and the sine and cosine of each calendar feature; for each lag L the scaled targets of row t + 1 − L.
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

    package init(
        columns: SeriesColumns, transforms: TransformChain = .none, calendar: [CalendarFeature] = [], lags: [Int] = [],
        horizon: Int = 1, missing: MissingRule = .error
    ) {
        self.columns = columns
        self.transforms = transforms
        self.calendar = calendar
        self.lags = lags
        self.horizon = horizon
        self.missing = missing
    }

    /// Whether it is a column as it stands, and the value of the next row: what the book's network reads and says.
    package var isPlain: Bool {
        self == SeriesRecipe(columns: SeriesColumns(targets: columns.targets)) && columns.targetCount == 1
    }

    package var inputSize: Int {
        columns.targetCount * (1 + lags.count) + columns.features.count + futureInputCount * horizon
    }

    /// The inputs that tell of one row of the future.
    package var futureInputCount: Int { columns.knownFuture.count + 2 * calendar.count }

    /// The numbers that are forecast at once: the targets of each row up to the horizon.
    package var outputCount: Int { columns.targetCount * horizon }

    /// The first row after which a forecast can be made: those before it make differences and lags.
    package var firstRow: Int { transforms.differencing.span + max(0, (lags.max() ?? 1) - 1) }
}
