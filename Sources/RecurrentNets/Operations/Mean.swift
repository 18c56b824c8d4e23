/// The mean of the elements along `axes`, by default of all.
///
/// Gradient: dx = dy ∕ n, repeated along the axes.
public func mean(_ x: Variable, axes: [Int]? = nil, keepingAxes: Bool = false) -> Variable {
    let total = sum(x, axes: axes, keepingAxes: keepingAxes)
    return total * (Double(total.value.count) / Double(x.value.count))
}
