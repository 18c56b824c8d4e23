/// eˣ over its sum along `axis`: positive numbers that add up to 1.
///
/// Gradient: dx = y ⊙ (dy − Σ dy ⊙ y).
public func softmax(_ x: Variable, axis: Int = -1) -> Variable {
    let kept = Shape.reduced(x.shape, along: Shape.normalized([axis], rank: x.value.rank, for: "softmax"))
    // Less the largest, so that nothing overflows.
    let exponentials = Tensor.exp(x.value - x.value.maximum(to: kept))
    return Variable(exponentials / exponentials.summed(to: kept), by: "softmax", of: x) { y, dy in
        [y * (dy - (dy * y).summed(to: kept))]
    }
}

/// The logarithm of ``softmax(_:axis:)``, exact where that is too small for a number.
///
/// Gradient: dx = dy − eʸ ⊙ Σ dy.
public func logSoftmax(_ x: Variable, axis: Int = -1) -> Variable {
    let kept = Shape.reduced(x.shape, along: Shape.normalized([axis], rank: x.value.rank, for: "logSoftmax"))
    let shifted = x.value - x.value.maximum(to: kept)
    let y = shifted - Tensor.log(Tensor.exp(shifted).summed(to: kept))
    return Variable(y, by: "logSoftmax", of: x) { y, dy in [dy - exp(y) * dy.summed(to: kept)] }
}
