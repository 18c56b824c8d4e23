/// The cosine of every element, given in radians, in the shape of `x`.
///
/// Gradient: dx = −dy ⊙ sin x.
public func cos(_ x: Variable) -> Variable {
    Variable(Tensor.cos(x.value), by: "cos", of: x) { _, dy in [-dy * sin(x)] }
}
