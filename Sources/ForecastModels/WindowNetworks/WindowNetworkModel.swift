import Files
import RecurrentNets
import SeriesData
import Texts
import WeightFiles

/// A trained network that reads windows in segments, or several that forecast together.
///
/// Its file has, besides the metadata of a step network's recipe and of its recurrent layers, the keys `family` (`segments`),
/// `lookback`, `segment`, `normalise` and `share_targets`, and `shortcut` where there is one, and the tensors `segments.weight`,
/// `segments.bias`, `channels.weight`, `future.weight` and `segments.shortcut`, the last three where there are such.
package struct WindowNetworkModel: ForecastModel {
    package static let family = "segments"

    package private(set) var networks: [SegmentNetwork]
    /// Of the recurrent layers and the answer.
    package let shape: NetworkShape
    package let layout: SegmentLayout
    package var recipe: SeriesRecipe
    package let head: ForecastHead
    package let fit: SeriesFit
    package let conformalScores: [[Double]]

    package init(
        networks: [SegmentNetwork], shape: NetworkShape, layout: SegmentLayout, recipe: SeriesRecipe,
        head: ForecastHead,
        fit: SeriesFit, conformalScores: [[Double]] = []
    ) {
        (self.networks, self.shape, self.layout) = (networks, shape, layout)
        (self.recipe, self.head, self.fit, self.conformalScores) = (recipe, head, fit, conformalScores)
    }

    package init(_ file: WeightFile, in directory: String) throws {
        try self.init(file)
        for member in try file.otherMembers(in: directory) {
            let other = try WindowNetworkModel(member)
            guard other.shape == shape, other.layout == layout, other.recipe == recipe, other.head == head,
                other.fit == fit
            else {
                throw member.error(
                    "found another network or another recipe; expected the same as in the ensemble's first network")
            }
            networks += other.networks
        }
    }

    /// Reads one network.
    private init(_ file: WeightFile) throws {
        shape = try NetworkShape(of: file)
        let metadata = try ModelMetadata(file)
        (recipe, head, fit) = (metadata.recipe, metadata.head, metadata.fit)
        layout = try SegmentLayout(file)
        guard recipe.anchors.isEmpty, recipe.runningSeason == nil else {
            throw file.error(
                "found anchors or a running scale; expected none: a window is counted from its own normalisation; the file is "
                    + "damaged, or its writer is in error")
        }
        let outputs = head.outputSize(for: layout.outputCount(for: recipe))
        guard shape.inputSize == shape.hiddenSize, shape.outputSize == outputs, recipe.lags.isEmpty else {
            throw file.error(
                "found a network of \(shape.inputSize) inputs, \(shape.hiddenSize) hidden units, \(shape.outputSize) outputs "
                    + "and \(recipe.lags.count) lags; expected as many inputs as hidden units, \(outputs) outputs and no lag, "
                    + "as its metadata say")
        }
        var random = SeededGenerator(seed: 0)  // What is drawn is replaced at once.
        // So that a network is never larger than its file.
        _ = try file.tensor("segments.weight", shape: [shape.hiddenSize, layout.segmentSize(for: recipe)])
        if let outputs = layout.shortcutShape(for: recipe, head) {
            _ = try file.tensor(PyTorchNames.shortcut, shape: outputs.reversed())
        }
        let network = Self.makeNetwork(shape, layout, recipe, head, using: &random)
        try PyTorchNames.load(file, into: network)
        networks = [network]
        conformalScores = try file.conformalScores(of: recipe.outputCount)
    }

    /// A network with its parameters drawn.
    package static func makeNetwork(
        _ shape: NetworkShape, _ layout: SegmentLayout, _ recipe: SeriesRecipe, _ head: ForecastHead,
        dropoutRate: Double = 0, using random: inout SeededGenerator
    ) -> SegmentNetwork {
        SegmentNetwork(
            cell: shape.cell, activation: shape.activation, layerCount: shape.layerCount,
            segmentSize: layout.segmentSize(for: recipe), channelCount: layout.channelCount(for: recipe),
            futureSize: layout.futureSize(for: recipe), hiddenSize: shape.hiddenSize, outputSize: shape.outputSize,
            dropoutRate: dropoutRate, shortcut: layout.makeShortcut(for: recipe, head, shape.elementType),
            elementType: shape.elementType, using: &random)
    }

    package var says: SaidKind { head.says }
    package var firstRow: Int { layout.firstRow(for: recipe) }
    package var memberCount: Int { networks.count }

    package func makeForecaster() -> any SeriesForecaster { WindowNetworkForecaster(self) }

    package var file: WeightFile {
        var metadata = shape.metadata
        metadata["format"] = "pt"
        metadata["program"] = ProgramVersion.nameAndVersion
        metadata = metadata.replaced(by: ModelMetadata(recipe: recipe, head: head, fit: fit).texts(asPlain: false))
        metadata = metadata.replaced(by: layout.metadata)
        metadata[ModelCatalogue.key] = Self.family
        return WeightFile.member(
            PyTorchNames.tensors(of: networks[0]), metadata, memberCount: networks.count, conformalScores)
    }
}
