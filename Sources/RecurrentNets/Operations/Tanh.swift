/// The hyperbolic tangent of every element, in the shape of `x`.
///
/// Gradient: dx = dy ⊙ (1 − y²).
public func tanh(_ x: Variable) -> Variable {
    Variable(Tensor.tanh(x.value), by: "tanh", of: x) { y, dy in [dy * (1 - y * y)] }
}
