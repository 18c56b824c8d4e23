/// The pinball loss of a forecast of a quantile: level·(y − q) where y ≥ q, else (1 − level)·(q − y).
///
/// Source: R. Koenker, G. Bassett, “Regression Quantiles”, 1978.
package func pinballLoss(_ actual: Double, quantile: Double, level: Double) -> Double {
    let error = actual - quantile
    return max(level * error, (level - 1) * error)
}
