import RecurrentNets
import SeriesData

/// Made-up series in batches, streamed: which they are follows from the seed and the batch's number alone.
package struct PriorBatches {
    /// The lengths of contexts, evenly by their logarithm.
    static let contexts = 16...512
    /// The longest horizon.
    static let longestHorizon = 64

    let family: PriorFamily
    let seed: UInt64
    /// The steps read in a batch, about; and the most series.
    let stepsPerBatch: Int
    let mostSeries: Int
    let elementType: ElementType

    /// Streams a family under a seed.
    ///
    /// - Parameters:
    ///   - family: The series.
    ///   - seed: What they follow from.
    ///   - stepsPerBatch: The steps read in a batch, about.
    ///   - mostSeries: The most series of a batch.
    ///   - elementType: The type of the tensors.
    package init(
        family: PriorFamily, seed: UInt64, stepsPerBatch: Int, mostSeries: Int, elementType: ElementType = .float32
    ) {
        (self.family, self.seed, self.elementType) = (family, seed, elementType)
        (self.stepsPerBatch, self.mostSeries) = (stepsPerBatch, mostSeries)
    }

    /// The batch of that number.
    package func batch(_ number: Int) -> ContextExamples {
        let (made, horizon) = series(of: number)
        return Self.examples(made, horizon: horizon, elementType: elementType)
    }

    /// The series of the batch of that number, and how many of their values are to be foretold.
    func series(of number: Int) -> (made: [PriorSeries], horizon: Int) {
        // The sizes are drawn apart from the series, as those of no series.
        var random = PriorRandom(seed: seed &+ 1, index: -1 - number)
        let context = Self.wholeLogUniform(Self.contexts, using: &random)
        let longest = min(Self.longestHorizon, max(6, context))
        let horizon = Self.wholeLogUniform(4...longest, using: &random)
        let count = min(mostSeries, max(16, stepsPerBatch / (context + 2 * horizon)))
        let made = (0..<count).map {
            PriorSeries(family, index: number * mostSeries + $0, count: context + horizon, seed: seed)
        }
        return (made, horizon)
    }

    private static func wholeLogUniform(_ range: ClosedRange<Int>, using random: inout PriorRandom) -> Int {
        min(range.upperBound, Int(random.logUniform(Double(range.lowerBound), Double(range.upperBound + 1))))
    }

    /// Series of one length, cut into contexts and what follows.
    static func examples(_ series: [PriorSeries], horizon: Int, elementType: ElementType) -> ContextExamples {
        ContextExamples(series.map(\.values), seasons: series.map(\.season), horizon: horizon, elementType: elementType)
    }
}
