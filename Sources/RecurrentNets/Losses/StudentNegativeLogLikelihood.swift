/// How unlikely the targets are under Student's t distributions, summed over a sample's outputs and averaged over the batch.
///
/// With e = (t − location) ∕ scale and ν the degrees of freedom: ln scale + (ν + 1)/2·ln(1 + e²/ν) + ln Γ(ν/2) − ln Γ((ν + 1)/2)
/// + ln(ν·π)/2.
///
/// Shapes: location, scale, degrees, t, and weights where given, which each target's part is multiplied by, `[batch, …]`; scale
/// and degrees are above 0.
/// Source: K. Lange, R. Little, J. Taylor, “Robust Statistical Modeling Using the t Distribution”, 1989.
public func studentNegativeLogLikelihood(
    location: Variable, scale: Variable, degrees: Variable, _ t: Variable, weights: Variable? = nil
) -> Variable {
    precondition(
        [location, scale, degrees, weights ?? t].allSatisfy { $0.shape == t.shape } && !t.shape.isEmpty,
        "studentNegativeLogLikelihood: found \(location.shape), \(scale.shape), \(degrees.shape), \(t.shape); expected one shape"
    )
    let error = (t - location) / scale
    let constant = logGamma(degrees * 0.5) - logGamma((degrees + 1) * 0.5) + log(degrees * Double.pi) * 0.5
    let loss = log(scale) + (degrees + 1) * 0.5 * log(1 + error * error / degrees) + constant
    return sum(weights.map { loss * $0 } ?? loss) / Double(t.shape[0])
}
