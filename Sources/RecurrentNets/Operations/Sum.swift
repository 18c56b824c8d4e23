/// The sum of the elements along `axes`, by default all.
///
/// Gradient: dx = dy, repeated along the axes.
///
/// - Parameters:
///   - x: The elements.
///   - axes: The axes to sum along; -1 is the last.
///   - keepingAxes: Whether those axes stay, with size 1.
/// - Returns: The sums.
public func sum(_ x: Variable, axes: [Int]? = nil, keepingAxes: Bool = false) -> Variable {
    let axes = Shape.normalized(axes, rank: x.value.rank, for: "sum")
    let kept = x.summed(to: Shape.reduced(x.shape, along: axes))
    return keepingAxes ? kept : kept.reshaped(Shape.without(axes, of: x.shape))
}

extension Variable {
    /// The sum along the axes that were repeated to get this shape from `shape`: what undoes broadcasting, for gradients.
    ///
    /// Gradient: dx = dy, repeated.
    public final func summed(to shape: [Int]) -> Variable {
        guard shape != self.shape else { return self }
        return Variable(value.summed(to: shape), by: "sum", of: self) { _, dy in [dy.broadcast(to: self.shape)] }
    }

    /// The elements repeated along axes of size 1, and along new ones at the front, to have `shape`.
    ///
    /// Gradient: dx = dy, summed along those axes.
    public final func broadcast(to shape: [Int]) -> Variable {
        guard shape != self.shape else { return self }
        return Variable(value.broadcast(to: shape), by: "broadcast", of: self) { _, dy in [dy.summed(to: self.shape)] }
    }
}
