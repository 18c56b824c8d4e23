/// The natural logarithm of every element, in the shape of `x`.
///
/// Gradient: dx = dy ⊘ x.
public func log(_ x: Variable) -> Variable {
    Variable(Tensor.log(x.value), by: "log", of: x) { _, dy in [dy / x] }
}
