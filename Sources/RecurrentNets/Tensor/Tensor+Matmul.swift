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
        return Tensor(shape: [m, n], elementType: a.elementType) { out in
            a.withBytes { p in
                b.withBytes { q in
                    ck_matmul(a.elementType.kernel, transposingA ? 1 : 0, transposingB ? 1 : 0, m, n, k, p, q, out)
                }
            }
        }
    }
}
