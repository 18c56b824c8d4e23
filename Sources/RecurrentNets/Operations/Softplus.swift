/// log(1 + eˣ) of every element, in the shape of `x`: smooth, positive, and x for large x.
///
/// Gradient: dx = dy ⊙ σ(x).
public func softplus(_ x: Variable) -> Variable {
    Variable(Tensor.softplus(x.value), by: "softplus", of: x) { _, dy in [dy * sigmoid(x)] }
}
