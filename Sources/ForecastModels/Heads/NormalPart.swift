#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A normal distribution.
package struct NormalPart: Equatable, Sendable {
    package let mean: Double
    package let deviation: Double

    package init(mean: Double, deviation: Double) {
        (self.mean, self.deviation) = (mean, deviation)
    }

    /// The probability of a number at most `x`.
    package func cumulative(_ x: Double) -> Double { erfc((mean - x) / (deviation * 2.0.squareRoot())) / 2 }

    /// The number that a mixture in equal parts stays below with a probability of `level`, by bisection to rounding.
    package static func quantile(_ level: Double, ofMixture parts: [NormalPart]) -> Double {
        // Beyond 40 deviations a probability is 0 or 1 in a Double.
        var low = parts.map { $0.mean - 40 * $0.deviation }.min() ?? 0
        var high = parts.map { $0.mean + 40 * $0.deviation }.max() ?? 0
        while true {
            let middle = low + (high - low) / 2
            guard middle > low, middle < high else { return middle }
            let probability = parts.reduce(0) { $0 + $1.cumulative(middle) } / Double(parts.count)
            if probability < level { low = middle } else { high = middle }
        }
    }
}
