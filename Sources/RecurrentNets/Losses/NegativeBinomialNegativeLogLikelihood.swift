/// How unlikely counts are under negative binomial distributions, summed over a sample's outputs and averaged over the batch.
///
/// With the mean μ, the variance μ + α·μ² and r = 1/α: ln Γ(r) + ln Γ(t + 1) − ln Γ(t + r) + r·ln(1 + α·μ) + t·(ln(r + μ) − ln μ).
///
/// Shapes: mean, dispersion α, t, and weights where given, which each target's part is multiplied by, `[batch, …]`; mean and
/// dispersion are above 0, targets are whole numbers from 0.
/// Source: J. Hilbe, “Negative Binomial Regression”, 2nd edition, 2011 (its NB2); as the loss of a network, D. Salinas et al.,
/// “DeepAR”, 2020.
public func negativeBinomialNegativeLogLikelihood(
    mean: Variable, dispersion: Variable, _ t: Variable, weights: Variable? = nil
) -> Variable {
    precondition(
        [mean, dispersion, weights ?? t].allSatisfy { $0.shape == t.shape } && !t.shape.isEmpty,
        "negativeBinomialNegativeLogLikelihood: found \(mean.shape), \(dispersion.shape), \(t.shape); expected one shape"
    )
    let shape = 1 / dispersion
    let gammas = logGamma(shape) + logGamma(t + 1) - logGamma(t + shape)
    let loss = gammas + shape * log(1 + dispersion * mean) + t * (log(shape + mean) - log(mean))
    return sum(weights.map { loss * $0 } ?? loss) / Double(t.shape[0])
}
