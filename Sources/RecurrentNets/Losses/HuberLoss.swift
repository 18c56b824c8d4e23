/// The Huber loss, summed over a sample's outputs and averaged over the batch: a single number.
///
/// Of an error e it is e² ∕ 2 up to `delta`, and delta·(|e| − delta ∕ 2) beyond: squared for small errors, absolute for large.
///
/// Shapes: y, t `[batch, …]`.
/// Source: P. Huber, “Robust Estimation of a Location Parameter”, 1964.
public func huberLoss(_ y: Variable, _ t: Variable, delta: Double = 1) -> Variable {
    precondition(
        y.shape == t.shape && !y.shape.isEmpty && delta > 0,
        "huberLoss: found \(y.shape), \(t.shape) and delta \(delta); expected the same shape, and delta above 0")
    // With c the error clipped to ±delta, the loss is c·(e − c ∕ 2) on both sides.
    let error = y - t
    let clipped = clip(error, to: -delta...delta)
    return sum(clipped * (error - clipped * 0.5)) / Double(y.shape[0])
}
