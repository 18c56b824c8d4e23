import CSVTables
import RecurrentNets
import SeriesData
import WeightFiles

/// What `pretrain` is told.
struct PretrainSettings: Sendable {
    static let output = StageOption(
        required: "output", .path("directory"), role: .writes, contents: TrainingDirectory.contents,
        help: "The directory for checkpoints, metrics.csv and model.safetensors.")
    static let family = StageOption(
        "family", ValueKind<PriorFamily>.choice(name: "family"), default: .prior,
        help: "The made-up series to learn from, as generate --family writes them.")
    static let hiddenSize = StageOption(
        "hidden-size", .wholeNumber(1...4096), default: 128, help: "Hidden units of each layer.")
    static let layers = StageOption(
        "layers", .wholeNumber(1...8), default: 2, help: "Layers that read, and as many that go on.")
    static let epochs = StageOption(
        "epochs", .wholeNumber(1...1_000_000), default: 80,
        help: "Epochs of \(PretrainRun.updatesPerEpoch) updates each.")
    static let cooldown = StageOption(
        "cooldown", .wholeNumber(from: 1, name: "epochs"), default: 20,
        help: "The last epochs, over which the learning rate falls to zero; until they begin, --epochs may be changed.")
    static let stopAfter = StageOption(
        optional: "stop-after", .wholeNumber(from: 1, name: "epochs"), role: .presentation,
        help: "End after so many of the --epochs; run again to go on.")
    static let batchSize = StageOption(
        "batch-size", .wholeNumber(1...4096), default: 192,
        help: "Series of an update, at most and on average about; fewer where they are long.")
    static let learningRate = StageOption(
        "learning-rate", .positiveNumber, default: 0.002, help: "The step size of AdamW.")
    static let seed = StageOption("seed", .seed, default: 0, help: "The seed of the series and of the first weights.")
    static let validation = StageOption(
        "validation", .wholeNumber(1...100_000, name: "series"), default: 512,
        help: "Series of another seed that the median is tried on after each epoch.")
    static let checkpointEvery = StageOption(
        "checkpoint-every", .wholeNumber(from: 1, name: "epochs"), default: 2, role: .presentation,
        help: "Epochs from one checkpoint to the next.")
    static let keep = StageOption(
        "keep", .wholeNumber(from: 1), default: 3, role: .presentation,
        help: "Checkpoints to keep, the newest ones; at least two, in case one is damaged.")
    static let fresh = StageOption(
        flag: "fresh", role: .presentation, help: "Start over, even where there are checkpoints.")
    static let threads = StageOption(
        "threads", .wholeNumber(1...64), default: 1, role: .presentation,
        help: "Threads for large products; the result does not depend on it.")
    static let quiet = StageOption(flag: "quiet", role: .presentation, help: "Print no line for each epoch.")

    static let definitions: [OptionDefinition] = [
        output.definition, family.definition, hiddenSize.definition, layers.definition, epochs.definition,
        cooldown.definition, stopAfter.definition, batchSize.definition, learningRate.definition, seed.definition,
        validation.definition,
        checkpointEvery.definition, keep.definition, fresh.definition, threads.definition, quiet.definition,
    ]

    let output: String
    let family: PriorFamily
    let hiddenSize: Int
    let layers: Int
    let epochs: Int
    let cooldown: Int
    let lastEpoch: Int
    let batchSize: Int
    let learningRate: Double
    let seed: UInt64
    let validation: Int
    let checkpointEvery: Int
    let keep: Int
    let fresh: Bool
    let threads: Int
    let quiet: Bool

    init(_ values: OptionValues) throws(OptionErrors) {
        output = values[Self.output]
        family = values[Self.family]
        hiddenSize = values[Self.hiddenSize]
        layers = values[Self.layers]
        epochs = values[Self.epochs]
        cooldown = values[Self.cooldown]
        lastEpoch = min(epochs, values[Self.stopAfter] ?? epochs)
        batchSize = values[Self.batchSize]
        learningRate = values[Self.learningRate]
        seed = values[Self.seed]
        validation = values[Self.validation]
        checkpointEvery = values[Self.checkpointEvery]
        keep = values[Self.keep]
        fresh = values[Self.fresh]
        threads = values[Self.threads]
        quiet = values[Self.quiet]
        guard cooldown <= epochs else {
            throw OptionErrors(problems: [
                OptionError(
                    option: Self.cooldown.definition.name,
                    problem: "found \(cooldown) epochs; expected at most all \(epochs) of --epochs")
            ])
        }
    }

    /// Which checkpoints are kept.
    var retention: CheckpointRetention { CheckpointRetention(keeping: keep, every: checkpointEvery, of: epochs) }

    /// The epoch after which the learning rate falls.
    var cooldownStart: Int { epochs - cooldown }

    /// What decides the result up to a number of updates.
    func recorded(after updates: Int) -> RunSettings {
        // Before it, it decides nothing.
        let hasBegun = updates > cooldownStart * PretrainRun.updatesPerEpoch
        return RunSettings([
            ("results", String(PretrainStage.resultsVersion)),
            ("family", family.rawValue),
            ("hidden-size", String(hiddenSize)),
            ("layers", String(layers)),
            ("batch-size", String(batchSize)),
            ("learning-rate", decimalText(learningRate)),
            ("seed", String(seed)),
            ("validation", String(validation)),
            ("cooldown", hasBegun ? "from epoch \(cooldownStart) over \(cooldown)" : "not begun"),
        ])
    }
}
