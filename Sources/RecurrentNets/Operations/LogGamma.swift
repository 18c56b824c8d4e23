/// ln Γ(x) of every element above 0, in the shape of `x`.
///
/// Formula: with z = x + 10, ln Γ(x) = (z − ½)·ln z − z + ½·ln 2π + 1/(12z) − 1/(360z³) + 1/(1260z⁵) − 1/(1680z⁷) + 1/(1188z⁹)
/// − ln(x·(x + 1)·…·(x + 9)).
/// Gradient: that of these operations, the digamma function.
/// Source: Stirling's series; M. Abramowitz, I. Stegun, “Handbook of Mathematical Functions”, 1964, 6.1.41.
public func logGamma(_ x: Variable) -> Variable {
    let z = x + 10
    let inverse = 1 / z
    let square = inverse * inverse
    let series =
        inverse * (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square * (1.0 / 1680 - square / 1188))))
    // In two products, so that large numbers stay within those of float32.
    let products = [0.0, 5].map { first in (1..<5).reduce(x + first) { $0 * (x + (first + Double($1))) } }
    return (z - 0.5) * log(z) - z + (0.918_938_533_204_672_8 + series) - log(products[0]) - log(products[1])
}
