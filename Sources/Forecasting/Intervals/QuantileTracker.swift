/// A level that scores stay below with a probability, found while they come: it rises after each that is above it, and falls a
/// little after each other one.
///
/// Formula: q ← q + η·(m − α), m = 1 where the score s > q, else 0; α = 1 − `level`; η = B/10, B the greatest of the last 100
/// scores, s among them. Whatever the scores are, if they have a bound, the part of them above q tends to α.
///
/// Source: A. Angelopoulos, E. Candès, R. Tibshirani, “Conformal PID Control for Time Series Prediction”, 2023, section 2.1, with
/// its rate; after I. Gibbs, E. Candès, “Adaptive Conformal Inference Under Distribution Shift”, 2021.
package struct QuantileTracker: Equatable, Sendable {
    private static let rate = 0.1
    private static let windowLength = 100

    package private(set) var quantile: Double
    private let level: Double
    /// The last finite scores, of which the one at `next` is the oldest where there are as many as the window holds.
    private var window: [Double] = []
    private var next = 0

    package init(level: Double, from start: Double) {
        (self.level, quantile) = (level, start)
    }

    /// Takes a score in; one that is infinite is above every level, and one that is missing (NaN) passed over.
    package mutating func see(_ score: Double) {
        guard !score.isNaN else { return }
        if score.isFinite { remember(score) }
        let miss = score > quantile ? 1.0 : 0.0
        quantile += Self.rate * (window.max() ?? 0) * (miss - (1 - level))
    }

    private mutating func remember(_ score: Double) {
        if window.count < Self.windowLength {
            window.append(score)
        } else {
            window[next] = score
            next = (next + 1) % Self.windowLength
        }
    }
}
