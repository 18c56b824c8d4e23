import Files
import RecurrentNets
import SeriesData
import WeightFiles

/// A trained network, or several that forecast together, and what a forecast needs besides.
///
/// A step network reads a row at a time and carries its state from row to row, as the book's does.
package struct StepNetworkModel: ForecastModel {
    package static let family = "steps"

    /// Of one shape.
    package var networks: [RecurrentNetwork]
    package let shape: NetworkShape
    /// What the network reads and is to say; bare weights name no target.
    package var recipe: SeriesRecipe
    package let head: ForecastHead
    package let fit: SeriesFit
    /// For each number that is forecast at once, how far off it was on the validation part, ascending, on the network's
    /// scale; empty where that was not measured.
    package var conformalScores: [[Double]] = []

    /// Reads a model, a checkpoint, or bare weights under PyTorch's names, which stand for an unscaled series.
    ///
    /// `activation` is the function of Elman cells, where the file does not say it.
    /// - Throws: ``WeightFileError``.
    package init(_ file: WeightFile, activation: Activation? = nil) throws {
        shape = try NetworkShape(of: file, activation: activation)
        let metadata = try ModelMetadata(file)
        (recipe, head, fit) = (metadata.recipe, metadata.head, metadata.fit)
        let outputs = head.outputSize(for: recipe.outputCount)
        guard shape.inputSize == recipe.inputSize, shape.outputSize == outputs else {
            let count =
                recipe.isPlain
                ? "one of each, for the values of one series"
                : "\(recipe.inputSize) and \(outputs), as its metadata say"
            throw file.error(
                "found a network of \(shape.inputSize) inputs and \(shape.outputSize) outputs; expected \(count)")
        }
        networks = [try Self.network(in: file, of: shape)]
        conformalScores = try file.conformalScores(of: recipe.outputCount)
        if isPlain, file.metadata["recipe"] != nil, file.metadata["ensemble"] == nil {
            throw file.error(
                "found in the metadata a 'recipe' for the next value of one column; expected its 'column' alone, as seqcast "
                    + "writes it; the file is damaged, or its writer is in error")
        }
    }

    package init(
        network: RecurrentNetwork, shape: NetworkShape, recipe: SeriesRecipe, head: ForecastHead, fit: SeriesFit
    ) {
        networks = [network]
        (self.shape, self.recipe, self.head, self.fit) = (shape, recipe, head, fit)
    }

    private static func network(in file: WeightFile, of shape: NetworkShape) throws -> RecurrentNetwork {
        var random = SeededGenerator(seed: 0)  // What is drawn is replaced at once.
        let network = shape.makeNetwork(using: &random)
        try PyTorchNames.load(file, into: network)
        return network
    }

    /// Whether a forecast of the model is a column's next value and nothing else: the book's.
    package var isPlain: Bool {
        recipe.isPlain && head == .plain && fit.isPlain && networks.count == 1 && conformalScores.isEmpty
    }

    package var says: SaidKind { head.says }
    package var memberCount: Int { networks.count }

    package func makeForecaster() -> any SeriesForecaster { StepNetworkForecaster(self) }

    /// Takes in another network of the ensemble.
    ///
    /// - Throws: ``WeightFileError`` where it is of another shape, or has learnt something else.
    package mutating func add(_ file: WeightFile) throws {
        let shape = try NetworkShape(of: file)
        guard shape == self.shape else {
            throw file.error(
                "found a \(shape.cell.rawValue) of \(shape.inputSize) inputs, \(shape.hiddenSize) hidden units and "
                    + "\(shape.outputSize) outputs; expected the same as in the ensemble's first network")
        }
        let metadata = try ModelMetadata(file)
        guard metadata.recipe == recipe, metadata.head == head, metadata.fit.rowsRead == fit.rowsRead,
            metadata.fit.series.elementsEqual(fit.series, by: ==)
        else {
            throw file.error(
                "found metadata of another series or another recipe; expected the same as in the ensemble's first network"
            )
        }
        networks.append(try Self.network(in: file, of: shape))
    }

    /// The first network as a file: weights alone, with the rest in the metadata and the scores beside them.
    package var file: WeightFile {
        var metadata = shape.metadata
        metadata["format"] = "pt"
        metadata["program"] = ProgramVersion.nameAndVersion
        metadata = metadata.replaced(by: ModelMetadata(recipe: recipe, head: head, fit: fit).texts(asPlain: isPlain))
        return WeightFile.member(
            PyTorchNames.tensors(of: networks[0]), metadata, memberCount: networks.count, conformalScores)
    }
}
