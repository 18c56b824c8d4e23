import RecurrentNets
import SeriesData

/// What `train` is to do: its options, typed.
package struct TrainSettings: Sendable {
    static let data = StageOption(
        required: "data", .path(), role: .reads, help: "The CSV file with the series to learn.")
    static let output = StageOption(
        required: "output", .path("directory"), role: .writes,
        help: "The directory for the model, its checkpoints and its metrics.")
    static let column = StageOption(
        optional: "column", .text("name"),
        help: "The column to learn. By default y, else the only column of numbers.")
    static let cell = StageOption("cell", ValueKind<CellKind>.choice(name: "cell"), default: .rnn, help: "The cell.")
    static let hiddenSize = StageOption(
        "hidden-size", .wholeNumber(1...1_000_000), default: 100, help: "Hidden units.")
    static let windowLength = StageOption(
        "bptt-length", .wholeNumber(from: 1, name: "steps"), default: 30,
        help: "Steps that gradients go back; each window of that length ends in an update.")
    static let batchSize = StageOption(
        "batch-size", .wholeNumber(from: 1), default: 1,
        help: "Streams that the series is cut into and that are read side by side.")
    static let epochs = StageOption(
        "epochs", .wholeNumber(from: 1), default: 100, help: "Passes through the series.")
    static let optimizer = StageOption(
        "optimizer", ValueKind<OptimizerKind>.choice(name: "optimizer"), default: .adam, help: "The optimizer.")
    static let learningRate = StageOption(
        "learning-rate", .positiveNumber, default: 0.001, help: "The optimizer's step size.")
    static let scale = StageOption(
        "scale", ValueKind<Scaling.Method>.choice(name: "scaling"), default: .standard,
        help: "How values are scaled before they are learnt.")
    static let precision = StageOption(
        "precision", ValueKind<ElementType>.choice(name: "type"), default: .float32, help: "The type of the numbers.")
    static let seed = StageOption("seed", .seed, default: 0, help: "The seed of the first weights.")
    static let initialWeights = StageOption(
        optional: "initial-weights", .path(), role: .reads,
        help: "A safetensors file to take the first weights from, under PyTorch's names.")
    static let checkpointEvery = StageOption(
        "checkpoint-every", .wholeNumber(from: 1, name: "epochs"), default: 10, role: .presentation,
        help: "Epochs from one checkpoint to the next.")
    static let keep = StageOption(
        "keep", .wholeNumber(from: 1), default: 3, role: .presentation,
        help: "Checkpoints to keep, the newest ones; at least two, in case one is damaged.")
    static let fresh = StageOption(
        flag: "fresh", role: .presentation, help: "Start over, even where there are checkpoints.")
    static let freshIfChanged = StageOption(
        flag: "fresh-if-changed", role: .presentation,
        help: "Start over where settings or data differ from those of the checkpoints, as a pipeline does.")
    static let quiet = StageOption(flag: "quiet", role: .presentation, help: "Print no line for each epoch.")

    static let definitions: [OptionDefinition] = [
        data.definition, output.definition, column.definition, cell.definition, hiddenSize.definition,
        windowLength.definition, batchSize.definition, epochs.definition, optimizer.definition,
        learningRate.definition, scale.definition, precision.definition, seed.definition, initialWeights.definition,
        checkpointEvery.definition, keep.definition, fresh.definition, freshIfChanged.definition,
        quiet.definition,
    ]

    let data: String
    let output: String
    let column: String?
    let cell: CellKind
    let hiddenSize: Int
    let windowLength: Int
    let batchSize: Int
    let epochs: Int
    let optimizer: OptimizerKind
    let learningRate: Double
    let scale: Scaling.Method
    let precision: ElementType
    let seed: UInt64
    let initialWeights: String?
    let checkpointEvery: Int
    let keep: Int
    let fresh: Bool
    let freshIfChanged: Bool
    let quiet: Bool

    init(_ values: OptionValues) {
        data = values[Self.data]
        output = values[Self.output]
        column = values[Self.column]
        cell = values[Self.cell]
        hiddenSize = values[Self.hiddenSize]
        windowLength = values[Self.windowLength]
        batchSize = values[Self.batchSize]
        epochs = values[Self.epochs]
        optimizer = values[Self.optimizer]
        learningRate = values[Self.learningRate]
        scale = values[Self.scale]
        precision = values[Self.precision]
        seed = values[Self.seed]
        initialWeights = values[Self.initialWeights]
        checkpointEvery = values[Self.checkpointEvery]
        keep = values[Self.keep]
        fresh = values[Self.fresh]
        freshIfChanged = values[Self.freshIfChanged]
        quiet = values[Self.quiet]
    }
}
