#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The normal distribution of mean 0 and standard deviation 1.
package enum NormalDistribution {
    /// φ(x) = exp(−x²/2)/√(2π).
    package static func density(_ x: Double) -> Double { exp(-x * x / 2) / (2 * Double.pi).squareRoot() }

    /// Φ(x), the chance of a value of x or less.
    package static func cumulative(_ x: Double) -> Double { erfc(-x / 2.0.squareRoot()) / 2 }

    /// The x with Φ(x) = `level`; infinite at 0 and 1.
    ///
    /// Source: P. Acklam's rational approximation, 2003, to 1.2e-9, and one step of Halley's method.
    package static func quantile(_ level: Double) -> Double {
        guard level > 0, level < 1 else { return level == 0 ? -.infinity : level == 1 ? .infinity : .nan }
        let tail = 0.02425
        var x: Double
        if level < tail {
            x = tailQuantile((-2 * log(level)).squareRoot())
        } else if level > 1 - tail {
            x = -tailQuantile((-2 * log1p(-level)).squareRoot())
        } else {
            let q = level - 0.5
            x = q * polynomial(central, q * q) / polynomial(centralDivisor, q * q)
        }
        let error = (cumulative(x) - level) / density(x)
        x -= error / (1 + x * error / 2)
        return x
    }

    private static func tailQuantile(_ q: Double) -> Double {
        polynomial(outer, q) / polynomial(outerDivisor, q)
    }

    /// Coefficients from that of the highest power down.
    private static func polynomial(_ coefficients: [Double], _ x: Double) -> Double {
        coefficients.reduce(0) { $0 * x + $1 }
    }

    private static let central = [
        -3.969683028665376e+01, 2.209460984245205e+02, -2.759285104469687e+02, 1.383577518672690e+02,
        -3.066479806614716e+01, 2.506628277459239e+00,
    ]
    private static let centralDivisor = [
        -5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02, 6.680131188771972e+01,
        -1.328068155288572e+01, 1,
    ]
    private static let outer = [
        -7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00, -2.549732539343734e+00,
        4.374664141464968e+00, 2.938163982698783e+00,
    ]
    private static let outerDivisor = [
        7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00, 3.754408661907416e+00, 1,
    ]
}
