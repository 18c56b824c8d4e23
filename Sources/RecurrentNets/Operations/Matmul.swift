/// The matrix product of `a` `[m, k]` and `b` `[k, n]`, each transposed first where asked: `[m, n]`.
///
/// Gradient: da = dy·bᵀ, db = aᵀ·dy.
public func matmul(
    _ a: Variable, _ b: Variable, transposingA: Bool = false, transposingB: Bool = false
) -> Variable {
    let y = Tensor.matmul(a.value, b.value, transposingA: transposingA, transposingB: transposingB)
    return Variable(y, by: "matmul", of: a, b) { _, dy in
        [
            needed(
                by: a,
                transposingA
                    ? matmul(b, dy, transposingA: transposingB, transposingB: true)
                    : matmul(dy, b, transposingB: !transposingB)),
            transposingA || transposingB
                ? needed(
                    by: b,
                    transposingB
                        ? matmul(dy, a, transposingA: true, transposingB: transposingA)
                        : matmul(a, dy, transposingA: !transposingA))
                : weightGradient(of: b, a, dy),
        ]
    }
}
