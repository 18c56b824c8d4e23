import CSVTables
import Files
import ForecastModels
import RecurrentNets
import SeriesData
import WeightFiles

/// A training in progress, in memory: what goes into a checkpoint, and can be put back from one.
final class TrainingRun<Task: NetworkTask> {
    private let settings: TrainSettings
    private let task: Task
    private let data: TrainingData
    private let initialWeights: WeightFile?
    private let network: Task.Network
    private let optimizer: Optimizer
    private let trainer: TruncatedBPTT
    private var random: SeededGenerator
    /// The weights after the epoch with the lowest validation loss; kept where training may stop early.
    private var best: [NamedTensor] = []

    init(_ settings: TrainSettings, _ task: Task, initialWeights: WeightFile?) throws {
        (self.settings, self.task, data, self.initialWeights) = (settings, task, task.data, initialWeights)
        random = SeededGenerator(seed: settings.seed)
        network = task.makeNetwork(using: &random)
        if data.neverChanges { task.clearAnswers(of: network, settings.head) }
        if let initialWeights { try task.load(initialWeights, into: network) }
        optimizer = settings.optimizer.makeOptimizer(
            network, learningRate: settings.learningRate, weightDecay: settings.weightDecay)
        if let limit = settings.clipNorm { optimizer.hooks.insert(ClipNorm(limit: limit), at: 0) }
        let source = task.makeSource(using: &random)
        trainer = task.makeTrainer(
            of: network, optimizer, on: source,
            settings.makeSchedule(stepsPerEpoch: source.windowCount(of: task.windowLength)))
    }

    /// What is written down of each epoch so far.
    var history: [EpochMetrics] { trainer.history }
    /// The number of epochs that are done.
    var epoch: Int { history.count }
    /// The step of the next epoch that training goes on at.
    var position: Int { trainer.position }
    var isFinished: Bool { epoch >= settings.lastEpoch || isStoppedEarly }
    /// The epoch after which training ends, as far as is known now.
    var lastEpoch: Int { isFinished ? epoch : settings.lastEpoch }
    /// The pairs at the end of the series that fill no stream.
    var droppedCount: Int { (trainer.source as? Streams)?.droppedCount ?? 0 }
    /// Whether the validation loss has not fallen for as many epochs as it was given.
    var isStoppedEarly: Bool { settings.validation.patience.map { epoch - bestEpoch >= $0 } ?? false }

    /// The epoch with the lowest validation loss so far, the first of them; 0 before there is one.
    var bestEpoch: Int {
        let losses = history.compactMap(\.validationLoss)
        return losses.min().flatMap { losses.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
    }

    /// The trained network: that of the best epoch, where training may stop early.
    ///
    /// - Throws: ``WeightFileError``.
    func trainedNetwork() throws -> Task.Network { best.isEmpty ? network : try network(best) }

    private func network(_ weights: [NamedTensor]) throws -> Task.Network {
        var random = SeededGenerator(seed: 0)  // What is drawn is replaced at once.
        let network = task.makeNetwork(using: &random)
        try task.load(WeightFile(tensors: weights, metadata: [:]), into: network)
        return network
    }

    /// Trains on one window.
    ///
    /// - Returns: What is written down of the epoch where the window was its last.
    /// - Throws: ``StageError/lossNotFinite(epoch:)``, so that no such state is ever saved.
    func trainWindow() throws -> EpochMetrics? {
        let isLast = trainer.trainWindow() != nil
        guard trainer.lossSum.isFinite, history.last?.isFinite ?? true else {
            throw StageError.lossNotFinite(epoch: isLast ? epoch : epoch + 1)
        }
        guard isLast else { return nil }
        if settings.validation.patience != nil, bestEpoch == epoch { best = task.tensors(of: network) }
        return history.last
    }

    /// All that is needed to go on from here.
    var checkpoint: Checkpoint {
        let isBetweenEpochs = trainer.position == 0
        return Checkpoint(
            model: task.model(of: [network], []).file, settings: recordedSettings, history: history,
            position: trainer.position,
            lossSum: isBetweenEpochs ? 0 : trainer.lossSum,
            networkState: isBetweenEpochs || !trainer.source.keepsState ? [] : network.state,
            optimizerState: optimizer.state, optimizerStepCount: optimizer.stepCount,
            random: network.dropout?.random ?? random, samplingRandom: (trainer.source as? any RandomSource)?.random,
            bestWeights: best)
    }

    /// In what a checkpoint is one of another run than this: each setting, old and new.
    func differences(to checkpoint: Checkpoint) -> [String] {
        let differences = checkpoint.settings.differences(to: recordedSettings)
        return checkpoint.epoch > settings.lastEpoch
            ? differences + ["epochs: \(checkpoint.epoch) are done, now \(settings.lastEpoch)"] : differences
    }

    /// Goes on from a checkpoint of this run.
    ///
    /// - Throws: ``WeightFileError`` where it does not hold what it should.
    func resume(from checkpoint: Checkpoint) throws {
        try requirePossible(checkpoint)
        try task.load(checkpoint.model, into: network)
        guard optimizer.restore(checkpoint.optimizerState, stepCount: checkpoint.optimizerStepCount) else {
            throw checkpoint.model.error(
                "found another optimizer's state than \(settings.optimizer.rawValue)'s; \(Self.advice)")
        }
        random = checkpoint.random
        network.dropout?.random = checkpoint.random
        if let samplingRandom = checkpoint.samplingRandom {
            (trainer.source as? any RandomSource)?.random = samplingRandom
        }
        best = checkpoint.bestWeights
        trainer.resume(
            history: checkpoint.history, position: checkpoint.position, lossSum: checkpoint.lossSum,
            state: checkpoint.networkState)
    }

    private static var advice: String { "start over with --fresh" }

    /// Checks that a run with these settings can have been where a checkpoint says that it was.
    private func requirePossible(_ checkpoint: Checkpoint) throws {
        let (position, stepCount) = (checkpoint.position, trainer.source.stepCount)
        let length = task.windowLength
        guard position < stepCount, position % length == 0 else {
            throw checkpoint.model.error(
                "found the position \(position); expected the start of a window of \(length) in "
                    + "\(stepCount) steps; \(Self.advice)")
        }
        let windows = trainer.source.windowCount(of: length)
        let updates = checkpoint.epoch * windows + position / length
        guard checkpoint.optimizerStepCount == updates else {
            throw checkpoint.model.error(
                "found \(checkpoint.optimizerStepCount) updates; expected \(updates) after \(checkpoint.epoch) epochs and "
                    + "\(position) steps; \(Self.advice)")
        }
        try requireRestOfState(checkpoint)
        let parts = (0..<settings.cell.stateCount).map { _ in [settings.batchSize, settings.hiddenSize] }
        let expected =
            position == 0 || parts.isEmpty || !trainer.source.keepsState ? [] : (0..<settings.layers).map { _ in parts }
        let found = checkpoint.networkState
        guard found.map({ $0.map(\.shape) }) == expected,
            found.joined().allSatisfy({ $0.elementType == settings.precision })
        else {
            throw checkpoint.model.error(
                "found a state of the shapes \(found.map { $0.map(\.shape) }); expected \(expected) of "
                    + "\(settings.precision.rawValue); \(Self.advice)")
        }
    }

    /// Checks what a checkpoint has only where windows are drawn, or training may stop early.
    private func requireRestOfState(_ checkpoint: Checkpoint) throws {
        guard (checkpoint.samplingRandom != nil) == (trainer.source is any RandomSource) else {
            throw checkpoint.model.error("its state of drawing windows is missing, or there is one; \(Self.advice)")
        }
        let hasValidation = settings.validation.size != nil
        guard checkpoint.history.allSatisfy({ ($0.validationLoss != nil) == hasValidation }) else {
            throw checkpoint.model.error("its validation losses are missing, or there are some; \(Self.advice)")
        }
        let hasBest = settings.validation.patience != nil && checkpoint.epoch > 0
        guard hasBest != checkpoint.bestWeights.isEmpty else {
            throw checkpoint.model.error("its best weights are missing, or there are some; \(Self.advice)")
        }
        if hasBest {
            do {
                _ = try network(checkpoint.bestWeights)
            } catch let error as WeightFileError {
                throw checkpoint.model.error("its best weights: \(error)")
            }
        }
    }

    /// The way of computing, the settings and the data that decide the result, by name.
    private var recordedSettings: RunSettings {
        var entries: [(name: String, value: String)] = [
            (RunSettings.resultsVersion, String(TrainStage.resultsVersion)),
            ("column", data.recipe.columns.targets.joined(separator: ",")),
            ("data", data.digest.description),
            ("cell", settings.cell.rawValue),
            ("hidden-size", String(settings.hiddenSize)),
            ("bptt-length", String(settings.windowLength)),
            ("batch-size", String(settings.batchSize)),
            ("optimizer", settings.optimizer.rawValue),
            ("learning-rate", decimalText(settings.learningRate)),
            ("scale", settings.scale.description),
            ("precision", settings.precision.rawValue),
            ("seed", String(settings.seed)),
            ("initial-weights", initialWeights?.digest.description ?? "none"),
            ("activation", settings.activation.rawValue),
            ("layers", String(settings.layers)),
            ("dropout", decimalText(settings.dropout)),
            ("weight-decay", decimalText(settings.weightDecay)),
            ("clip-norm", settings.clipNorm.map(decimalText) ?? RunSettings.off),
            ("schedule", settings.schedule.rawValue),
            ("warmup-steps", String(settings.warmupSteps)),
        ]
        if settings.schedule == .cosine {
            entries.append((RunSettings.epochsOfSchedule, String(settings.epochs)))
        } else if settings.schedule != .constant {
            entries.append(("schedule-epochs", String(settings.scheduleEpochs)))
            entries.append(("schedule-factor", decimalText(settings.scheduleFactor)))
        }
        return RunSettings(entries + settings.recordedChoices(for: data.recipe))
    }
}
