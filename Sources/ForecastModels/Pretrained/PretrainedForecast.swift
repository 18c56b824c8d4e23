import RecurrentNets

/// What the network that was trained in advance says of series' next values, in the units of the series.
package struct PretrainedForecast {
    /// The longest context that is read; of a longer series the newest values.
    package static let longestContext = PriorBatches.contexts.upperBound
    /// The steps that are forecast at once; longer horizons in blocks, each from the medians of those before.
    package static let blockLength = PriorBatches.longestHorizon
    /// The most series read side by side.
    private static let mostSeries = 64

    /// By step, the quantiles of ``PretrainedNetwork/levels``.
    package let quantiles: [[Double]]

    /// The forecasts of a series.
    package static func forecast(
        _ values: [Double], season: Int, horizon: Int, by network: PretrainedNetwork
    ) -> PretrainedForecast {
        forecast([values], season: season, horizon: horizon, by: network)[0]
    }

    /// The forecasts of several series, in their order; those of one length are read side by side.
    ///
    /// - Parameters:
    ///   - series: The values of each, NaN where one is missing; at least one.
    ///   - season: Their season in steps, 1 for none.
    ///   - horizon: The steps to forecast.
    ///   - network: The network.
    /// - Returns: A forecast for each.
    package static func forecast(
        _ series: [[Double]], season: Int, horizon: Int, by network: PretrainedNetwork
    ) -> [PretrainedForecast] {
        var contexts = series.map { Array($0.suffix(longestContext)) }
        var said = series.map { _ in [[Double]]() }
        // What came of each level's distance from the median up to the block, by level.
        var grown = series.map { _ in [Double](repeating: 0, count: PretrainedNetwork.levels.count) }
        var left = horizon
        while left > 0 {
            let steps = min(left, blockLength)
            let blocks = block(contexts, season: season, steps: steps, by: network)
            for (index, block) in blocks.enumerated() {
                let before = said[index].isEmpty ? [] : grown[index]
                said[index] += block.map { before.isEmpty ? $0 : widened($0, by: before) }
                grown[index] = growth(of: block, after: before)
                contexts[index] = Array((contexts[index] + block.map { $0[middle] }).suffix(longestContext))
            }
            left -= steps
        }
        return said.map { PretrainedForecast(quantiles: $0) }
    }

    private static let middle = PretrainedNetwork.levels.count / 2

    /// Quantiles as far from their median as what a block before has left in doubt makes them: distances add up as independent
    /// ones do.
    private static func widened(_ quantiles: [Double], by before: [Double]) -> [Double] {
        let median = quantiles[middle]
        return zip(quantiles, before).map { quantile, earlier in
            let distance = quantile - median
            let both = (distance * distance + earlier * earlier).squareRoot()
            return median + (distance < 0 ? -both : both)
        }
    }

    /// By level, how much further from the median quantiles lie after a block than at its beginning: what adds up from step to
    /// step, and so goes on in the next block.
    private static func growth(of block: [[Double]], after before: [Double]) -> [Double] {
        guard let first = block.first, let last = block.last else { return before }
        return first.indices.map { level in
            let (start, end) = (first[level] - first[middle], last[level] - last[middle])
            let earlier = before.isEmpty ? 0 : before[level]
            return (max(0, end * end - start * start) + earlier * earlier).squareRoot()
        }
    }

    /// One block of forecasts of each series.
    private static func block(
        _ contexts: [[Double]], season: Int, steps: Int, by network: PretrainedNetwork
    ) -> [[[Double]]] {
        let readings = contexts.map { ContextReading($0, season: season, horizon: steps) }
        var blocks = readings.map { reading in
            reading.seasonalNaive.map { Array(repeating: $0, count: PretrainedNetwork.levels.count) }
        }
        let places = Dictionary(grouping: readings.indices.filter { !readings[$0].isConstant }) { contexts[$0].count }
        for (_, same) in places.sorted(by: { $0.key < $1.key }) {
            for start in stride(from: 0, to: same.count, by: mostSeries) {
                let some = same[start..<min(start + mostSeries, same.count)]
                let batch = ContextBatch(some.map { readings[$0] }, elementType: network.elementType)
                let scalars = withoutGradients { network(batch).value.scalars }
                let levels = PretrainedNetwork.levels.count
                for (place, index) in some.enumerated() {
                    for step in 0..<steps {
                        let row = (step * some.count + place) * levels
                        for level in 0..<levels {
                            blocks[index][step][level] += readings[index].scale * scalars[row + level]
                        }
                    }
                }
            }
        }
        return blocks
    }
}
