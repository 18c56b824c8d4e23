import ForecastModels
import Forecasting
import RecurrentNets
import SeriesData

/// Errors of forecasts in the units of the data, divided by those of the naive forecast, so that trainings compare whatever transform,
/// scale and loss they have.
///
/// Forecasts are made from several rows of the validation part, the same for all models of a horizon; an error is averaged over the
/// horizon, then over these rows.
struct LevelValidation {
    private let parts: [ValidationPart]
    private let measure: ValidationMeasure

    /// Nil where the loss itself is measured.
    init?(_ data: TrainingData, _ settings: TrainSettings) {
        guard settings.validation.stopBy != .loss, let size = settings.validation.size else { return nil }
        measure = settings.validation.stopBy
        let recipe = data.recipe
        parts = data.file.frames.filter { $0.count > 0 }.map { frame in
            let trainingCount = frame.count - size.rows(of: frame.count)
            let complete = frame.filled(by: recipe.missing, lookingAheadIn: trainingCount)
            let scaling =
                data.fit.scaling(of: frame.name)
                ?? SeriesScaling(data.fit.scale, fitting: complete, rows: trainingCount, recipe)
            return ValidationPart(
                complete, actual: frame.targets, from: max(trainingCount, recipe.firstRow + 1), horizon: recipe.horizon,
                scaling: scaling, seriesCount: data.file.frames.count)
        }
    }

    /// The mean error of a model; NaN where a forecast is not finite, so that it counts as none.
    func error(of model: any ForecastModel) -> Double {
        let rule = measure == .pinball ? (try? IntervalRule(model, at: "", level: nil, isAdaptive: false)) ?? nil : nil
        let rollout = Rollout(
            units: ForecastUnits(model: model, rule: rule), horizon: model.recipe.horizon, sampleCount: 0,
            random: SeededGenerator(seed: 0))
        var (sum, count) = (0.0, 0)
        for part in parts {
            var rolling = RollingForecaster(
                rollout, ScaledSeries(part.frame, model.recipe, part.scaling), of: part.frame, nil)
            for origin in part.origins {
                guard let points = try? rolling.forecast(from: origin),
                    let error = error(of: points, at: origin, in: part, level: rule?.level ?? IntervalRule.defaultLevel)
                else { return .nan }
                if error.isNaN { continue }
                sum += error
                count += 1
            }
        }
        return sum / Double(count)
    }

    /// NaN where nothing stands in the file; nil where a forecast is not finite.
    private func error(
        of points: [[ForecastPoint]], at origin: Int, in part: ValidationPart, level: Double
    ) -> Double? {
        var (sum, count) = (0.0, 0)
        for (step, targets) in points.enumerated() {
            for (target, point) in targets.enumerated() where origin + step < part.actual[target].count {
                let actual = part.actual[target][origin + step]
                guard !actual.isNaN else { continue }
                guard let error = error(of: point, actual, level) else { return nil }
                sum += error / part.units[target]
                count += 1
            }
        }
        return sum / Double(count)
    }

    private func error(of point: ForecastPoint, _ actual: Double, _ level: Double) -> Double? {
        guard point.prediction.isFinite else { return nil }
        guard measure == .pinball else { return abs(actual - point.prediction) }
        guard let interval = point.interval else { return nil }
        let tail = (1 - level) / 2
        return
            (pinballLoss(actual, quantile: interval.lowerBound, level: tail)
            + pinballLoss(actual, quantile: interval.upperBound, level: 1 - tail)) / 2
    }
}
