import RecurrentNets

/// Contexts of one length and what came after them, to be learnt or to be tried on.
package struct ContextExamples {
    package let batch: ContextBatch
    /// `[steps, batch, 1]`, less the seasonal naive forecast, in units of the scale; 0 where it is missing.
    package let targets: Tensor
    /// 1 where there is a value to be foretold, else 0.
    package let weights: Tensor

    /// The largest number that is taken for a value of a series.
    private static let largest = 1e100

    /// Cuts windows of one length into contexts and what follows.
    ///
    /// - Parameters:
    ///   - windows: The values of each; NaN where one is missing.
    ///   - seasons: The season that goes with each.
    ///   - horizon: The steps that follow, fewer than all.
    ///   - elementType: The type of the tensors.
    init(_ windows: [[Double]], seasons: [Int], horizon: Int, elementType: ElementType) {
        var (readings, targets): ([ContextReading], [[Double]]) = ([], [])
        for (values, season) in zip(windows, seasons) {
            let reading = ContextReading(Array(values.dropLast(horizon)), season: season, horizon: horizon)
            let isSound = !reading.isConstant && values.allSatisfy { $0.isNaN || $0.magnitude < Self.largest }
            readings.append(reading)
            targets.append(
                values.suffix(horizon).enumerated().map {
                    isSound ? ($1 - reading.seasonalNaive[$0]) / reading.scale : .nan
                })
        }
        let numbers = (0..<horizon).flatMap { step in targets.map { $0[step] } }
        func tensor(_ scalars: [Double]) -> Tensor {
            Tensor(scalars, shape: [horizon, windows.count, 1], elementType: elementType)
        }
        batch = ContextBatch(readings, elementType: elementType)
        self.targets = tensor(numbers.map { $0.isNaN ? 0 : $0 })
        weights = tensor(numbers.map { $0.isNaN ? 0 : 1 })
    }
}
