/// Every element to the power `exponent`, in the shape of `x`.
///
/// Gradient: dx = dy ⊙ p·xᵖ⁻¹.
public func power(_ x: Variable, _ exponent: Double) -> Variable {
    Variable(Tensor.power(x.value, exponent), by: "power", of: x) { _, dy in
        [dy * (exponent * power(x, exponent - 1))]
    }
}
