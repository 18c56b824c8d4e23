import ForecastModels
import RecurrentNets
import SeriesData
import WeightFiles

/// The training of a network that reads row by row.
struct StepNetworkTask: NetworkTask {
    let data: TrainingData
    private let settings: TrainSettings
    let levels: LevelValidation?
    private let shape: NetworkShape
    private let validation: Validation?
    /// A row for each row trained on, series after series: `[rows, inputs]`, and `[rows, targets]` of the rows after it, NaN
    /// where the file has none.
    let inputs: Tensor
    let targets: Tensor

    init(_ data: TrainingData, _ settings: TrainSettings) {
        (self.data, self.settings) = (data, settings)
        levels = LevelValidation(data, settings)
        let recipe = data.recipe
        shape = settings.shape(for: recipe)
        let (count, type) = (data.pairCount, settings.precision)
        var inputs = TensorRows(count, width: recipe.inputSize, elementType: type)
        var targets = TensorRows(count, width: recipe.outputCount, elementType: type)
        for part in data.parts {
            for row in part.training {
                inputs.add { part.series.appendInput(after: row, to: &$0) }
                targets.add { part.appendOutput(after: row, to: &$0) }
            }
        }
        self.inputs = inputs.filled()
        self.targets = targets.filled()
        validation = settings.validation.size.map { _ in Validation(data, settings.head, settings.precision) }
    }

    var windowLength: Int { settings.stepsOfWindow }

    func makeNetwork(using random: inout SeededGenerator) -> RecurrentNetwork {
        shape.makeNetwork(dropoutRate: settings.dropout, using: &random)
    }

    func answers(of network: RecurrentNetwork) -> [Linear] { [network.fc] }

    func makeSource(using random: inout SeededGenerator) -> any TrainingSource { windowSource(using: &random) }

    /// In the way that the settings say; `random` draws windows that begin at random places.
    private func windowSource(using random: inout SeededGenerator) -> any WindowSource {
        switch settings.sampling.sampling {
        case .streams: return Streams(inputs: inputs, targets: targets, batchSize: settings.batchSize)
        case .windows:
            let length = settings.stepsOfWindow
            let lengths = data.parts.map(\.training.count)
            let windows = settings.sampling.windowsPerEpoch ?? lengths.reduce(0) { $0 + $1 / length }
            return RandomWindows(
                inputs: inputs, targets: targets, lengths: lengths, windowLength: length,
                batchSize: settings.batchSize, windowsPerEpoch: windows, random: random.split())
        }
    }

    func makeTrainer(
        of network: RecurrentNetwork, _ optimizer: Optimizer, on source: any TrainingSource,
        _ schedule: any LearningRateSchedule
    ) -> TruncatedBPTT {
        guard let source = source as? any WindowSource else {
            preconditionFailure("a network that reads row by row learns from windows of rows")
        }
        let (head, horizon) = (settings.head, data.recipe.horizon)
        return TruncatedBPTT(
            network: network, optimizer: optimizer, streams: source, windowLength: windowLength, schedule: schedule,
            loss: { head.loss($0, $1, horizon: horizon) },
            validate: self.validation(of: network, loss: validation.map { part in { part.loss(of: network) } }))
    }

    func load(_ file: WeightFile, into network: RecurrentNetwork) throws(WeightFileError) {
        try PyTorchNames.load(file, into: network)
    }

    func tensors(of network: RecurrentNetwork) -> [NamedTensor] { PyTorchNames.tensors(of: network) }

    func model(of networks: [RecurrentNetwork], _ conformalScores: [[Double]]) -> any ForecastModel {
        var model = StepNetworkModel(
            network: networks[0], shape: shape, recipe: data.recipe, head: settings.head, fit: data.fit)
        model.networks = networks
        model.conformalScores = conformalScores
        return model
    }

    func scores(of networks: [RecurrentNetwork]) -> [[Double]] { validation?.scores(of: networks) ?? [] }
}
