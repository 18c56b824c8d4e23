import RecurrentNets
import SeriesData

/// A model on its way through a series: at each origin it goes on from the state that the values before have left, and what
/// comes after is not read.
package struct RollingForecaster {
    private let rollout: Rollout
    private var series: ScaledSeries
    /// By target its values as they came, NaN where they are missing.
    private let actual: [[Double]]
    package private(set) var intervals: AdaptiveIntervals?
    private var forecaster: any SeriesForecaster
    /// The rows read.
    private var rowCount = 0

    /// Starts at the beginning of a series.
    package init(_ rollout: Rollout, _ series: ScaledSeries, of frame: SeriesFrame, _ intervals: AdaptiveIntervals?) {
        (self.rollout, self.series, self.intervals) = (rollout, series, intervals)
        actual = frame.targets
        forecaster = rollout.units.model.makeForecaster(ofSeries: frame.name)
    }

    /// Has rows follow in which nothing is missing, once all those before were read; there are to be no intervals that adapt.
    package mutating func append(_ complete: SeriesFrame) {
        precondition(rowCount == series.count && intervals == nil, "found \(rowCount) of \(series.count) rows read")
        series.append(known: complete)
    }

    /// Reads the rows before `end`.
    ///
    /// - Throws: ``ForecastModelError/forecastNotFinite(step:)``.
    package mutating func read(before end: Int) throws(ForecastModelError) {
        while rowCount < end {
            _ = try forecaster.read(rowCount, of: series)
            if var learning = intervals {
                intervals = nil  // So that what it has learnt is not copied.
                try learning.take(actual.map { $0[rowCount] }, in: rowCount, rollout, by: forecaster, series)
                intervals = learning
            }
            rowCount += 1
        }
    }

    /// Reads up to an origin, and forecasts from there, as `predict` does in a free run: by step and target.
    ///
    /// - Throws: ``ForecastModelError/forecastNotFinite(step:)``.
    package mutating func forecast(from origin: Int) throws(ForecastModelError) -> [[ForecastPoint]] {
        try read(before: origin)
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
