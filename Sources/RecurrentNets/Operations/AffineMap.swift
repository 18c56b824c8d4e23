/// The affine map x·w + b of a layer: x `[…, inputs]`, w `[inputs, outputs]`, b `[outputs]`, result `[…, outputs]`.
///
/// The book's function `linear`.
/// Gradient: with the rows along the last axis as matrices, dx = dy·wᵀ, dw = xᵀ·dy, db = dy summed over the rows.
public func linear(_ x: Variable, _ w: Variable, _ b: Variable? = nil) -> Variable {
    guard let b else { return matmul(x.matrixOfRows, w).reshaped(x.shape.dropLast() + w.shape.suffix(1)) }
    return Variable(Tensor.affine(x.value, w.value, b.value), by: "linear", of: x, w, b) { _, dy in
        let rows = dy.matrixOfRows
        return [
            needed(by: x, matmul(rows, w, transposingB: true).reshaped(x.shape)),
            needed(by: w, matmul(x.matrixOfRows, rows, transposingA: true)),
            needed(by: b, rows.summed(to: b.shape)),
        ]
    }
}

extension Variable {
    /// The elements as a matrix whose rows are those along the last axis.
    fileprivate var matrixOfRows: Variable {
        guard value.rank != 2, let width = shape.last else { return self }
        return reshaped([value.count / max(width, 1), width])
    }
}
