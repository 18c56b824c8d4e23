/// The square root of every element, in the shape of `x`.
///
/// Gradient: dx = dy ⊘ 2y.
public func sqrt(_ x: Variable) -> Variable {
    Variable(Tensor.sqrt(x.value), by: "sqrt", of: x) { y, dy in [dy / (2 * y)] }
}
