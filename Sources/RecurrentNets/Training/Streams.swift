/// A series cut into streams that are read side by side: at each step, a batch of values and of the values that follow.
///
/// A series of N values gives N − 1 pairs (value, next value). They are cut into `batchSize` streams of
/// ⌊(N − 1) ∕ batchSize⌋ steps; what is left over is dropped.
/// Source: DeZero `dataloaders.py`, `SeqDataLoader`.
public struct Streams {
    /// The values, `[steps, batchSize, 1]`.
    public let inputs: Tensor
    /// The values that follow, `[steps, batchSize, 1]`.
    public let targets: Tensor
    /// The number of pairs at the end that fill no stream.
    public let droppedCount: Int

    /// Cuts `series`, which has more than `batchSize` values.
    public init(_ series: [Double], batchSize: Int, elementType: ElementType = .float32) {
        let pairCount = series.count - 1
        let stepCount = pairCount / batchSize
        precondition(stepCount > 0, "Streams: \(series.count) values are too few for \(batchSize) streams")
        func values(shiftedBy shift: Int) -> Tensor {
            let scalars = (0..<stepCount * batchSize).map { index in
                series[index % batchSize * stepCount + index / batchSize + shift]
            }
            return Tensor(scalars, shape: [stepCount, batchSize, 1], elementType: elementType)
        }
        inputs = values(shiftedBy: 0)
        targets = values(shiftedBy: 1)
        droppedCount = pairCount - stepCount * batchSize
    }

    /// The number of windows of `length` steps, the last of which may be shorter.
    public func windowCount(of length: Int) -> Int { (stepCount - 1) / length + 1 }

    /// The number of steps of each stream.
    public var stepCount: Int { inputs.shape[0] }
}
