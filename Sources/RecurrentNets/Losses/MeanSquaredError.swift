/// The squared errors, summed over a sample's outputs and averaged over the batch: a single number.
///
/// Shapes: y, t `[batch, …]`.
/// Gradient: dy₀ = dy · 2 (y₀ − t) / batch, dt = −dy₀.
/// Source: DeZero `functions.py`, `mean_squared_error`. (PyTorch's averages over the outputs too.)
public func meanSquaredError(_ y: Variable, _ t: Variable) -> Variable {
    precondition(
        y.shape == t.shape && !y.shape.isEmpty,
        "meanSquaredError: found \(y.shape) and \(t.shape); expected the same shape, [batch, …]")
    let batch = Double(y.shape[0])
    let difference = y.value - t.value
    let mean = (difference * difference).summed(to: []) / Tensor(batch, elementType: y.elementType)
    return Variable(mean, by: "meanSquaredError", of: y, t) { _, dy in
        let slope = dy * (2 / batch) * (GradientRecording.isOn ? y - t : .constant(difference))
        return [needed(by: y, slope), needed(by: t, -slope)]
    }
}
