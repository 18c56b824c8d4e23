/// The sine of every element, given in radians, in the shape of `x`.
///
/// Gradient: dx = dy ⊙ cos x.
public func sin(_ x: Variable) -> Variable {
    Variable(Tensor.sin(x.value), by: "sin", of: x) { _, dy in [dy * cos(x)] }
}
