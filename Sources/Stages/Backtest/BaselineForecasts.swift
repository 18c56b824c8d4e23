import ForecastModels
import Forecasting

/// What the baselines forecast of a series at each origin, and the scale of its errors there.
struct BaselineForecasts {
    /// Of one target at one origin: by baseline the forecasts of each step, nil where the history is too short for it.
    struct Target {
        let forecasts: [[ForecastPoint]?]
        let scale: NaiveScale
        /// What Naive2 forecasts, where `owa` is to be known.
        let benchmark: [Double]?
    }

    /// By origin and target.
    let byOrigin: [[Target]]

    /// Makes them.
    ///
    /// - Parameters:
    ///   - baselines: Which forecasts.
    ///   - targets: By target the values of the series, none missing.
    ///   - origins: Where from.
    ///   - forecaster: What has read no value yet.
    ///   - season: The steps of a season; 1 for none.
    ///   - horizon: The steps to forecast at each origin.
    init(
        _ baselines: [Baseline], of targets: [ValueWindow], from origins: BacktestOrigins,
        by forecaster: BaselineForecaster, season: Int, horizon: Int
    ) {
        var forecasters = targets.map { _ in forecaster }
        let benchmarkSteps = Self.needsBenchmark(baselines, origins) ? horizon : nil
        byOrigin = origins.map {
            Self.atOrigin(
                $0, baselines, by: &forecasters, of: targets, season: season, benchmarkSteps: benchmarkSteps)
        }
    }

    /// Whether `owa` is to be known: of one origin, as the competition has it, or where Naive2 is forecast anyway.
    static func needsBenchmark(_ baselines: [Baseline], _ origins: BacktestOrigins) -> Bool {
        origins.count == 1 || baselines.contains(.naive2)
    }

    /// What they forecast at one origin, by target.
    ///
    /// Origins are to come in their order. Naive2 forecasts `benchmarkSteps`, for `owa`, where these are given.
    static func atOrigin(
        _ origin: Int, _ baselines: [Baseline], by forecasters: inout [BaselineForecaster], of targets: [ValueWindow],
        season: Int, benchmarkSteps: Int?
    ) -> [Target] {
        targets.indices.map { target in
            Target(
                forecasts: baselines.map {
                    forecasters[target].forecasts(of: $0, before: origin, of: targets[target])
                },
                scale: forecasters[target].scale(before: origin, of: targets[target]),
                benchmark: benchmarkSteps.flatMap {
                    try? Baseline.naive2.forecast(
                        after: targets[target].last(origin, before: origin), season: season, horizon: $0)
                })
        }
    }
}
