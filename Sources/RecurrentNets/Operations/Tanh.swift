/// The hyperbolic tangent of every element, in the shape of `x`.
///
/// Gradient: dx = dy ⊙ (1 − y²).
public func tanh(_ x: Variable) -> Variable {
    Variable(Tensor.tanh(x.value), by: "tanh", of: x) { y, dy in
        // Where nobody differentiates it again, in one pass.
        [GradientRecording.isOn ? dy * (1 - y * y) : .constant(.tanhGradient(dy.value, y.value))]
    }
}
