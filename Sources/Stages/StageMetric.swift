/// A number by which results of a stage are compared.
package struct StageMetric: Equatable, Sendable {
    package let name: String
    package let value: Double
}

extension TrainStage {
    /// The loss of the last epoch.
    package static func metrics(of values: OptionValues) throws -> [StageMetric] {
        let path = values[TrainSettings.output] + "/" + TrainingDirectory.metricsName
        let losses = try Table(at: path, keeping: .named(["loss"])).numbers(of: "loss")
        return losses.last.map { [StageMetric(name: "loss", value: $0)] } ?? []
    }
}

extension PredictStage {
    /// The errors of the forecast.
    package static func metrics(of values: OptionValues) throws -> [StageMetric] {
        let errors = try Forecast(at: values[Self.output]).errors
        guard errors.count > 0 else { return [] }
        return [("mse", errors.mse), ("rmse", errors.rmse), ("mae", errors.mae)].map {
            StageMetric(name: $0.0, value: $0.1)
        }
    }
}
