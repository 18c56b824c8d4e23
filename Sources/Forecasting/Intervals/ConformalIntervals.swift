/// Prediction intervals from the errors of held-back forecasts, whatever made these.
///
/// Formula, for each step ahead: ŷ ± the k-th smallest of n absolute residuals, k = ⌈(n + 1)·level⌉. If the errors are
/// exchangeable, the interval holds the next value with a chance of at least `level`.
///
/// Source: V. Vovk et al., “Algorithmic Learning in a Random World”, 2005; J. Lei et al., “Distribution-Free Predictive
/// Inference for Regression”, 2018.
package struct ConformalIntervals: Equatable, Sendable {
    package let level: Double
    /// How far the interval of each step reaches below and above what was forecast.
    package let lower: [Double]
    package let upper: [Double]

    /// Symmetric intervals around point forecasts.
    ///
    /// - Parameters:
    ///   - residuals: For each step ahead, what came less its forecast; missing ones (NaN) are passed over.
    ///   - level: The part of the values that shall lie within: 0.9.
    /// - Throws: ``ForecastingError`` where a step has too few residuals: fewer than level/(1 − level).
    package init(residuals: [[Double]], level: Double) throws(ForecastingError) {
        try self.init(scores: residuals.map { $0.map(abs) }, level: level)
    }

    /// Intervals that widen or narrow those between two quantile forecasts, each side alike: conformalised quantile
    /// regression.
    ///
    /// Formula: the reach is the k-th smallest of max(q_low − y, y − q_high), which is negative where they were too wide.
    ///
    /// Source: Y. Romano, E. Patterson, E. Candès, “Conformalized Quantile Regression”, 2019.
    ///
    /// - Parameters:
    ///   - misses: For each step ahead, how far values lay below the lower and above the upper quantile, negative within.
    ///   - level: The part of the values that shall lie within.
    /// - Throws: ``ForecastingError``.
    package init(quantileMisses misses: [[(below: Double, above: Double)]], level: Double) throws(ForecastingError) {
        try self.init(
            scores: misses.map { $0.map { $0.below.isNaN ? .nan : max($0.above, $0.below) } }, level: level)
    }

    /// Intervals whose two sides are found alone, each with half of the chance to miss: where errors lean to a side.
    ///
    /// Source: the same, section 4, “asymmetric”; with residuals of a point forecast both quantiles are that.
    ///
    /// - Parameters:
    ///   - misses: As in ``init(quantileMisses:level:)``.
    ///   - level: The part of the values that shall lie within.
    /// - Throws: ``ForecastingError``.
    package init(asymmetric misses: [[(below: Double, above: Double)]], level: Double) throws(ForecastingError) {
        var (lower, upper): ([Double], [Double]) = ([], [])
        for (index, step) in misses.enumerated() {
            let side = (1 + level) / 2
            let present = step.filter { !$0.below.isNaN && !$0.above.isNaN }
            lower.append(try Self.smallest(present.map(\.below), level: side, step: index + 1))
            upper.append(try Self.smallest(present.map(\.above), level: side, step: index + 1))
        }
        self.level = level
        (self.lower, self.upper) = (lower, upper)
    }

    private init(scores: [[Double]], level: Double) throws(ForecastingError) {
        var reach: [Double] = []
        for (index, step) in scores.enumerated() {
            reach.append(try Self.smallest(step.filter { !$0.isNaN }, level: level, step: index + 1))
        }
        self.level = level
        (lower, upper) = (reach, reach)
    }

    /// The interval of a step, the first being 1, around a point forecast or between two quantiles.
    ///
    /// Where a narrowed interval has no inside left, it is the middle between its ends.
    package func interval(step: Int, low: Double, high: Double) -> ClosedRange<Double> {
        let (start, end) = (low - lower[step - 1], high + upper[step - 1])
        if start <= end { return start...end }
        let middle = (start + end) / 2
        return middle...middle
    }

    /// The ⌈(n + 1)·level⌉-th smallest score.
    private static func smallest(_ scores: [Double], level: Double, step: Int) throws(ForecastingError) -> Double {
        guard level > 0, level < 1 else { throw .wrongLevel(level) }
        // A little less, so that (9 + 1)·0.9, which is rounded up to more than 9, is 9.
        let rank = Int(((Double(scores.count) + 1) * level - 1e-9).rounded(.up))
        guard rank >= 1, rank <= scores.count else {
            let needed = Int((level / (1 - level) - 1e-9).rounded(.up))
            throw .tooFewResiduals(found: scores.count, needed: needed, level: level, step: step)
        }
        return scores.sorted()[rank - 1]
    }
}
