/// The absolute value of every element, in the shape of `x`.
///
/// Gradient: dx = dy with the sign of x; 0 at 0.
public func abs(_ x: Variable) -> Variable {
    Variable(Tensor.abs(x.value), by: "abs", of: x) { _, dy in [dy * .constant(.sign(x.value))] }
}
