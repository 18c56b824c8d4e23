import Forecasting
import RecurrentNets

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A normal distribution, or Student's t distribution of some degrees of freedom, moved to its mean and widened.
package struct NormalPart: Equatable, Sendable {
    package let mean: Double
    /// The standard deviation; of Student's distribution what it is widened by, which is less.
    package let deviation: Double
    /// Nil for a normal distribution.
    package let degreesOfFreedom: Double?

    package init(mean: Double, deviation: Double, degreesOfFreedom: Double? = nil) {
        (self.mean, self.deviation, self.degreesOfFreedom) = (mean, deviation, degreesOfFreedom)
    }

    /// The probability of a number at most `x`.
    package func cumulative(_ x: Double) -> Double {
        guard let degreesOfFreedom else { return erfc((mean - x) / (deviation * 2.0.squareRoot())) / 2 }
        return StudentDistribution(degreesOfFreedom: degreesOfFreedom).cumulative((x - mean) / deviation)
    }

    /// A number drawn from the distribution before it is moved and widened.
    ///
    /// Source: R. Bailey, “Polar Generation of Random Variates with the t-Distribution”, 1994.
    package func standardDraw(using random: inout SeededGenerator) -> Double {
        guard let degreesOfFreedom else { return random.standardNormalPair().0 }
        while true {
            let (u, v) = (2 * random.uniform() - 1, 2 * random.uniform() - 1)
            let w = u * u + v * v
            guard w > 0, w <= 1 else { continue }
            return u * (degreesOfFreedom * expm1(-2 / degreesOfFreedom * log(w)) / w).squareRoot()
        }
    }

    /// The number that a mixture in equal parts stays below with a probability of `level`, by bisection to rounding.
    package static func quantile(_ level: Double, ofMixture parts: [NormalPart]) -> Double {
        func probability(_ x: Double) -> Double { parts.reduce(0) { $0 + $1.cumulative(x) } / Double(parts.count) }
        // Beyond 40 deviations a probability is 0 or 1 in a Double; heavier tails may reach further.
        var reach = 40.0
        func low(_ reach: Double) -> Double { parts.map { $0.mean - reach * $0.deviation }.min() ?? 0 }
        func high(_ reach: Double) -> Double { parts.map { $0.mean + reach * $0.deviation }.max() ?? 0 }
        if parts.contains(where: { $0.degreesOfFreedom != nil }) {
            while reach < 1e12, probability(low(reach)) > level || probability(high(reach)) < level { reach *= 8 }
        }
        var (below, above) = (low(reach), high(reach))
        while true {
            let middle = below + (above - below) / 2
            guard middle > below, middle < above else { return middle }
            if probability(middle) < level { below = middle } else { above = middle }
        }
    }
}
