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
    /// The first values that are finite numbers, as far as they were looked at.
    private var finiteCount = 0

    package init(season: Int, horizon: Int, level: Double?, seed: UInt64, originsPerFit: Int = 1) {
        (self.season, self.horizon, self.level, self.seed) = (season, horizon, level, seed)
        self.originsPerFit = originsPerFit
        scale = GrowingNaiveScale(season: season)
    }

    /// The errors of the seasonal naive forecast within the values before an origin, which is no earlier one than the last.
    package mutating func scale(before origin: Int, of values: [Double]) -> NaiveScale {
        scale.scale(ofFirst: origin, of: values)
    }

    /// The forecasts of a baseline after the values before an origin, which is no earlier one than the last; nil where these are too
    /// few for it, or lack some.
    package mutating func forecasts(
        of baseline: Baseline, before origin: Int, of values: [Double]
    ) -> [ForecastPoint]? {
        if baseline.looksAtSingleValues {
            while finiteCount < origin, values[finiteCount].isFinite { finiteCount += 1 }
            guard finiteCount >= origin else { return nil }
            let forecasts = baseline.forecast(afterFirst: origin, of: values, season: season, horizon: horizon)
            return forecasts.map { $0.map { ForecastPoint(prediction: $0) } }
        }
        let history = Array(values.prefix(origin))
        guard baseline == .ets else {
            let forecasts = try? baseline.forecast(after: history, season: season, horizon: horizon)
            return forecasts.map { $0.map { ForecastPoint(prediction: $0) } }
        }
        guard let fitted = fitted(history) else { return nil }
        smoothing = (fitted, history.count)
        var random = SeededGenerator(seed: seed)
        let intervals = level.flatMap { try? fitted.intervals(horizon: horizon, level: $0, using: &random) }
        return fitted.forecast(horizon: horizon).enumerated().map { step, value in
            ForecastPoint(prediction: value, interval: intervals?[step])
        }
    }

    private mutating func fitted(_ history: [Double]) -> ExponentialSmoothing? {
        if let smoothing, originsOfFit < originsPerFit, smoothing.count <= history.count,
            let same = smoothing.fitted.after(history[smoothing.count...])
        {
            originsOfFit += 1
            return same
        }
        originsOfFit = 1
        if let model = smoothing?.fitted.model, let fitted = try? ExponentialSmoothing(model, fitting: history) {
            return fitted
        }
        return try? ExponentialSmoothing.best(for: history, season: season)
    }
}
