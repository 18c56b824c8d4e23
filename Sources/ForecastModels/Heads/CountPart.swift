import Forecasting
import RecurrentNets

/// A negative binomial distribution: whole numbers from 0 with the mean μ and the variance μ + α·μ².
package struct CountPart: Equatable, Sendable {
    package let mean: Double
    /// α.
    package let dispersion: Double

    package init(mean: Double, dispersion: Double) {
        (self.mean, self.dispersion) = (mean, dispersion)
    }

    /// The probability of a number at most `x`: Iₚ(r, ⌊x⌋ + 1), with r = 1/α and p = 1/(1 + α·μ).
    package func cumulative(_ x: Double) -> Double {
        guard x >= 0 else { return 0 }
        return NegativeBinomialDistribution(mean: mean, dispersion: dispersion).cumulative(x.rounded(.down))
    }

    /// The least whole number that a mixture in equal parts does not exceed with a probability of `level` or more.
    package static func quantile(_ level: Double, ofMixture parts: [CountPart]) -> Double {
        func probability(_ x: Double) -> Double { parts.reduce(0) { $0 + $1.cumulative(x) } / Double(parts.count) }
        guard probability(0) < level else { return 0 }
        // Beyond 2⁵³ not every whole number is one of Double.
        let furthest = 9_007_199_254_740_992.0
        var (below, above) = (0.0, 1.0)
        while above < furthest, probability(above) < level { (below, above) = (above, 2 * above) }
        while above - below > 1 {
            let middle = ((below + above) / 2).rounded(.down)
            if probability(middle) < level { below = middle } else { above = middle }
        }
        return above
    }

    /// The continuous ranked probability score of a mixture in equal parts: the sum over whole numbers k of
    /// (F(k) − 1[k ≥ `actual`])², of which what lies beyond a probability of 10⁻⁹ is left out, and many are taken in steps.
    package static func score(_ actual: Double, ofMixture parts: [CountPart]) -> Double {
        func probability(_ x: Double) -> Double { parts.reduce(0) { $0 + $1.cumulative(x) } / Double(parts.count) }
        let end = Swift.max(quantile(1 - 1e-9, ofMixture: parts), actual)
        let step = Swift.max(1, (end / mostOfScore).rounded(.up))
        var (sum, k) = (0.0, 0.0)
        while k <= end {
            // From k to the next one the distribution function is that of k; the value may lie between.
            let width = Swift.min(step, end + 1 - k)
            let before = Swift.min(Swift.max(actual - k, 0), width)
            let reached = probability(k)
            sum += before * reached * reached + (width - before) * (1 - reached) * (1 - reached)
            k += step
        }
        return sum
    }

    /// The steps of a score at most.
    private static let mostOfScore = 1000.0
}
