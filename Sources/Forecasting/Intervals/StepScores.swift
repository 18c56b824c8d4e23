/// How far off forecasts were, for each step ahead, from few origins: what is known of one step is lent to the others.
///
/// Formula: dₕ the root mean square of the errors of step h, not below that of a step before it; where a step has fewer than
/// ``enough`` errors of its own, its scores are those of all steps, |e|/dₖ, times dₕ. Errors at overlapping origins are alike: of n
/// origins that are s steps apart only about 1 + (n − 1)·s/h tell something of their own, and all scores are widened by
/// √(1 + 3/that number): of several widenings that with which intervals of 90 % held 89 % of what came after 99 stretches of 33
/// real series, on which it was chosen.
package struct StepScores: Equatable, Sendable {
    /// So many errors of one step stand for themselves.
    package static let enough = 40

    /// By step, ascending.
    package let scores: [[Double]]

    /// - Parameters:
    ///   - errors: By step and origin; missing ones (NaN) are passed over.
    ///   - distance: The steps from one origin to the next.
    package init(errors: [[Double]], distance: Int) {
        let present = errors.map { $0.filter { !$0.isNaN } }
        var (spread, spreads) = (0.0, [Double]())
        for step in present {
            let square = step.reduce(0) { $0 + $1 * $1 } / Double(max(step.count, 1))
            spread = max(spread, square.squareRoot())
            spreads.append(spread)
        }
        let origins = Double(present.map(\.count).max() ?? 0)
        let own = 1 + max(origins - 1, 0) * Double(distance) / Double(max(errors.count, 1))
        let widening = (1 + 3 / min(own, max(origins, 1))).squareRoot()
        let pooled = zip(present, spreads).flatMap { step, spread in step.map { spread > 0 ? abs($0) / spread : 0 } }
            .sorted()
        scores = zip(present, spreads).map { step, spread in
            step.count >= Self.enough
                ? step.map { abs($0) * widening }.sorted() : pooled.map { $0 * spread * widening }
        }
    }
}
