/// The quantile of a sample in ascending order, linear between its neighbours: at (n − 1)·level, as NumPy's default.
///
/// Source: R. Hyndman, Y. Fan, “Sample Quantiles in Statistical Packages”, 1996, definition 7.
package func empiricalQuantile(ofSorted sorted: [Double], level: Double) -> Double {
    guard let last = sorted.last else { return .nan }
    let place = Double(sorted.count - 1) * level
    guard place > 0 else { return sorted[0] }
    guard place < Double(sorted.count - 1) else { return last }
    let index = Int(place)
    return sorted[index] + (place - Double(index)) * (sorted[index + 1] - sorted[index])
}
