/// How unlikely the targets are under normal distributions, summed over a sample's outputs and averaged over the batch.
///
/// (log(variance) + (t − mean)² ∕ variance) ∕ 2, without the constant log(2π) ∕ 2.
///
/// Shapes: mean, variance, t `[batch, …]`; the variance is above 0.
/// Source: D. Nix and A. Weigend, “Estimating the Mean and Variance of the Target Probability Distribution”, 1994.
public func gaussianNegativeLogLikelihood(mean: Variable, variance: Variable, _ t: Variable) -> Variable {
    precondition(
        mean.shape == t.shape && variance.shape == t.shape && !t.shape.isEmpty,
        "gaussianNegativeLogLikelihood: found \(mean.shape), \(variance.shape), \(t.shape); expected one shape")
    let error = t - mean
    return sum(log(variance) + error * error / variance) / Double(2 * t.shape[0])
}
