/// Every sample shifted and scaled to mean 0 and variance 1 over its last axis, then by `scale` and `shift` `[features]`.
///
/// Source: J. Ba, J. Kiros and G. Hinton, “Layer Normalization”, 2016.
public func layerNorm(_ x: Variable, scale: Variable, shift: Variable, epsilon: Double = 1e-5) -> Variable {
    let centred = x - mean(x, axes: [-1], keepingAxes: true)
    let variance = mean(centred * centred, axes: [-1], keepingAxes: true)
    return centred / sqrt(variance + epsilon) * scale + shift
}
