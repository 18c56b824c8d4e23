/// The affine map x·w + b of a layer: x `[…, inputs]`, w `[inputs, outputs]`, b `[outputs]`, result `[…, outputs]`.
///
/// The book's function `linear`.
/// Gradient: with the rows along the last axis as matrices, dx = dy·wᵀ, dw = xᵀ·dy, db = dy summed over the rows.
public func linear(_ x: Variable, _ w: Variable, _ b: Variable? = nil) -> Variable {
    guard let b else { return matmul(x.matrixOfRows, w).reshaped(x.shape.dropLast() + w.shape.suffix(1)) }
    return linear(.affine(x.value, w.value, b.value), of: x, w, b)
}

/// The same as a matrix, `[rows, outputs]`.
func linearRows(_ x: Variable, _ w: Variable, _ b: Variable?) -> Variable {
    guard let b else { return matmul(x.matrixOfRows, w) }
    return linear(.affine(x.value.rows, w.value, b.value), of: x, w, b)
}

private func linear(_ y: Tensor, of x: Variable, _ w: Variable, _ b: Variable) -> Variable {
    Variable(y, by: "linear", of: x, w, b) { _, dy in
        let rows = dy.matrixOfRows
        return [
            needed(by: x, matmul(rows, w, transposingB: true).reshaped(x.shape)),
            weightGradient(of: w, x.matrixOfRows, rows),
            needed(by: b, rows.summed(to: b.shape)),
        ]
    }
}

/// The gradient xᵀ·dy of the weight w, for rows x and dy `[rows, …]`; nil where it is not needed, or added already to what the
/// sweep has collected: for a single row it is an outer product, of which a long sequence adds up many.
func weightGradient(of w: Variable, _ x: Variable, _ dy: Variable) -> Variable? {
    guard w.requiresGradient else { return nil }
    if x.shape[0] == 1 && w.collectsOuterProduct(x, dy) { return nil }
    return matmul(x, dy, transposingA: true)
}

extension Variable {
    /// The elements as a matrix whose rows are those along the last axis.
    fileprivate var matrixOfRows: Variable {
        guard value.rank != 2, let width = shape.last else { return self }
        return reshaped([value.count / max(width, 1), width])
    }
}
