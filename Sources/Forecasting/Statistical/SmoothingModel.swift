/// Exponential smoothing on its way through a series, with parameters that were fitted.
struct SmoothingModel: StatisticalModel {
    private let model: ETSModel
    private let parameters: ETSParameters
    private var state: ETSState

    init(_ model: ETSModel, _ parameters: ETSParameters, from state: ETSState) {
        (self.model, self.parameters, self.state) = (model, parameters, state)
    }

    mutating func read(_ value: Double) {
        let forecast = state.nextForecast(parameters, model: model)
        state.advance(value - forecast, parameters, model: model)
    }

    func forecast(horizon: Int) -> [Double] {
        (0..<max(horizon, 0)).map { state.forecast($0 + 1, damping: parameters.phi, model: model) }
    }
}
