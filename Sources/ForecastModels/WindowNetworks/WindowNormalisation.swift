import SeriesData

/// What the targets of a window are brought to before a network reads them, and its forecasts back from, under the name of the
/// option: a linear change of scale that each window has for itself.
package enum WindowNormalisation: String, CaseIterable, Sendable {
    /// Less the window's last value: a forecast says how far a series goes from where it is.
    case last
    /// Less the window's mean, by its deviation √(variance + 10⁻⁵).
    ///
    /// Source: T. Kim et al., “Reversible Instance Normalization”, 2022, without its learnt scale.
    case mean
    /// As they are.
    case none

    package static let leastVariance = 1e-5

    /// What a window's values are changed by, the last of which is the newest.
    func scaling(of values: ArraySlice<Double>) -> Scaling {
        switch self {
        case .none: return .identity
        case .last: return Scaling(offset: values.last ?? 0, divisor: 1)
        case .mean:
            let mean = values.reduce(0, +) / Double(values.count)
            let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
            return Scaling(offset: mean, divisor: (variance + Self.leastVariance).squareRoot())
        }
    }
}
