import Forecasting
import RecurrentNets
import SeriesData

/// The forecasts of a model at some places of a series, each from the rows before it alone.
package struct RollingForecasts {
    /// By origin, step and target, in the units of the data.
    package let predictions: [[[Double]]]

    /// Forecasts the steps that the model says at once after so many rows each.
    ///
    /// The frame is filled as the model reads it; origins ascend, each with as many rows after it as are forecast.
    ///
    /// - Throws: ``ForecastModelError``.
    package init(
        of model: any ForecastModel, in frame: SeriesFrame, scaling: SeriesScaling, at origins: [Int]
    ) throws(ForecastModelError) {
        let rollout = Rollout(
            units: ForecastUnits(model: model, rule: nil), horizon: model.recipe.horizon, sampleCount: 0,
            random: SeededGenerator(seed: 0))
        var rolling = RollingForecaster(rollout, ScaledSeries(frame, model.recipe, scaling), of: frame, nil)
        var predictions: [[[Double]]] = []
        for origin in origins {
            predictions.append(try rolling.forecast(from: origin).map { $0.map(\.prediction) })
        }
        self.predictions = predictions
    }
}
