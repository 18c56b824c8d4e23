/// A series cut into streams that are read side by side: at each step, a batch of inputs and of what is to be said.
///
/// A series of N values gives N − 1 pairs (value, next value). Pairs are cut into `batchSize` streams of
/// ⌊pairs ∕ batchSize⌋ steps; what is left over is dropped.
/// Source: DeZero `dataloaders.py`, `SeqDataLoader`.
public struct Streams: WindowSource {
    /// The inputs, `[steps, batchSize, inputs]`: of a series its values.
    public let inputs: Tensor
    /// The targets, `[steps, batchSize, targets]`: of a series the values that follow.
    public let targets: Tensor
    /// The number of pairs at the end that fill no stream.
    public let droppedCount: Int
    public let presentPart: Double

    /// Cuts `series`, which has more than `batchSize` values.
    public init(_ series: [Double], batchSize: Int, elementType: ElementType = .float32) {
        func column(_ values: ArraySlice<Double>) -> Tensor {
            Tensor(Array(values), shape: [values.count, 1], elementType: elementType)
        }
        self.init(inputs: column(series.dropLast()), targets: column(series.dropFirst()), batchSize: batchSize)
    }

    /// Cuts a sequence of pairs: inputs `[pairs, inputs]` and targets `[pairs, targets]`, at least `batchSize` of them.
    public init(inputs: Tensor, targets: Tensor, batchSize: Int) {
        let pairCount = inputs.shape[0]
        let stepCount = pairCount / batchSize
        precondition(
            stepCount > 0 && targets.shape[0] == pairCount,
            "Streams: found inputs \(inputs.shape) and targets \(targets.shape); expected as many, and \(batchSize) or more"
        )
        let places = (0..<stepCount * batchSize).map { $0 % batchSize * stepCount + $0 / batchSize }
        func streams(_ pairs: Tensor) -> Tensor {
            let rows = batchSize == 1 ? pairs : pairs.rows(at: places)
            return rows.reshaped([stepCount, batchSize, pairs.shape[1]])
        }
        self.inputs = streams(inputs)
        self.targets = streams(targets)
        droppedCount = pairCount - stepCount * batchSize
        presentPart = self.targets.presentPart
    }

    public var stepCount: Int { inputs.shape[0] }
    public var keepsState: Bool { true }

    public func window(_ steps: Range<Int>) -> (inputs: Tensor, targets: Tensor) {
        (inputs.steps(steps), targets.steps(steps))
    }
}
