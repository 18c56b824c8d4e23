#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Whether one forecast is better than another, or was only luckier: a paired test of their errors at the same origins.
///
/// Formula: d the differences of the losses at n origins, S = d̄/√(V/n) with V = γ₀ + 2·Σₖ₌₁…ₕ₋₁ γₖ, the γ being those of d,
/// times √((n + 1 − 2h + h(h − 1)/n)/n), against Student's t with n − 1 degrees of freedom; h says how many origins in a row
/// forecast values in common. Where V is not above 0 it is γ₀.
///
/// Source: F. Diebold, R. Mariano, “Comparing Predictive Accuracy”, 1995; D. Harvey, S. Leybourne, P. Newbold, “Testing the Equality
/// of Prediction Mean Squared Errors”, 1997, for the correction and for Student's t.
package struct DieboldMarianoTest: Equatable, Sendable {
    /// Below 0 where the first forecast has the smaller losses.
    package let statistic: Double
    /// The chance of a statistic so far from 0, on either side, between forecasts that are equally good.
    package let probability: Double

    /// With fewer origins than these nothing is to be told.
    package static let fewestOrigins = 10

    /// How many origins in a row, which are ascending and equally far apart, forecast values in common over a horizon.
    package static func overlap(of origins: [Int], horizon: Int) -> Int {
        guard origins.count > 1 else { return 1 }
        let distance = max(1, origins[1] - origins[0])
        return (horizon + distance - 1) / distance
    }

    /// Tests the losses of two forecasts at the same origins, in their order; nil with fewer than two origins left for it.
    ///
    /// The overlap says how many origins in a row forecast values in common: 1 where none do.
    package init?(_ first: [Double], _ second: [Double], overlap: Int) {
        precondition(first.count == second.count, "\(first.count) losses beside \(second.count)")
        let d = zip(first, second).map { $0 - $1 }
        let (count, h) = (d.count, max(overlap, 1))
        let (n, steps) = (Double(d.count), Double(h))
        let correction = n > 0 ? (n + 1 - 2 * steps + steps * (steps - 1) / n) / n : 0
        guard count >= 2, h < count, correction > 0 else { return nil }
        let mean = d.reduce(0, +) / n
        func covariance(_ lag: Int) -> Double {
            (lag..<count).reduce(0) { $0 + (d[$1] - mean) * (d[$1 - lag] - mean) } / n
        }
        let own = covariance(0)
        let long = (1..<h).reduce(own) { $0 + 2 * covariance($1) }
        let variance = long > 0 ? long : own
        guard variance > 0 else {
            // The same difference everywhere: none, or one that chance cannot explain.
            statistic = mean == 0 ? 0 : mean < 0 ? -.infinity : .infinity
            probability = mean == 0 ? 1 : 0
            return
        }
        statistic = mean / (variance / n).squareRoot() * correction.squareRoot()
        probability = 2 * StudentDistribution(degreesOfFreedom: n - 1).cumulative(-abs(statistic))
    }
}
