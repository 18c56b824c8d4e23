/// The largest element along `axes`, by default of all.
///
/// Gradient: dx = dy where x is the largest, shared evenly among equals; 0 elsewhere.
public func max(_ x: Variable, axes: [Int]? = nil, keepingAxes: Bool = false) -> Variable {
    extreme(x, axes, keepingAxes, "max") { $0.maximum(to: $1) }
}

/// The smallest element along `axes`, by default of all.
///
/// Gradient: dx = dy where x is the smallest, shared evenly among equals; 0 elsewhere.
public func min(_ x: Variable, axes: [Int]? = nil, keepingAxes: Bool = false) -> Variable {
    extreme(x, axes, keepingAxes, "min") { $0.minimum(to: $1) }
}

private func extreme(
    _ x: Variable, _ axes: [Int]?, _ keepingAxes: Bool, _ name: StaticString, _ reduce: (Tensor, [Int]) -> Tensor
) -> Variable {
    let axes = Shape.normalized(axes, rank: x.value.rank, for: "\(name)")
    let kept = Shape.reduced(x.shape, along: axes)
    let y = Variable(reduce(x.value, kept), by: name, of: x) { y, dy in
        let isExtreme = Tensor.equal(x.value, y.value)
        return [dy * .constant(isExtreme / isExtreme.summed(to: kept))]
    }
    return keepingAxes ? y : y.reshaped(Shape.without(axes, of: x.shape))
}
