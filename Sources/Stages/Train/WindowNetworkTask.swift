import ForecastModels
import RecurrentNets
import SeriesData
import WeightFiles

/// The training of a network that reads windows in segments.
struct WindowNetworkTask: NetworkTask {
    let data: TrainingData
    private let settings: TrainSettings
    let levels: LevelValidation?
    private let layout: SegmentLayout
    private let shape: NetworkShape
    private let parts: [SegmentWindows.Part]
    private let validation: WindowValidation?

    init(_ data: TrainingData, _ settings: TrainSettings, _ layout: SegmentLayout) {
        (self.data, self.settings, self.layout) = (data, settings, layout)
        levels = LevelValidation(data, settings)
        let recipe = data.recipe
        shape = NetworkShape(
            cell: settings.cell, activation: settings.activation, layerCount: settings.layers,
            inputSize: settings.hiddenSize, hiddenSize: settings.hiddenSize,
            outputSize: settings.head.outputSize(for: layout.outputCount(for: recipe)), elementType: settings.precision)
        parts = data.parts.map { part in
            let end = max(part.training.upperBound, part.validation.upperBound)
            return SegmentWindows.Part(
                part.series, actual: part.actual, rows: recipe.firstRow..<max(recipe.firstRow, end),
                places: part.training, recipe)
        }
        validation =
            settings.validation.size == nil
            ? nil
            : WindowValidation(
                zip(parts, data.parts).map { ($0, $1.validation) }, layout, recipe, settings.head, settings.precision)
    }

    /// Each step of the source is a batch of windows.
    var windowLength: Int { 1 }

    func makeNetwork(using random: inout SeededGenerator) -> SegmentNetwork {
        WindowNetworkModel.makeNetwork(
            shape, layout, data.recipe, settings.head, dropoutRate: settings.dropout, using: &random)
    }

    func answers(of network: SegmentNetwork) -> [Linear] { [network.core.fc] + [network.future].compactMap(\.self) }

    func makeSource(using random: inout SeededGenerator) -> any TrainingSource {
        SegmentWindows(
            parts, layout, data.recipe, batchSize: settings.batchSize,
            windowsPerEpoch: settings.sampling.windowsPerEpoch, elementType: settings.precision, random: random.split())
    }

    func makeTrainer(
        of network: SegmentNetwork, _ optimizer: Optimizer, on source: any TrainingSource,
        _ schedule: any LearningRateSchedule
    ) -> TruncatedBPTT {
        guard let source = source as? SegmentWindows else {
            preconditionFailure("a network that reads windows learns from windows in segments")
        }
        let (head, horizon, precision) = (settings.head, data.recipe.horizon, settings.precision)
        return TruncatedBPTT(
            network: network, optimizer: optimizer, source: source, windowLength: windowLength, schedule: schedule,
            windowLoss: { _ in
                let (windows, targets) = source.nextBatch()
                return head.loss(
                    windows.outputs(of: network, precision), Variable(targets, requiresGradient: false),
                    horizon: horizon)
            }, validate: self.validation(of: network, loss: validation.map { part in { part.loss(of: network) } }))
    }

    func load(_ file: WeightFile, into network: SegmentNetwork) throws(WeightFileError) {
        try PyTorchNames.load(file, into: network)
    }

    func tensors(of network: SegmentNetwork) -> [NamedTensor] { PyTorchNames.tensors(of: network) }

    func model(of networks: [SegmentNetwork], _ conformalScores: [[Double]]) -> any ForecastModel {
        WindowNetworkModel(
            networks: networks, shape: shape, layout: layout, recipe: data.recipe, head: settings.head, fit: data.fit,
            conformalScores: conformalScores)
    }

    func scores(of networks: [SegmentNetwork]) -> [[Double]] { validation?.scores(of: networks) ?? [] }
}
