/// Every element, or the nearer end of `bounds` where it lies outside, in the shape of `x`.
///
/// Gradient: dx = dy within the bounds, 0 outside.
public func clip(_ x: Variable, to bounds: ClosedRange<Double>) -> Variable {
    let low = Tensor(bounds.lowerBound, elementType: x.elementType)
    let high = Tensor(bounds.upperBound, elementType: x.elementType)
    return Variable(.minimum(.maximum(x.value, low), high), by: "clip", of: x) { _, dy in
        [dy * .constant(.greaterOrEqual(x.value, low) * .greaterOrEqual(high, x.value))]
    }
}
