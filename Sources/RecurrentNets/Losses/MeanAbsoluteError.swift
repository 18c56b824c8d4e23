/// The absolute errors, summed over a sample's outputs and averaged over the batch: a single number.
///
/// Shapes: y, t `[batch, …]`.
public func meanAbsoluteError(_ y: Variable, _ t: Variable) -> Variable {
    precondition(
        y.shape == t.shape && !y.shape.isEmpty,
        "meanAbsoluteError: found \(y.shape) and \(t.shape); expected the same shape, [batch, …]")
    return sum(abs(y - t)) / Double(y.shape[0])
}
