import ForecastModels
import RecurrentNets
import SeriesData
import WeightFiles

/// A training in advance, in memory: what goes into a checkpoint, and can be put back from one.
final class PretrainRun {
    /// The updates of an epoch.
    static let updatesPerEpoch = 100
    /// The updates over which the learning rate rises.
    private static let warmUp = 200
    /// The steps of a batch, for each series that it may have: contexts of about 115 steps on average.
    private static let stepsPerSeries = 115
    /// The norm that all gradients together are kept below.
    private static let clipNorm = 1.0

    private let settings: PretrainSettings
    private let batches: PriorBatches
    private let validation: PriorValidation
    private let schedule: any LearningRateSchedule
    private let optimizer: AdamW
    let network: PretrainedNetwork
    /// What is written down of each epoch so far.
    private(set) var history: [EpochMetrics] = []
    /// The updates of the next epoch that are made.
    private(set) var position = 0
    /// The sum of their losses.
    private var lossSum = 0.0

    init(_ settings: PretrainSettings) {
        self.settings = settings
        var random = SeededGenerator(seed: settings.seed)
        network = PretrainedNetwork(hiddenSize: settings.hiddenSize, layerCount: settings.layers, using: &random)
        optimizer = AdamW(network, learningRate: settings.learningRate)
        optimizer.hooks.append(ClipNorm(limit: Self.clipNorm))
        schedule = Warmup(
            over: Self.warmUp,
            then: LateCooldown(
                from: settings.cooldownStart * Self.updatesPerEpoch, over: settings.cooldown * Self.updatesPerEpoch))
        batches = PriorBatches(
            family: settings.family, seed: settings.seed, stepsPerBatch: Self.stepsPerSeries * settings.batchSize,
            mostSeries: settings.batchSize)
        validation = PriorValidation(settings.family, seed: settings.seed, count: settings.validation)
    }

    /// The number of epochs that are done.
    var epoch: Int { history.count }
    var isFinished: Bool { epoch >= settings.lastEpoch }

    /// Makes the next update.
    ///
    /// - Returns: What is written down of the epoch where it was its last.
    /// - Throws: ``StageError/lossNotFinite(epoch:)``, so that no such state is ever saved.
    func update() throws(StageError) -> EpochMetrics? {
        let drawn = batches.batch(optimizer.stepCount)
        let loss = PretrainedNetwork.loss(network(drawn.batch), drawn.targets, weights: drawn.weights)
        network.clearGradients()
        loss.backward()
        optimizer.learningRate = settings.learningRate * schedule.factor(at: optimizer.stepCount, losses: [])
        optimizer.update()
        lossSum += loss.value.scalar
        position += 1
        guard lossSum.isFinite else { throw .lossNotFinite(epoch: epoch + 1) }
        guard position == Self.updatesPerEpoch else { return nil }
        let metrics = EpochMetrics(
            loss: lossSum / Double(position), learningRate: optimizer.learningRate,
            validationLoss: validation.ratio(of: network))
        guard metrics.isFinite else { throw .lossNotFinite(epoch: epoch + 1) }
        history.append(metrics)
        (position, lossSum) = (0, 0)
        return metrics
    }

    /// All that is needed to go on from here.
    var checkpoint: Checkpoint {
        Checkpoint(
            model: model, settings: settings.recorded(after: optimizer.stepCount), history: history, position: position,
            lossSum: lossSum,
            networkState: [], optimizerState: optimizer.state, optimizerStepCount: optimizer.stepCount,
            random: SeededGenerator(seed: settings.seed))
    }

    /// The weights, with the sizes of the network.
    var model: WeightFile { PretrainedNames.file(of: network) }

    /// In what a checkpoint is one of another run than this: each setting, old and new.
    func differences(to checkpoint: Checkpoint) -> [String] {
        checkpoint.settings.differences(to: settings.recorded(after: checkpoint.optimizerStepCount))
    }

    /// Goes on from a checkpoint of this run.
    ///
    /// - Throws: ``WeightFileError`` where it does not hold what it should.
    func resume(from checkpoint: Checkpoint) throws(WeightFileError) {
        let updates = checkpoint.epoch * Self.updatesPerEpoch + checkpoint.position
        guard checkpoint.position < Self.updatesPerEpoch, checkpoint.optimizerStepCount == updates,
            checkpoint.history.allSatisfy({ $0.validationLoss != nil })
        else {
            throw checkpoint.model.error(
                "found \(checkpoint.optimizerStepCount) updates, \(checkpoint.epoch) epochs and \(checkpoint.position) "
                    + "updates besides; expected \(Self.updatesPerEpoch) for each epoch; start over with --fresh")
        }
        try PretrainedNames.load(checkpoint.model, into: network)
        guard optimizer.restore(checkpoint.optimizerState, stepCount: updates) else {
            throw checkpoint.model.error("found another optimizer's state than AdamW's; start over with --fresh")
        }
        (history, position, lossSum) = (checkpoint.history, checkpoint.position, checkpoint.lossSum)
    }
}
