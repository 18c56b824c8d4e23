/// The logistic function σ(x) = 1 ∕ (1 + e⁻ˣ) of every element, in the shape of `x`.
///
/// Gradient: dx = dy ⊙ y ⊙ (1 − y).
public func sigmoid(_ x: Variable) -> Variable {
    Variable(Tensor.sigmoid(x.value), by: "sigmoid", of: x) { y, dy in [dy * y * (1 - y)] }
}
