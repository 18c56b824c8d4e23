/// In what form a model says how sure it is of a number.
package enum SaidKind: Equatable, Sendable {
    /// Not at all.
    case value
    /// By a distribution, which knows every quantile and can be drawn from.
    case distribution
    /// By quantiles of these levels, ascending, 0.5 among them.
    case quantiles([Double])

    /// Whether it knows an interval: a distribution does, and quantiles of which two are as far from the ends.
    package var hasInterval: Bool {
        switch self {
        case .value: false
        case .distribution: true
        case .quantiles(let levels):
            levels.contains { lower in lower < 0.5 && levels.contains { abs($0 - (1 - lower)) < 1e-9 } }
        }
    }

    /// The levels that it says itself.
    package var quantiles: [Double] { if case .quantiles(let levels) = self { levels } else { [] } }
}
