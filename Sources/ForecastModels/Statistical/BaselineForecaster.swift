import Forecasting
import RecurrentNets

/// The forecasts of the baselines at the origins of one target, each made from the values before it.
///
/// At the first origin the kind of exponential smoothing is chosen; at every so many it is fitted anew, and between them reads
/// what came since.
package struct BaselineForecaster {
    private let season: Int
    private let horizon: Int
    /// The probability of the intervals that exponential smoothing has; nil for none.
    private let level: Double?
    private let seed: UInt64
    /// How many origins a fit of exponential smoothing is used for.
    private let originsPerFit: Int
    private var smoothing: (fitted: ExponentialSmoothing, count: Int)?
    private var originsOfFit = 0
    private var scale: GrowingNaiveScale
    /// How many values were looked at, and how many of the first ones are finite numbers, and positive.
    private var (count, finiteCount, positiveCount) = (0, 0, 0)

    package init(season: Int, horizon: Int, level: Double?, seed: UInt64, originsPerFit: Int = 1) {
        (self.season, self.horizon, self.level, self.seed) = (season, horizon, level, seed)
        self.originsPerFit = originsPerFit
        scale = GrowingNaiveScale(season: season)
    }

    /// Looks at the values before row `end`, as far as it has not.
    package mutating func read(before end: Int, of values: ValueWindow) {
        while count < end {
            let value = values[count]
            if finiteCount == count, value.isFinite { finiteCount += 1 }
            if positiveCount == count, value > 0 { positiveCount += 1 }
            count += 1
        }
        _ = scale.scale(ofFirst: end, of: values)
    }

    /// The first row whose value is looked at again once all those before row `end` were; but for the very first.
    package func firstRowNeeded(after end: Int) -> Int {
        let kept = max(season, ExponentialSmoothing.longestHistory(season: season))
        return max(0, min(end - kept, originsPerFit > 1 ? smoothing?.count ?? end : end))
    }

    /// The errors of the seasonal naive forecast within the values before an origin, which is no earlier one than the last.
    package mutating func scale(before origin: Int, of values: ValueWindow) -> NaiveScale {
        scale.scale(ofFirst: origin, of: values)
    }

    /// The forecasts of a baseline after the values before an origin, which is no earlier one than the last; nil where these are too
    /// few for it, or lack some.
    package mutating func forecasts(
        of baseline: Baseline, before origin: Int, of values: ValueWindow
    ) -> [ForecastPoint]? {
        read(before: origin, of: values)
        guard finiteCount >= origin else { return nil }
        if baseline == .ets { return smoothed(before: origin, of: values) }
        let forecasts =
            baseline.looksAtSingleValues
            ? baseline.forecast(afterFirst: origin, of: values, season: season, horizon: horizon)
            : try? baseline.forecast(after: values.last(origin, before: origin), season: season, horizon: horizon)
        return forecasts.map { $0.map { ForecastPoint(prediction: $0) } }
    }

    private mutating func smoothed(before origin: Int, of values: ValueWindow) -> [ForecastPoint]? {
        guard let fitted = fitted(before: origin, of: values) else { return nil }
        smoothing = (fitted, origin)
        var random = SeededGenerator(seed: seed)
        let intervals = level.flatMap { try? fitted.intervals(horizon: horizon, level: $0, using: &random) }
        return fitted.forecast(horizon: horizon).enumerated().map { step, value in
            ForecastPoint(prediction: value, interval: intervals?[step])
        }
    }

    private mutating func fitted(before origin: Int, of values: ValueWindow) -> ExponentialSmoothing? {
        if let smoothing, originsOfFit < originsPerFit, smoothing.count <= origin,
            let same = smoothing.fitted.after(values[smoothing.count..<origin])
        {
            originsOfFit += 1
            return same
        }
        originsOfFit = 1
        let history = values.last(ExponentialSmoothing.longestHistory(season: season), before: origin)
        let comesAfterPositive = positiveCount >= origin - history.count
        if let model = smoothing?.fitted.model,
            let fitted = try? ExponentialSmoothing(model, fitting: history, comesAfterPositive: comesAfterPositive)
        {
            return fitted
        }
        return try? ExponentialSmoothing.best(for: history, season: season, comesAfterPositive: comesAfterPositive)
    }
}
