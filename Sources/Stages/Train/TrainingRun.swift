import Files
import RecurrentNets
import SeriesData
import WeightFiles

/// A training in progress, in memory: what goes into a checkpoint, and can be put back from one.
final class TrainingRun {
    private let settings: TrainSettings
    private let series: Series
    private let scaling: Scaling
    private let initialWeights: WeightFile?
    private let shape: NetworkShape
    private let network: RecurrentNetwork
    private let optimizer: Optimizer
    private let trainer: TruncatedBPTT
    private var random: SeededGenerator

    init(_ settings: TrainSettings, series: Series, initialWeights: WeightFile?) throws {
        self.settings = settings
        self.series = series
        self.initialWeights = initialWeights
        scaling = Scaling(settings.scale, fitting: series.values)
        random = SeededGenerator(seed: settings.seed)
        shape = NetworkShape(
            cell: settings.cell, activation: settings.activation, layerCount: settings.layers, inputSize: 1,
            hiddenSize: settings.hiddenSize, outputSize: 1, elementType: settings.precision)
        network = shape.makeNetwork(dropoutRate: settings.dropout, using: &random)
        if let initialWeights {
            try PyTorchNames.load(initialWeights, into: network)
        }
        optimizer = settings.optimizer.makeOptimizer(
            network, learningRate: settings.learningRate, weightDecay: settings.weightDecay)
        if let limit = settings.clipNorm { optimizer.hooks.insert(ClipNorm(limit: limit), at: 0) }
        let streams = Streams(
            series.values.map(scaling.apply), batchSize: settings.batchSize, elementType: settings.precision)
        trainer = TruncatedBPTT(
            network: network, optimizer: optimizer, streams: streams, windowLength: settings.windowLength,
            schedule: settings.makeSchedule(stepsPerEpoch: streams.windowCount(of: settings.windowLength)))
    }

    /// The loss and learning rate of each epoch so far.
    var history: [EpochMetrics] { trainer.history }
    /// The number of epochs that are done.
    var epoch: Int { history.count }
    /// The step of the next epoch that training goes on at.
    var position: Int { trainer.position }
    var isFinished: Bool { epoch >= settings.epochs }
    /// The pairs at the end of the series that fill no stream.
    var droppedCount: Int { trainer.streams.droppedCount }

    /// Trains on one window.
    ///
    /// - Returns: The epoch's loss where the window was its last.
    /// - Throws: ``StageError/lossNotFinite(epoch:)``, so that no such state is ever saved.
    func trainWindow() throws -> Double? {
        let loss = trainer.trainWindow()
        guard trainer.lossSum.isFinite else { throw StageError.lossNotFinite(epoch: epoch + 1) }
        return loss
    }

    /// All that is needed to go on from here.
    var checkpoint: Checkpoint {
        let isBetweenEpochs = trainer.position == 0
        return Checkpoint(
            model: model.file, settings: recordedSettings, history: history, position: trainer.position,
            lossSum: isBetweenEpochs ? 0 : trainer.lossSum, networkState: isBetweenEpochs ? [] : network.state,
            optimizerState: optimizer.state, optimizerStepCount: optimizer.stepCount,
            random: network.dropout?.random ?? random)
    }

    /// In what a checkpoint is one of another run than this: each setting, old and new.
    func differences(to checkpoint: Checkpoint) -> [String] {
        let differences = checkpoint.settings.differences(to: recordedSettings)
        return checkpoint.epoch > settings.epochs
            ? differences + ["epochs: \(checkpoint.epoch) are done, now \(settings.epochs)"] : differences
    }

    /// Goes on from a checkpoint of this run.
    ///
    /// - Throws: ``WeightFileError`` where it does not hold what it should.
    func resume(from checkpoint: Checkpoint) throws {
        try requirePossible(checkpoint)
        try PyTorchNames.load(checkpoint.model, into: network)
        guard optimizer.restore(checkpoint.optimizerState, stepCount: checkpoint.optimizerStepCount) else {
            throw checkpoint.model.error(
                "found another optimizer's state than \(settings.optimizer.rawValue)'s; \(Self.advice)")
        }
        random = checkpoint.random
        network.dropout?.random = checkpoint.random
        trainer.resume(
            history: checkpoint.history, position: checkpoint.position, lossSum: checkpoint.lossSum,
            state: checkpoint.networkState)
    }

    private static let advice = "start over with --fresh"

    /// Checks that a run with these settings can have been where a checkpoint says that it was.
    private func requirePossible(_ checkpoint: Checkpoint) throws {
        let (position, stepCount) = (checkpoint.position, trainer.streams.stepCount)
        guard position < stepCount, position % settings.windowLength == 0 else {
            throw checkpoint.model.error(
                "found the position \(position); expected the start of a window of \(settings.windowLength) in "
                    + "\(stepCount) steps; \(Self.advice)")
        }
        let windows = trainer.streams.windowCount(of: settings.windowLength)
        let updates = checkpoint.epoch * windows + position / settings.windowLength
        guard checkpoint.optimizerStepCount == updates else {
            throw checkpoint.model.error(
                "found \(checkpoint.optimizerStepCount) updates; expected \(updates) after \(checkpoint.epoch) epochs and "
                    + "\(position) steps; \(Self.advice)")
        }
        let parts = (0..<settings.cell.stateCount).map { _ in [settings.batchSize, settings.hiddenSize] }
        let expected = position == 0 || parts.isEmpty ? [] : network.layers.map { _ in parts }
        let found = checkpoint.networkState
        guard found.map({ $0.map(\.shape) }) == expected,
            found.joined().allSatisfy({ $0.elementType == settings.precision })
        else {
            throw checkpoint.model.error(
                "found a state of the shapes \(found.map { $0.map(\.shape) }); expected \(expected) of "
                    + "\(settings.precision.rawValue); \(Self.advice)")
        }
    }

    /// The model as it is now.
    var model: TrainedModel {
        TrainedModel(network: network, shape: shape, scaling: scaling, column: series.column)
    }

    /// The program, settings and data that decide the result, by name.
    private var recordedSettings: RunSettings {
        var entries: [(name: String, value: String)] = [
            ("program", ProgramVersion.nameAndVersion),
            ("column", series.column),
            ("data", series.digest.description),
            ("cell", settings.cell.rawValue),
            ("hidden-size", String(settings.hiddenSize)),
            ("bptt-length", String(settings.windowLength)),
            ("batch-size", String(settings.batchSize)),
            ("optimizer", settings.optimizer.rawValue),
            ("learning-rate", decimalText(settings.learningRate)),
            ("scale", settings.scale.rawValue),
            ("precision", settings.precision.rawValue),
            ("seed", String(settings.seed)),
            ("initial-weights", initialWeights?.digest.description ?? "none"),
            ("activation", settings.activation.rawValue),
            ("layers", String(settings.layers)),
            ("dropout", decimalText(settings.dropout)),
            ("weight-decay", decimalText(settings.weightDecay)),
            ("clip-norm", settings.clipNorm.map(decimalText) ?? "off"),
            ("schedule", settings.schedule.rawValue),
            ("warmup-steps", String(settings.warmupSteps)),
        ]
        if settings.schedule == .cosine {
            entries.append(("epochs of the schedule", String(settings.epochs)))
        } else if settings.schedule != .constant {
            entries.append(("schedule-epochs", String(settings.scheduleEpochs)))
            entries.append(("schedule-factor", decimalText(settings.scheduleFactor)))
        }
        return RunSettings(entries)
    }
}
