import CSVTables

/// What is asked of a model that it cannot do, or what came out that is no forecast.
package enum ForecastModelError: Error, Equatable, Sendable {
    /// An interval was asked for that the model does not know; `levels` are those that it does.
    case noInterval(model: String, level: Double, levels: [Double])
    /// Intervals are to learn from the errors of a model with which they cannot.
    case cannotAdapt(model: String, found: String)
    /// A forecast became infinite or NaN.
    case forecastNotFinite(step: Int)

    /// What kind of failure it is, for the exit code.
    package enum Kind: Sendable {
        case badInput
        case workFailed
    }

    package var kind: Kind {
        switch self {
        case .forecastNotFinite: .workFailed
        case .noInterval, .cannotAdapt: .badInput
        }
    }
}

extension ForecastModelError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noInterval(let model, let level, let levels):
            "\(model): --interval \(decimalText(level)): "
                + (levels.isEmpty
                    ? "found a model that knows no intervals; expected one trained with --loss gaussian, --loss quantile or "
                        + "--conformal; leave --interval out, or train so"
                    : "found a model of the intervals "
                        + levels.map { significantDecimal($0, digits: 6) }.joined(separator: ", ")
                        + "; expected one of them, or a model trained with other --quantiles")
        case .cannotAdapt(let model, let found):
            "\(model): --adaptive: found a model \(found); expected one that train wrote with --loss gaussian, --loss quantile "
                + "or --conformal; leave --adaptive out, or train so"
        case .forecastNotFinite(let step):
            "the forecast of step \(step) is not finite; the data are far from those that the model was trained on"
        }
    }
}
