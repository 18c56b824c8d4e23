/// In what form a model says how sure it is of a number.
package enum SaidKind: Equatable, Sendable {
    /// Not at all.
    case value
    /// By a distribution, which knows every quantile and can be drawn from.
    case distribution
    /// By quantiles of these levels, ascending, 0.5 among them.
    case quantiles([Double])

    /// The levels that it says itself.
    package var quantiles: [Double] { if case .quantiles(let levels) = self { levels } else { [] } }
}
