import RecurrentNets

/// A model that reads a series value by value and forecasts the next one each time.
final class Forecaster {
    private let model: TrainedModel
    private let elementType: ElementType
    private var run: NetworkRun
    private var step = 0

    /// Starts at the beginning of a series.
    init(_ model: TrainedModel) {
        self.model = model
        elementType = model.shape.elementType
        run = NetworkRun(model.network)
    }

    /// The forecast of the value that follows `value`.
    ///
    /// - Throws: ``StageError/forecastNotFinite(step:)``.
    func next(after value: Double) throws(StageError) -> Double {
        step += 1
        let x = Tensor(repeating: model.scaling.apply(value), shape: [1, 1], elementType: elementType)
        let output = run.next(x).scalar
        let forecast = model.scaling.invert(output)
        guard forecast.isFinite else { throw .forecastNotFinite(step: step) }
        return forecast
    }
}
