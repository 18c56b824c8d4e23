#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

import RecurrentNets
import SeriesData

/// Made-up series that training never sees, and how a network does on them.
package struct PriorValidation {
    /// Lengths of contexts and horizons, each for a part of the series.
    private static let sizes: [(context: Int, horizon: Int)] = [(24, 6), (48, 12), (120, 18), (260, 24)]
    /// No series counts more than by this factor.
    private static let largestRatio = 100.0
    /// So that its series are none of training's.
    private static let seedDistance: UInt64 = 0x7661_6c69_6461_7465

    private let parts: [ContextExamples]

    package init(_ family: PriorFamily, seed: UInt64, count: Int) {
        let each = (count - 1) / Self.sizes.count + 1
        parts = Self.sizes.enumerated().map { part, size in
            PriorBatches.examples(
                (0..<each).map {
                    PriorSeries(
                        family, index: part * each + $0, count: size.context + size.horizon,
                        seed: seed ^ Self.seedDistance)
                },
                horizon: size.horizon, elementType: .float32)
        }
    }

    /// The geometric mean over series of the median's mean absolute error, that of the seasonal naive forecast being 1.
    package func ratio(of network: PretrainedNetwork) -> Double {
        var (total, count) = (0.0, 0)
        for part in parts {
            let quantiles = withoutGradients { network(part.batch).value.scalars }
            let (targets, weights) = (part.targets.scalars, part.weights.scalars)
            let (horizon, width) = (part.targets.shape[0], part.targets.shape[1])
            let (levels, middle) = (PretrainedNetwork.levels.count, PretrainedNetwork.levels.count / 2)
            for series in 0..<width {
                var (own, naive) = (0.0, 0.0)
                for step in 0..<horizon where weights[step * width + series] > 0 {
                    let target = targets[step * width + series]
                    own += abs(target - quantiles[(step * width + series) * levels + middle])
                    naive += abs(target)
                }
                guard naive > 0 else { continue }
                total += log(min(max(own / naive, 1 / Self.largestRatio), Self.largestRatio))
                count += 1
            }
        }
        return count > 0 ? exp(total / Double(count)) : 1
    }
}
