import ForecastModels
import RecurrentNets
import SeriesData
import WeightFiles

/// What `train` is to do: its options, typed.
package struct TrainSettings: Sendable {
    private static let defaultWindowLength = 30
    private static let defaultLearningRate = 0.001
    private static let defaultEpochs = 100
    private static let defaultScheduleEpochs = 10
    private static let defaultScheduleFactor = 0.5

    static let data = StageOption(
        required: "data", .path(), role: .reads, help: "The CSV file with the series to learn.")
    static let output = StageOption(
        required: "output", .path("directory"), role: .writes, contents: TrainingDirectory.contents,
        help: "The directory for the model, its checkpoints and its metrics.")
    static let cell = StageOption("cell", ValueKind<CellKind>.choice(name: "cell"), default: .rnn, help: "The cell.")
    static let activation = StageOption(
        "activation", ValueKind<Activation>.choice(name: "function"), default: .tanh,
        help: "The function of an rnn cell.")
    static let hiddenSize = StageOption(
        "hidden-size", .wholeNumber(1...1_000_000), default: 100, help: "Hidden units of each layer.")
    static let layers = StageOption(
        "layers", .wholeNumber(1...NetworkShape.mostLayers), default: 1, help: "Recurrent layers.")
    static let dropout = StageOption(
        "dropout", .probability, default: 0, help: "The chance of an element between layers to be dropped in training.")
    static let windowLength = StageOption(
        "bptt-length", .wholeNumber(from: 1, name: "steps"), default: defaultWindowLength,
        help: "Steps that gradients go back; each window of that length ends in an update.")
    static let batchSize = StageOption(
        "batch-size", .wholeNumber(from: 1), default: 1,
        help: "Streams that the series is cut into and that are read side by side.")
    static let epochs = StageOption(
        "epochs", .wholeNumber(from: 1), default: defaultEpochs, help: "Passes through the series.")
    static let epochsLike = StageOption(
        optional: "epochs-like", .path("directory"), role: .reads,
        help:
            "As many epochs as the network in that directory had at its best, and more in the proportion of the rows: to train "
            + "on all rows what was tried without the last ones.")
    static let optimizer = StageOption(
        "optimizer", ValueKind<OptimizerKind>.choice(name: "optimizer"), default: .adam, help: "The optimizer.")
    static let learningRate = StageOption(
        "learning-rate", .positiveNumber, default: defaultLearningRate, help: "The optimizer's step size.")
    static let schedule = StageOption(
        "schedule", ValueKind<ScheduleKind>.choice(name: "schedule"), default: .constant,
        help: "How the learning rate changes.")
    static let scheduleEpochs = StageOption(
        "schedule-epochs", .wholeNumber(from: 1, name: "epochs"), default: defaultScheduleEpochs,
        help: "With step: epochs to the next cut; with exponential: epochs for a fall by the factor; "
            + "with plateau: epochs without a better loss before a cut.")
    static let scheduleFactor = StageOption(
        "schedule-factor", .probability, default: defaultScheduleFactor,
        help: "What step, exponential and plateau multiply by.")
    static let warmupSteps = StageOption(
        "warmup-steps", .wholeNumber(from: 0, name: "updates"), default: 0,
        help: "Updates over which the learning rate rises to its full size.")
    static let weightDecay = StageOption(
        "weight-decay", .nonNegativeNumber, default: 0,
        help: "The part of each weight added to its gradient; with adamw, taken from the weight.")
    static let clipNorm = StageOption(
        optional: "clip-norm", .positiveNumber,
        help: "Scale all gradients together when their norm is above this. By default off.")
    static let precision = StageOption(
        "precision", ValueKind<ElementType>.choice(name: "type"), default: .float32, help: "The type of the numbers.")
    static let seed = StageOption("seed", .seed, default: 0, help: "The seed of the first weights.")
    static let ensemble = StageOption(
        "ensemble", .wholeNumber(1...1000, name: "networks"), default: 1,
        help: "Networks, of this seed and the next ones, that forecast together.")
    static let initialWeights = StageOption(
        optional: "initial-weights", .path(), role: .reads,
        help: "A safetensors file to take the first weights from, under PyTorch's names.")
    static let checkpointEvery = StageOption(
        "checkpoint-every", .wholeNumber(from: 1, name: "epochs"), default: 10, role: .presentation,
        help: "Epochs from one checkpoint to the next.")
    static let checkpointSeconds = StageOption(
        optional: "checkpoint-seconds", .nonNegativeNumber, role: .presentation,
        help: "Save as well when so many seconds went by since the last checkpoint, within an epoch too.")
    static let keep = StageOption(
        "keep", .wholeNumber(from: 1), default: 3, role: .presentation,
        help: "Checkpoints to keep, the newest ones; at least two, in case one is damaged.")
    static let fresh = StageOption(
        flag: "fresh", role: .presentation, help: "Start over, even where there are checkpoints.")
    static let freshIfChanged = StageOption(
        flag: "fresh-if-changed", role: .presentation,
        help: "Start over where settings or data differ from those of the checkpoints, as a pipeline does.")
    static let threads = StageOption(
        optional: "threads", .wholeNumber(1...64), role: .presentation,
        help: "Threads that share the streams of a batch and large products; by default one for each core where the "
            + "batch size is 30 or more, else one. The result does not depend on it.")
    static let quiet = StageOption(flag: "quiet", role: .presentation, help: "Print no line for each epoch.")

    static let definitions: [OptionDefinition] =
        [data.definition, output.definition] + MethodSettings.definitions + SeriesSettings.definitions + [
            cell.definition, activation.definition, hiddenSize.definition, layers.definition, dropout.definition,
        ] + NetworkSettings.definitions + HeadSettings.definitions + [
            windowLength.definition, batchSize.definition, epochs.definition, epochsLike.definition,
        ] + ContinuationSettings.definitions + SamplingSettings.definitions + ValidationSettings.definitions + [
            optimizer.definition, learningRate.definition, schedule.definition, scheduleEpochs.definition,
            scheduleFactor.definition, warmupSteps.definition, weightDecay.definition, clipNorm.definition,
            precision.definition, seed.definition, ensemble.definition, initialWeights.definition,
            checkpointEvery.definition, checkpointSeconds.definition, keep.definition, fresh.definition,
            freshIfChanged.definition, threads.definition, quiet.definition,
        ]

    let data: String
    private(set) var output: String
    let method: MethodSettings
    let series: SeriesSettings
    let head: ForecastHead
    let sampling: SamplingSettings
    /// How windows are laid out for a network that reads them in segments; nil for one that reads row by row.
    let layout: SegmentLayout?
    let validation: ValidationSettings
    let continuation: ContinuationSettings
    let cell: CellKind
    let activation: Activation
    let hiddenSize: Int
    let layers: Int
    let dropout: Double
    let windowLength: Int
    let batchSize: Int
    private(set) var epochs: Int
    /// The training that says how many epochs there are; nil where they were given.
    let epochsLike: String?
    let optimizer: OptimizerKind
    let learningRate: Double
    let schedule: ScheduleKind
    let scheduleEpochs: Int
    let scheduleFactor: Double
    let warmupSteps: Int
    let weightDecay: Double
    let clipNorm: Double?
    let precision: ElementType
    private(set) var seed: UInt64
    let ensemble: Int
    let initialWeights: String?
    let checkpointEvery: Int
    let checkpointSeconds: Double?
    let keep: Int
    let fresh: Bool
    let freshIfChanged: Bool
    let threads: Int
    /// Threads that share series which are fitted each by itself.
    let seriesThreads: Int
    /// From here on the streams of a batch are worth sharing out.
    private static let batchWorthThreads = 30
    let quiet: Bool

    init(_ values: OptionValues) throws(OptionErrors) {
        data = values[Self.data]
        output = values[Self.output]
        var problems: [OptionError] = []
        method = MethodSettings(values, &problems)
        series = SeriesSettings(values, &problems)
        head = HeadSettings(values, &problems).head
        sampling = SamplingSettings(values, &problems)
        layout = NetworkSettings(values, &problems).layout
        validation = ValidationSettings(values, &problems)
        continuation = ContinuationSettings(values, &problems)
        cell = values[Self.cell]
        activation = values[Self.activation]
        hiddenSize = values[Self.hiddenSize]
        layers = values[Self.layers]
        dropout = values[Self.dropout]
        windowLength = values[Self.windowLength]
        batchSize = values[Self.batchSize]
        epochs = values[Self.epochs]
        epochsLike = values[Self.epochsLike]
        optimizer = values[Self.optimizer]
        learningRate = values[Self.learningRate]
        schedule = values[Self.schedule]
        scheduleEpochs = values[Self.scheduleEpochs]
        scheduleFactor = values[Self.scheduleFactor]
        warmupSteps = values[Self.warmupSteps]
        weightDecay = values[Self.weightDecay]
        clipNorm = values[Self.clipNorm]
        precision = values[Self.precision]
        seed = values[Self.seed]
        ensemble = values[Self.ensemble]
        initialWeights = values[Self.initialWeights]
        checkpointEvery = values[Self.checkpointEvery]
        checkpointSeconds = values[Self.checkpointSeconds]
        keep = values[Self.keep]
        fresh = values[Self.fresh]
        freshIfChanged = values[Self.freshIfChanged]
        threads =
            values[Self.threads] ?? (values[Self.batchSize] >= Self.batchWorthThreads ? KernelThreads.coreCount : 1)
        seriesThreads = values[Self.threads] ?? KernelThreads.coreCount
        quiet = values[Self.quiet]
        problems += conflicts
        guard problems.isEmpty else { throw OptionErrors(problems: problems) }
    }

    /// Which checkpoints are kept of a training that ends after so many epochs.
    func retention(of epochs: Int) -> CheckpointRetention {
        CheckpointRetention(keeping: keep, every: checkpointEvery, of: epochs)
    }

    var scale: ScaleChoice { series.scale }

    /// The epoch after which training ends, unless it does so for the validation's sake.
    var lastEpoch: Int { min(epochs, continuation.stopAfter ?? epochs) }

    /// The network that learns what a recipe lays out.
    func shape(for recipe: SeriesRecipe) -> NetworkShape {
        NetworkShape(
            cell: cell, activation: activation, layerCount: layers, inputSize: recipe.inputSize, hiddenSize: hiddenSize,
            outputSize: head.outputSize(for: recipe.outputCount), elementType: precision)
    }

    /// Whether windows are drawn at random places.
    var drawsWindows: Bool { sampling.sampling == .windows || layout != nil }

    /// The steps of a window.
    var stepsOfWindow: Int { sampling.lookback ?? windowLength }

    /// The same with another number of epochs.
    func with(epochs: Int) -> TrainSettings {
        var settings = self
        settings.epochs = epochs
        return settings
    }

    /// The settings of a network of the ensemble, the first being 0: its own seed and directory.
    func member(_ index: Int) -> TrainSettings {
        guard index > 0 else { return self }
        var member = self
        member.seed &+= UInt64(index)
        member.output += "/" + ModelDirectory.memberName(index)
        return member
    }

    /// Whether the network forecasts the numbers of the file and nothing that was made of them.
    private var learnsValuesAsTheyAre: Bool {
        scale == .fitted(.none) && series.recipe.transforms == .none && series.recipe.anchors.isEmpty
            && layout.map { $0.normalisation == WindowNormalisation.none } ?? true
    }

    private static let asTheyAre =
        "--scale none, no --transform and no --anchor when it is negative-binomial, and --normalise none with segments: counts "
        + "are learnt as they are"

    /// Options that have no meaning beside others; none is passed over in silence.
    private var conflicts: [OptionError] {
        func conflict<Value>(_ option: StageOption<Value>, _ isGiven: Bool, needs need: String) -> OptionError? {
            isGiven ? OptionError(option: option.definition.name, problem: "has a meaning only with \(need)") : nil
        }
        let isShaped = [.step, .exponential, .plateau].contains(schedule)
        return [
            conflict(Self.activation, activation != .tanh && cell != .rnn, needs: "--cell rnn"),
            conflict(
                Self.windowLength,
                sampling.lookback != nil && layout == nil && windowLength != Self.defaultWindowLength,
                needs: "--sampling streams: --lookback says the steps of a window"),
            // Where the training goes on with another one, that one says the loss.
            conflict(
                ValidationSettings.stopBy,
                validation.stopBy == .pinball && !head.says.hasInterval && continuation.directories.isEmpty,
                needs: "a --loss that says intervals when it is pinball"),
            conflict(
                HeadSettings.loss, head.loss == .negativeBinomial && !learnsValuesAsTheyAre, needs: Self.asTheyAre),
            conflict(
                Self.epochsLike,
                epochsLike != nil
                    && (epochs != Self.defaultEpochs || validation.patience != nil || continuation.stopAfter != nil),
                needs: "no --epochs, --patience and --stop-after beside it"),
            conflict(
                Self.epochsLike, epochsLike != nil && !continuation.directories.isEmpty,
                needs: "no --resume-from beside it"),
            conflict(Self.initialWeights, initialWeights != nil && ensemble > 1, needs: "--ensemble 1"),
            conflict(
                ContinuationSettings.resumeFrom, !continuation.directories.isEmpty && ensemble > 1,
                needs: "--ensemble 1"),
            conflict(
                Self.windowLength, layout != nil && windowLength != Self.defaultWindowLength,
                needs: "--network steps: --lookback says the rows of a window"),
            conflict(Self.dropout, dropout > 0 && layers == 1 && layout == nil, needs: "two or more --layers"),
            conflict(
                Self.learningRate, learningRate != Self.defaultLearningRate && optimizer == .adadelta,
                needs: "another --optimizer: adadelta finds its own step size"),
            conflict(
                Self.scheduleEpochs, scheduleEpochs != Self.defaultScheduleEpochs && !isShaped,
                needs: "--schedule step, exponential or plateau"),
            conflict(
                Self.scheduleFactor, scheduleFactor != Self.defaultScheduleFactor && !isShaped,
                needs: "--schedule step, exponential or plateau"),
        ].compactMap { $0 }
    }
}
