/// How good prediction intervals are.
///
/// Formula, over the n values that have an interval: coverage = the part of them within it, ends included; width =
/// Σ(u − l)/n; score = Σ((u − l) + 2/α·max(l − y, 0) + 2/α·max(y − u, 0))/n with α = 1 − level, lower being better.
///
/// Source: R. Winkler, “A Decision-Theoretic Approach to Interval Estimation”, 1972; T. Gneiting, A. Raftery, 2007.
package struct IntervalErrors: Equatable, Sendable {
    /// The part of the values that should lie within: 0.9.
    package let level: Double
    /// How many values had an interval.
    package private(set) var count = 0
    private var covered = 0
    private var widths = 0.0
    private var misses = 0.0

    package init(level: Double) {
        precondition(level > 0 && level < 1, "the level is \(level); it must lie between 0 and 1")
        self.level = level
    }

    /// Takes a value and its interval in, unless one of them is missing (NaN).
    package mutating func add(actual: Double, lower: Double, upper: Double) {
        if actual.isNaN || lower.isNaN || upper.isNaN { return }
        count += 1
        if actual >= lower, actual <= upper { covered += 1 }
        widths += upper - lower
        misses += max(lower - actual, 0) + max(actual - upper, 0)
    }

    /// The part of the values within their intervals; NaN without a value.
    package var coverage: Double { Double(covered) / Double(count) }
    /// The mean width; NaN without a value.
    package var meanWidth: Double { widths / Double(count) }
    /// The mean interval score, Winkler's; NaN without a value.
    package var intervalScore: Double { (widths + 2 / (1 - level) * misses) / Double(count) }
}
