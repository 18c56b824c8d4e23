/// Windows that begin at random places of one or many series, each from a state of zero.
///
/// Every place at which a whole window fits is as likely as every other, so that long series are drawn more often. What is
/// drawn depends on ``random`` alone: with its state, training goes on exactly.
public final class RandomWindows: WindowSource, RandomSource {
    /// What the next windows are drawn with.
    public var random: SeededGenerator
    public let stepCount: Int
    public let keepsState = false
    /// Of all rows: which are drawn is not known before.
    public let presentPart: Double

    private let inputs: Tensor
    private let targets: Tensor
    private let batchSize: Int
    /// For each series long enough, its first row and how many places before those of its own there are.
    private let places: [(row: Int, before: Int)]
    private let placeCount: Int

    /// Draws from series that stand one after the other.
    ///
    /// - Parameters:
    ///   - inputs: A row for each step of each series, `[steps, inputs]`.
    ///   - targets: What is to be said after each, `[steps, targets]`.
    ///   - lengths: The steps of each series; at least one is as long as a window.
    ///   - windowLength: The steps of a window.
    ///   - batchSize: The windows read side by side.
    ///   - windowsPerEpoch: The windows of an epoch, rounded up to whole batches.
    ///   - random: What the windows are drawn with.
    public init(
        inputs: Tensor, targets: Tensor, lengths: [Int], windowLength: Int, batchSize: Int, windowsPerEpoch: Int,
        random: SeededGenerator
    ) {
        precondition(
            inputs.rank == 2 && targets.rank == 2 && inputs.shape[0] == lengths.reduce(0, +)
                && targets.shape[0] == inputs.shape[0],
            "RandomWindows: found inputs \(inputs.shape), targets \(targets.shape), lengths \(lengths); "
                + "expected [steps, …] of as many steps")
        self.inputs = inputs
        self.targets = targets
        presentPart = targets.presentPart
        self.batchSize = batchSize
        self.random = random
        stepCount = ((windowsPerEpoch - 1) / batchSize + 1) * windowLength
        var (places, row, count) = ([] as [(row: Int, before: Int)], 0, 0)
        for length in lengths {
            if length >= windowLength {
                places.append((row, count))
                count += length - windowLength + 1
            }
            row += length
        }
        precondition(count > 0, "RandomWindows: no series of \(lengths) steps has room for a window of \(windowLength)")
        self.places = places
        placeCount = count
    }

    public func window(_ steps: Range<Int>) -> (inputs: Tensor, targets: Tensor) {
        let starts = (0..<batchSize).map { _ in drawStart() }
        let rows = steps.indices.flatMap { time in starts.map { $0 + time - steps.lowerBound } }
        func part(_ tensor: Tensor) -> Tensor {
            tensor.rows(at: rows).reshaped([steps.count, batchSize, tensor.shape[1]])
        }
        return (part(inputs), part(targets))
    }

    /// The row that a window begins at.
    private func drawStart() -> Int {
        let drawn = Int(random.next().multipliedFullWidth(by: UInt64(placeCount)).high)
        // The last series whose places begin at or before the one drawn.
        var (low, high) = (0, places.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if places[middle].before <= drawn { low = middle } else { high = middle }
        }
        return places[low].row + drawn - places[low].before
    }
}
