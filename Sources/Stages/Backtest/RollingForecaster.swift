import RecurrentNets
import SeriesData

/// A model on its way through a series: at each origin it goes on from the state that the values before have left, and what
/// comes after is not read.
struct RollingForecaster {
    private let model: TrainedModel
    private let rule: IntervalRule?
    private let series: ScaledSeries
    /// The paths that are drawn where a distribution reaches further than what is forecast at once, and with what.
    private let sampleCount: Int
    private let random: SeededGenerator
    private var forecaster: SeriesForecaster
    /// The rows read.
    private var rowCount = 0

    /// Starts at the beginning of a series.
    init(
        _ model: TrainedModel, _ rule: IntervalRule?, _ series: ScaledSeries, sampleCount: Int, random: SeededGenerator
    ) {
        (self.model, self.rule, self.series) = (model, rule, series)
        (self.sampleCount, self.random) = (sampleCount, random)
        forecaster = SeriesForecaster(model)
    }

    /// Reads up to an origin, and forecasts from there: by step and target.
    ///
    /// - Throws: ``StageError/forecastNotFinite(step:)``.
    mutating func forecast(from origin: Int, horizon: Int) throws(StageError) -> [[SpreadForecast]] {
        while rowCount < origin {
            _ = try forecaster.read(rowCount, of: series)
            rowCount += 1
        }
        return try runFree(from: origin, horizon: horizon)
    }

    /// Forecasts from the last row read, as `predict` does in a free run.
    private func runFree(from origin: Int, horizon: Int) throws(StageError) -> [[SpreadForecast]] {
        let atOnce = model.recipe.horizon
        var series = series.end(ofFirst: origin)
        var forecaster = forecaster
        let needsPaths = model.head.loss == .gaussian && model.conformalScores.isEmpty && horizon > atOnce
        var paths = needsPaths ? forecaster.paths(sampleCount, of: series, using: random) : nil
        var forecasts: [[SpreadForecast]] = []
        while forecasts.count < horizon {
            let start = origin + forecasts.count
            if let drawn = try paths?.next() {
                forecasts += drawn.map { $0.map(forecast(ofDrawn:)) }
                try requireFinite(forecasts.suffix(atOnce), from: start)
                continue
            }
            let said = said(by: forecaster, series, after: start - 1)
            try requireFinite(said, from: start)
            // Beyond what is forecast at once a network says a value, and not how sure it is.
            forecasts += start == origin ? said : said.map { $0.map { SpreadForecast(prediction: $0.prediction) } }
            guard forecasts.count < horizon else { break }
            for values in said { series.append(values.map(\.prediction)) }
            for row in start..<(start + atOnce) { _ = try forecaster.read(row, of: series) }
        }
        return Array(forecasts.prefix(horizon))
    }

    /// What a network says after `row`, the last one that it read.
    private func said(by forecaster: SeriesForecaster, _ series: ScaledSeries, after row: Int) -> [[SpreadForecast]] {
        let origins = series.origins(after: row)
        let targets = model.recipe.columns.targets.indices
        return (0..<model.recipe.horizon).map { step in
            targets.map { target in
                func value(_ output: Double) -> Double {
                    series.value(of: output, target: target, from: origins?[target][step])
                }
                let distribution = forecaster.distribution(of: target, at: step)
                let ends = rule?.ends(distribution, at: step * targets.count + target)
                let interval = ends.map { (lower: value($0.lower), upper: value($0.upper)) }
                return SpreadForecast(
                    prediction: value(distribution.prediction),
                    interval: interval.flatMap { $0.lower <= $0.upper ? $0.lower...$0.upper : nil },
                    spread: spread(of: distribution, value))
            }
        }
    }

    /// A distribution in the units of the data, which an output has by `value`.
    private func spread(of distribution: ForecastDistribution, _ value: (Double) -> Double) -> ForecastSpread? {
        guard case .normals(let parts) = distribution else { return nil }
        if model.recipe.transforms.transforms.contains(.log1p) {
            let levels = ForecastSpread.levels
            return .quantiles(
                levels.map { value(NormalDistribution.quantile($0, ofMixture: parts)) }, levels: levels)
        }
        return .normals(
            parts.map { part in
                let mean = value(part.mean)
                return NormalDistribution(mean: mean, deviation: value(part.mean + part.deviation) - mean)
            })
    }

    /// The interval between quantiles of values that were drawn, and their mean as a level.
    private func forecast(ofDrawn drawn: [Double]) -> SpreadForecast {
        let transforms = model.recipe.transforms
        let mean = drawn.reduce(0) { $0 + transforms.level(of: $1) } / Double(drawn.count)
        let sorted = drawn.sorted()
        let interval = rule.map { rule in
            sampleQuantile((1 - rule.level) / 2, of: sorted)...sampleQuantile((1 + rule.level) / 2, of: sorted)
        }
        return SpreadForecast(
            prediction: transforms.value(ofLevel: mean), interval: interval, spread: .samples(sorted))
    }

    private func requireFinite(_ forecasts: some Sequence<[SpreadForecast]>, from start: Int) throws(StageError) {
        for (step, values) in forecasts.enumerated() where !values.allSatisfy(\.prediction.isFinite) {
            throw .forecastNotFinite(step: start + step)
        }
    }
}
