/// The continuous ranked probability score: ∫(F(x) − 1[x ≥ y])² dx, in the units of y; of a point forecast it is |y − ŷ|.
///
/// Source: T. Gneiting, A. Raftery, “Strictly Proper Scoring Rules, Prediction, and Estimation”, 2007.
package enum ContinuousRankedProbabilityScore {
    /// Of a normal forecast: σ·(z·(2Φ(z) − 1) + 2φ(z) − 1/√π), z = (y − μ)/σ; |y − μ| where σ is 0.
    package static func gaussian(_ actual: Double, mean: Double, standardDeviation: Double) -> Double {
        guard standardDeviation > 0 else { return abs(actual - mean) }
        let z = (actual - mean) / standardDeviation
        let center = z * (2 * NormalDistribution.cumulative(z) - 1) + 2 * NormalDistribution.density(z)
        return standardDeviation * (center - 1 / Double.pi.squareRoot())
    }

    /// Of a mixture of normal forecasts in equal parts: ΣA(y − μᵢ, σᵢ)/n − ΣΣA(μᵢ − μⱼ, √(σᵢ² + σⱼ²))/(2n²), where
    /// A(m, s) = 2s·φ(m/s) + m·(2Φ(m/s) − 1), |m| where s is 0.
    ///
    /// Source: E. Grimit, T. Gneiting, V. Berrocal, N. Johnson, “The Continuous Ranked Probability Score for Circular Variables
    /// and Its Application to Mesoscale Forecast Ensemble Verification”, 2006.
    package static func gaussianMixture(
        _ actual: Double, _ parts: [(mean: Double, standardDeviation: Double)]
    ) -> Double {
        func distance(_ m: Double, _ s: Double) -> Double {
            guard s > 0 else { return abs(m) }
            return 2 * s * NormalDistribution.density(m / s) + m * (2 * NormalDistribution.cumulative(m / s) - 1)
        }
        let count = Double(parts.count)
        let far = parts.reduce(0) { $0 + distance(actual - $1.mean, $1.standardDeviation) } / count
        let spread = parts.reduce(0) { sum, a in
            parts.reduce(sum) { sum, b in
                let variance =
                    a.standardDeviation * a.standardDeviation + b.standardDeviation * b.standardDeviation
                return sum + distance(a.mean - b.mean, variance.squareRoot())
            }
        }
        return far - spread / (2 * count * count)
    }

    /// How the score of a forecast is taken from samples of it.
    package enum Estimator: Sendable {
        /// The score of the samples themselves: Σ|xᵢ − y|/n − ΣΣ|xᵢ − xⱼ|/(2n²).
        case standard
        /// Without bias for the forecast that they were drawn from: n·(n − 1) in place of n².
        ///
        /// Source: C. Ferro, “Fair Scores for Ensemble Forecasts”, 2014.
        case fair
    }

    /// Of samples; NaN without any, and from a single one where the estimator is fair.
    package static func samples(_ actual: Double, _ samples: [Double], estimator: Estimator) -> Double {
        let count = Double(samples.count)
        let distance = samples.reduce(0) { $0 + abs($1 - actual) } / count
        // In ascending order, Σᵢⱼ|xᵢ − xⱼ|/2 = Σ(2i + 1 − n)·xᵢ.
        let spread = samples.sorted().enumerated().reduce(0) { $0 + (2 * Double($1.offset) + 1 - count) * $1.element }
        return distance - spread / (estimator == .fair ? count * (count - 1) : count * count)
    }

    /// Of quantiles at evenly spaced levels: the mean of twice their pinball losses, an approximation.
    package static func quantiles(_ actual: Double, _ quantiles: [Double], levels: [Double]) -> Double {
        precondition(
            quantiles.count == levels.count, "there are \(quantiles.count) quantiles and \(levels.count) levels")
        let losses = zip(quantiles, levels).reduce(0) { $0 + 2 * pinballLoss(actual, quantile: $1.0, level: $1.1) }
        return losses / Double(levels.count)
    }
}
