/// The pinball loss of forecast quantiles, summed over outputs and quantiles and averaged over the batch: a single number.
///
/// Of an error e = t − y it is q·e where the forecast was too low and (q − 1)·e where it was too high; its mean is smallest
/// where y is the q-quantile.
///
/// Shapes: y `[batch, …, quantiles.count]`; t `[batch, …, 1]` or that of y; quantiles between 0 and 1.
/// Source: R. Koenker and G. Bassett, “Regression Quantiles”, 1978.
public func quantileLoss(_ y: Variable, _ t: Variable, quantiles: [Double]) -> Variable {
    precondition(
        y.shape.last == quantiles.count && y.shape.count > 1 && Shape.broadcast(y.shape, t.shape) == y.shape
            && quantiles.allSatisfy { $0 > 0 && $0 < 1 },
        "quantileLoss: found y \(y.shape), t \(t.shape), quantiles \(quantiles); expected [batch, …, quantiles]")
    let q = Variable.constant(Tensor(quantiles, elementType: y.elementType))
    let error = t - y
    // q·e + max(−e, 0) is q·e for e ≥ 0 and (q − 1)·e for e < 0.
    return sum(q * error + relu(-error)) / Double(y.shape[0])
}
