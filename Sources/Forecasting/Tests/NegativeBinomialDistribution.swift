/// The negative binomial distribution of whole numbers from 0 with the mean μ and the variance μ + α·μ².
///
/// Source: M. Abramowitz, I. Stegun, “Handbook of Mathematical Functions”, 1964, 26.5.26: its distribution function is an
/// incomplete beta function.
package struct NegativeBinomialDistribution: Equatable, Sendable {
    package let mean: Double
    /// α.
    package let dispersion: Double

    package init(mean: Double, dispersion: Double) {
        precondition(mean > 0 && dispersion > 0, "a mean of \(mean), a dispersion of \(dispersion)")
        (self.mean, self.dispersion) = (mean, dispersion)
    }

    /// The chance of `count` or less, a whole number from 0: Iₚ(1/α, count + 1), with p = 1/(1 + α·μ).
    package func cumulative(_ count: Double) -> Double {
        StudentDistribution.incompleteBeta(1 / (1 + dispersion * mean), 1 / dispersion, count + 1)
    }
}
