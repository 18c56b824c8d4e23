import SeriesData

/// A number by which results of a stage are compared.
package struct StageMetric: Equatable, Sendable {
    package let name: String
    package let value: Double
}

extension TrainStage {
    /// The loss of the last epoch, and the lowest of the validation.
    package static func metrics(of values: OptionValues) throws -> [StageMetric] {
        let path = values[TrainSettings.output] + "/" + TrainingDirectory.metricsName
        let table = try Table(at: path, keeping: .all)
        let loss = try table.numbers(of: "loss").last
        let hasValidation = table.names.contains("validation_loss")
        let validation = hasValidation ? try table.numbers(of: "validation_loss").min() : nil
        return [("loss", loss), ("validation_loss", validation)].compactMap { name, value in
            value.map { StageMetric(name: name, value: $0) }
        }
    }
}

extension PredictStage {
    /// The errors of the forecast; of each target, named, where there are several.
    package static func metrics(of values: OptionValues) throws -> [StageMetric] {
        let table = try Table(at: values[Self.output], keeping: .all)
        let prefix = "prediction"
        let suffixes = table.names.filter { $0 == prefix || $0.hasPrefix(prefix + "_") }.map {
            $0.dropFirst(prefix.count)
        }
        return try suffixes.flatMap { suffix -> [StageMetric] in
            let errors = ForecastErrors(
                actual: try table.numbers(of: "actual" + suffix), prediction: try table.numbers(of: prefix + suffix))
            guard errors.count > 0 else { return [] }
            return [("mse", errors.mse), ("rmse", errors.rmse), ("mae", errors.mae)].map {
                StageMetric(name: $0.0 + suffix, value: $0.1)
            }
        }
    }
}
