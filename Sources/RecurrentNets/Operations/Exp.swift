/// e to the power of every element, in the shape of `x`.
///
/// Gradient: dx = dy ⊙ y.
public func exp(_ x: Variable) -> Variable {
    Variable(Tensor.exp(x.value), by: "exp", of: x) { y, dy in [dy * y] }
}
