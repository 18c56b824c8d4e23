import Files
import ForecastModels
import ForeignWeights
import RecurrentNets
import SeriesData
import WeightFiles

/// A network from elsewhere as a model: which columns its inputs are, how they are scaled, and how far ahead it says.
struct ImportedModel {
    /// The scaling of each column that is read: one for all, or one each.
    enum Scalings {
        case none
        case all(Scaling)
        case byColumn([Scaling])
    }

    let file: WeightFile
    /// What it is, in a line.
    let summary: String

    /// Takes a network, the names of its columns, if any, and how many of them are forecast.
    ///
    /// - Throws: ``OptionErrors`` where they do not fit.
    init(
        _ network: ForeignNetwork, named names: [String], targets asked: Int?, scaling: Scalings
    ) throws(OptionErrors) {
        let (inputs, outputs) = (network.inputSize, network.outputSize)
        func error(_ option: String, _ problem: String) -> OptionErrors {
            OptionErrors(problems: [OptionError(option: option, problem: problem)])
        }
        let targetCount = asked ?? (outputs == inputs ? inputs : 1)
        guard targetCount <= inputs, outputs % targetCount == 0, outputs / targetCount <= SeriesRecipe.longestHorizon
        else {
            throw error(
                ImportStage.targets.definition.name,
                "found \(targetCount), but a network of \(inputs) inputs and \(outputs) outputs; expected at most \(inputs), and a "
                    + "number that divides \(outputs)")
        }
        guard names.isEmpty || names.count == inputs, Set(names.map { Array($0.utf8) }).count == names.count else {
            throw error(
                ImportStage.columns.definition.name,
                "found \(names.count) names; expected \(inputs) that differ, one for each input of the network")
        }
        let shape = network.shape
        var metadata = shape.metadata
        metadata["format"] = "pt"
        metadata["program"] = ProgramVersion.nameAndVersion
        metadata[ModelMetadata.sourceKey] = network.layers[0].framework
        let isPlain = inputs == 1 && outputs == 1
        let columns =
            names.isEmpty && !isPlain
            ? (0..<inputs).map {
                $0 < targetCount ? (targetCount == 1 ? "y" : "y\($0 + 1)") : "x\($0 - targetCount + 1)"
            } : names
        let recipe = SeriesRecipe(
            columns: SeriesColumns(
                targets: Array(columns.prefix(targetCount)), features: Array(columns.dropFirst(targetCount))),
            horizon: outputs / targetCount)
        let scalings: [Scaling]
        switch scaling {
        case .none: scalings = Array(repeating: .identity, count: inputs)
        case .all(let scaling): scalings = Array(repeating: scaling, count: inputs)
        case .byColumn(let each): scalings = each
        }
        let fit = SeriesFit(
            scale: scalings.allSatisfy { $0 == .identity } ? .none : .standard,
            series: [
                (
                    "",
                    SeriesScaling(
                        targets: Array(scalings.prefix(targetCount)), features: Array(scalings.dropFirst(targetCount)))
                )
            ],
            frequency: nil)
        metadata = metadata.replaced(by: ModelMetadata(recipe: recipe, head: .plain, fit: fit).texts(asPlain: isPlain))
        file = WeightFile(tensors: network.tensors, metadata: metadata)
        summary = network.summary + (scalings.allSatisfy { $0 == .identity } ? ", not scaled" : ", scaled")
    }
}
