import CKernels

extension Tensor {
    /// The matrix product of `a` `[m, k]` and `b` `[k, n]`, each transposed first where asked.
    static func matmul(_ a: Tensor, _ b: Tensor, transposingA: Bool = false, transposingB: Bool = false) -> Tensor {
        precondition(
            a.rank == 2 && b.rank == 2, "matmul: found the shapes \(a.shape) and \(b.shape); expected two matrices")
        precondition(
            a.elementType == b.elementType,
            "matmul: \(a.shape) of \(a.elementType) and \(b.shape) of \(b.elementType); convert one of them")
        let (m, k) = transposingA ? (a.shape[1], a.shape[0]) : (a.shape[0], a.shape[1])
        let (k2, n) = transposingB ? (b.shape[1], b.shape[0]) : (b.shape[0], b.shape[1])
        precondition(
            k == k2,
            "matmul: \(a.shape)\(transposingA ? " transposed" : "") · \(b.shape)\(transposingB ? " transposed" : "")")
        // Where the shape is that of a, its array is shared.
        let shape = n == k && !transposingA ? a.shape : [m, n]
        return Tensor(shape: shape, elementType: a.elementType) { out in
            a.withBytes { p in
                b.withBytes { q in
                    ck_matmul(a.elementType.kernel, transposingA ? 1 : 0, transposingB ? 1 : 0, m, n, k, p, q, out)
                }
            }
        }
    }

    /// Adds the outer product of `a` and `b`, vectors whatever their shape, in place: in one pass over memory, with the bits of
    /// a product that is computed first and then added.
    mutating func addOuterProduct(_ a: Tensor, _ b: Tensor) {
        precondition(
            count == a.count * b.count && a.elementType == elementType && b.elementType == elementType,
            "add: \(shape) of \(elementType) += \(a.shape) of \(a.elementType) ⊗ \(b.shape) of \(b.elementType)")
        let out = mutableAddress()
        a.withBytes { p in
            b.withBytes { q in ck_add_outer(elementType.kernel, a.count, b.count, p, q, out) }
        }
    }

    /// x·w + b for every row of `x` `[…, inputs]`, with w `[inputs, outputs]` and b `[outputs]`: `[…, outputs]`.
    static func affine(_ x: Tensor, _ w: Tensor, _ b: Tensor) -> Tensor {
        precondition(
            w.rank == 2 && x.shape.last == w.shape[0] && b.shape == [w.shape[1]],
            "linear: found x \(x.shape), w \(w.shape), b \(b.shape); expected […, inputs], [inputs, outputs], [outputs]"
        )
        precondition(
            x.elementType == w.elementType && w.elementType == b.elementType,
            "linear: x of \(x.elementType), w of \(w.elementType), b of \(b.elementType); convert them to one type")
        let (k, n) = (w.shape[0], w.shape[1])
        var shape = x.shape
        shape[shape.count - 1] = n
        let m = k == 0 ? Shape.count(shape) / max(n, 1) : x.count / k
        return Tensor(shape: shape, elementType: x.elementType) { out in
            x.withBytes { x in
                w.withBytes { p in
                    b.withBytes { q in ck_affine(w.elementType.kernel, m, n, k, x, p, q, out) }
                }
            }
        }
    }
}
