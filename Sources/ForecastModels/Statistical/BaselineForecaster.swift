import Forecasting
import RecurrentNets

/// The forecasts of the baselines at the origins of one target, each made from the values before it.
///
/// At the first origin the kind of exponential smoothing is chosen; at each it is fitted anew.
package struct BaselineForecaster {
    private let season: Int
    private let horizon: Int
    /// The probability of the intervals that exponential smoothing has; nil for none.
    private let level: Double?
    private let seed: UInt64
    private var smoothing: ETSModel?

    package init(season: Int, horizon: Int, level: Double?, seed: UInt64) {
        (self.season, self.horizon, self.level, self.seed) = (season, horizon, level, seed)
    }

    /// The forecasts of a baseline after `history`; nil where that is too short for it.
    package mutating func forecasts(of baseline: Baseline, after history: [Double]) -> [ForecastPoint]? {
        guard baseline == .ets else {
            let values = try? baseline.forecast(after: history, season: season, horizon: horizon)
            return values.map { $0.map { ForecastPoint(prediction: $0) } }
        }
        guard let fitted = fitted(history) else { return nil }
        smoothing = fitted.model
        var random = SeededGenerator(seed: seed)
        let intervals = level.flatMap { try? fitted.intervals(horizon: horizon, level: $0, using: &random) }
        return fitted.forecast(horizon: horizon).enumerated().map { step, value in
            ForecastPoint(prediction: value, interval: intervals?[step])
        }
    }

    private func fitted(_ history: [Double]) -> ExponentialSmoothing? {
        if let smoothing, let fitted = try? ExponentialSmoothing(smoothing, fitting: history) { return fitted }
        return try? ExponentialSmoothing.best(for: history, season: season)
    }
}
