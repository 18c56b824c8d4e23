import CSVTables
import RecurrentNets
import SeriesData
import Texts

/// A number by which results of a stage are compared.
package struct StageMetric: Equatable, Sendable {
    package let name: String
    package let value: Double
}

extension TrainStage {
    /// The loss of the last epoch, and the lowest of the validation.
    package static func metrics(of values: OptionValues) throws -> [StageMetric] {
        // Other methods have no epochs, nor has a network that could not be trained.
        guard values[MethodSettings.method] == .network, MissingModel(at: values[TrainSettings.output]) == nil else {
            return []
        }
        let path = values[TrainSettings.output] + "/" + TrainingDirectory.metricsName
        let table = try Table(at: path, keeping: .all)
        let loss = try table.numbers(of: "loss").last
        let name = values[ValidationSettings.stopBy].column
        let losses = table.names.contains(name) ? try table.numbers(of: name) : []
        // Where it diverged, the last row is empty.
        let validation = losses.last?.isNaN ?? true ? nil : losses.min()
        return [("loss", loss), (name, validation)].compactMap { name, value in
            value.flatMap { $0.isNaN ? nil : StageMetric(name: name, value: $0) }
        }
    }
}

extension PredictStage {
    /// The errors of the forecast; of each target, named, where there are several.
    package static func metrics(of values: OptionValues) throws -> [StageMetric] {
        let table = try Table(at: values[Self.output], keeping: .all)
        return try table.targetSuffixes.flatMap { suffix -> [StageMetric] in
            let errors = ForecastErrors(
                actual: try table.numbers(of: "actual" + suffix),
                prediction: try table.numbers(of: Table.prediction + suffix))
            guard errors.count > 0 else { return [] }
            return [("mse", errors.mse), ("rmse", errors.rmse), ("mae", errors.mae)].map {
                StageMetric(name: $0.0 + suffix, value: $0.1)
            }
        }
    }
}

extension BacktestStage {
    /// The network's errors over all steps; of each target, named, where there are several.
    package static func metrics(of values: OptionValues) throws -> [StageMetric] {
        let table = try Table(at: values[Self.table], keeping: .all)
        let suffixes = try Self.suffixes(of: table)
        return try ["mae", "rmse", "mase", "coverage"].flatMap { name in
            // The rows of the network come first, one for each target.
            zip(suffixes, try table.numbers(of: name)).filter { !$1.isNaN }.map {
                StageMetric(name: name + $0, value: $1)
            }
        }
    }
}

extension BacktestStage {
    /// What names of metrics end in, of each target of a table of errors: nothing where there is but one.
    private static func suffixes(of table: Table) throws -> [String] {
        let column = "target"
        guard table.names.contains(column) else { return [""] }
        let targets = try Table(at: table.path, keeping: .series(numbers: [], time: nil, label: column))
        return try targets.named { () throws(CSVError) in try targets.table.labels(of: column).names }.map { "_" + $0 }
    }
}

extension Table {
    /// What the names of columns of predictions begin with.
    fileprivate static let prediction = "prediction"

    /// What the names of the columns of each target of a forecast end in: nothing where there is but one.
    fileprivate var targetSuffixes: [Substring] {
        names.filter { $0 == Self.prediction || $0.begins(with: Self.prediction + "_") }
            .map { $0.dropFirst(Self.prediction.count) }
    }
}
