import ForecastModels
import Forecasting

/// What the baselines forecast of a series at each origin, and the scale of its errors there.
struct BaselineForecasts {
    /// Of one target at one origin: by baseline the forecasts of each step, nil where the history is too short for it.
    struct Target {
        let forecasts: [[ForecastPoint]?]
        let scale: NaiveScale
    }

    /// By origin and target.
    let byOrigin: [[Target]]

    /// Makes them.
    ///
    /// - Parameters:
    ///   - baselines: Which forecasts.
    ///   - targets: By target the values of the series, none missing.
    ///   - origins: Ascending: so many values are known at each.
    ///   - season: The steps of a season; 1 for none.
    ///   - horizon: The steps to forecast at each origin.
    ///   - level: The probability of intervals.
    ///   - seed: What is drawn with.
    init(
        _ baselines: [Baseline], of targets: [[Double]], from origins: [Int], season: Int, horizon: Int, level: Double,
        seed: UInt64
    ) {
        var forecasters = targets.map { _ in
            BaselineForecaster(season: season, horizon: horizon, level: level, seed: seed)
        }
        byOrigin = origins.map {
            Self.atOrigin($0, baselines, by: &forecasters, of: targets, season: season)
        }
    }

    /// What they forecast at one origin, by target; origins are to come in their order.
    static func atOrigin(
        _ origin: Int, _ baselines: [Baseline], by forecasters: inout [BaselineForecaster], of targets: [[Double]],
        season: Int
    ) -> [Target] {
        targets.indices.map { target in
            let history = Array(targets[target].prefix(origin))
            return Target(
                forecasts: baselines.map { forecasters[target].forecasts(of: $0, after: history) },
                scale: NaiveScale(of: history, season: season))
        }
    }
}
