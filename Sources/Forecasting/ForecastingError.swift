/// What keeps a forecast or an interval from being made.
package enum ForecastingError: Error, Equatable, Sendable {
    /// A value of the history is missing or not finite; the first value is 0.
    case valueMissing(index: Int)
    /// The history is too short for what was asked.
    case tooFewValues(found: Int, needed: Int, purpose: String)
    /// A model of positive values was asked for, and this value is none.
    case notPositive(index: Int, value: Double, model: String)
    /// No parameters were found under which the model gives the history any likelihood.
    case noFit(model: String)
    /// The level is not between 0 and 1.
    case wrongLevel(Double)
    /// There are too few residuals for the level of an interval.
    case tooFewResiduals(found: Int, needed: Int, level: Double, step: Int)
}

extension ForecastingError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .valueMissing(let index):
            "value \(index + 1) of the history is missing; expected a number in every step; fill the gaps first"
        case .tooFewValues(let found, let needed, let purpose):
            "found \(found) values; \(purpose) needs at least \(needed)"
        case .notPositive(let index, let value, let model):
            "value \(index + 1) of the history is \(value); \(model) needs positive values; use an additive model"
        case .noFit(let model):
            "no parameters were found that let \(model) give this history; use another model"
        case .wrongLevel(let level):
            "found the level \(level); expected one between 0 and 1, as 0.9"
        case .tooFewResiduals(let found, let needed, let level, let step):
            "found \(found) residuals of step \(step); intervals of level \(level) need at least \(needed); "
                + "lower the level, or hold back more values"
        }
    }
}

/// Checks that a history has a finite number in every step.
func requireComplete(_ history: [Double]) throws(ForecastingError) {
    if let index = history.firstIndex(where: { !$0.isFinite }) { throw .valueMissing(index: index) }
}
