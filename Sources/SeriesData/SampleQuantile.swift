/// A quantile of values in ascending order, at least one, by linear interpolation between those beside it, as NumPy's.
///
/// Source: R. Hyndman and Y. Fan, “Sample Quantiles in Statistical Packages”, 1996, definition 7.
package func sampleQuantile(_ level: Double, of sorted: [Double]) -> Double {
    let place = level * Double(sorted.count - 1)
    let (low, part) = (Int(place), place - place.rounded(.down))
    return (1 - part) * sorted[low] + part * sorted[min(low + 1, sorted.count - 1)]
}
