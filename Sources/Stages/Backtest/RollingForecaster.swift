import RecurrentNets
import SeriesData

/// A model on its way through a series: at each origin it goes on from the state that the values before have left, and what
/// comes after is not read.
struct RollingForecaster {
    private let rollout: Rollout
    private let series: ScaledSeries
    /// By target its values as they came, NaN where they are missing.
    private let actual: [[Double]]
    private(set) var intervals: AdaptiveIntervals?
    private var forecaster: SeriesForecaster
    /// The rows read.
    private var rowCount = 0

    /// Starts at the beginning of a series.
    init(_ rollout: Rollout, _ series: ScaledSeries, of frame: SeriesFrame, _ intervals: AdaptiveIntervals?) {
        (self.rollout, self.series, self.intervals) = (rollout, series, intervals)
        actual = frame.targets
        forecaster = SeriesForecaster(rollout.units.model)
    }

    /// Reads up to an origin, and forecasts from there, as `predict` does in a free run: by step and target.
    ///
    /// - Throws: ``StageError/forecastNotFinite(step:)``.
    mutating func forecast(from origin: Int) throws(StageError) -> [[ForecastPoint]] {
        while rowCount < origin {
            _ = try forecaster.read(rowCount, of: series)
            try intervals?.take(actual.map { $0[rowCount] }, in: rowCount, rollout, by: forecaster, series)
            rowCount += 1
        }
        var run = FreeRun(rollout, after: series.end(ofFirst: origin), by: forecaster)
        var points: [[ForecastPoint]] = []
        while points.count < rollout.horizon { points += try run.next() }
        return points.prefix(rollout.horizon).enumerated().map { ahead, targets in
            targets.enumerated().map { target, point in
                intervals?.adapted(point, ahead: ahead, target: target) ?? point
            }
        }
    }
}
