import Forecasting
import SeriesData

/// How the interval comes about that a value is expected in, with a probability.
package struct IntervalRule {
    package static let defaultLevel = 0.9

    package let level: Double
    /// Whether intervals learn from the errors of earlier ones.
    package let isAdaptive: Bool
    /// For each number that is forecast at once, how far from its forecast the interval reaches, on the network's scale; nil
    /// where the distribution says it, an element nil where too few forecasts were measured for the level.
    private let reaches: [Double?]?

    /// The rule that a model has; nil where it knows no interval and none was asked for.
    ///
    /// - Throws: ``ForecastModelError/noInterval(model:level:levels:)`` where one was asked for that the model does not know,
    ///   ``ForecastModelError/cannotAdapt(model:found:)``.
    package init?(
        _ model: any ForecastModel, at path: String, level asked: Double?, isAdaptive: Bool
    ) throws(ForecastModelError) {
        self.isAdaptive = isAdaptive
        if isAdaptive, model.fit.rowsRead.isEmpty {
            throw .cannotAdapt(model: path, found: "that does not say how many rows it has learnt from")
        }
        if !model.conformalScores.isEmpty {
            let level = asked ?? Self.defaultLevel
            self.level = level
            reaches = model.conformalScores.map { scores in
                (try? ConformalIntervals(residuals: [scores], level: level))?.upper.first
            }
            return
        }
        reaches = nil
        let noInterval = ForecastModelError.cannotAdapt(model: path, found: "that knows no intervals")
        switch model.says {
        case .value:
            guard asked == nil else { throw .noInterval(model: path, level: asked ?? 0, levels: []) }
            guard !isAdaptive else { throw noInterval }
            return nil
        case .distribution: level = asked ?? Self.defaultLevel
        case .quantiles(let quantiles):
            let levels = quantiles.filter { lower in
                lower < 0.5 && quantiles.contains { abs($0 - (1 - lower)) < 1e-9 }
            }.map { 1 - 2 * $0 }
            guard let asked else {
                guard let widest = levels.first else {
                    guard !isAdaptive else { throw noInterval }
                    return nil
                }
                level = widest
                return
            }
            guard let known = levels.first(where: { abs($0 - asked) < 1e-9 }) else {
                throw .noInterval(model: path, level: asked, levels: levels)
            }
            level = known
        }
    }

    /// The ends on the network's scale of the number at `index`; nil where there are none.
    package func ends(_ distribution: ForecastDistribution, at index: Int) -> (lower: Double, upper: Double)? {
        if let reaches {
            return reaches[index].map { (distribution.prediction - $0, distribution.prediction + $0) }
        }
        guard let lower = distribution.quantile((1 - level) / 2), let upper = distribution.quantile((1 + level) / 2)
        else {
            return nil
        }
        return (lower, upper)
    }
}
