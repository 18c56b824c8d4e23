/// The affine map x·w + b of a layer: x `[…, inputs]`, w `[inputs, outputs]`, b `[outputs]`, result `[…, outputs]`.
///
/// The book's function `linear`.
public func linear(_ x: Variable, _ w: Variable, _ b: Variable? = nil) -> Variable {
    guard let inputs = x.shape.last, let outputs = w.shape.last else {
        preconditionFailure(
            "linear: found the shapes \(x.shape) and \(w.shape); expected […, inputs], [inputs, outputs]")
    }
    let rows = x.value.rank == 2 ? x : x.reshaped([x.value.count / max(inputs, 1), inputs])
    let product = matmul(rows, w)
    let y = b.map { product + $0 } ?? product
    return x.value.rank == 2 ? y : y.reshaped(x.shape.dropLast() + [outputs])
}
