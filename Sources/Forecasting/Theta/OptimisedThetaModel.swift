#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The Theta method with everything fitted: the dynamic optimised Theta model.
///
/// Formula, of values without their season, n of them read, A and B the line through these: the forecast of step h is
/// ℓ + (1 − 1/θ)·((1 − α)ⁿ·A + (h − 1)·B + (1 − (1 − α)ⁿ⁺¹)/α·B), then ℓ ← α·y + (1 − α)·ℓ.
///
/// Source: J. Fiorucci et al., “Models for Optimising the Theta Method and Their Relationship to State Space Models”, 2016, the
/// dynamic optimised model.
struct OptimisedThetaModel: StatisticalModel {
    struct Parameters: Equatable, Sendable {
        /// The first level, α and θ.
        var level: Double
        var alpha: Double
        var theta: Double
    }

    private let parameters: Parameters
    private let figure: SeasonalFigure?
    private var level: Double
    private var line = RunningLine()
    private var count = 0
    /// (1 − α)ⁿ.
    private var power = 1.0

    init(_ parameters: Parameters, figure: SeasonalFigure?) {
        self.parameters = parameters
        self.figure = figure
        level = parameters.level
    }

    mutating func read(_ value: Double) { _ = error(reading: figure?.adjusted(value, at: count) ?? value) }

    func forecast(horizon: Int) -> [Double] {
        (0..<horizon).map { step in
            let value = next(step)
            return figure?.restored(value, at: count + step) ?? value
        }
    }

    private func next(_ step: Int) -> Double {
        let alpha = parameters.alpha
        let growth = power * line.intercept + (Double(step) + (1 - power * (1 - alpha)) / alpha) * line.slope
        return level + (1 - 1 / parameters.theta) * growth
    }

    /// Reads a value without its season.
    private mutating func error(reading value: Double) -> Double {
        // Before two values there is no line to count on.
        let error = count == 0 ? value - level : value - next(0)
        level = parameters.alpha * value + (1 - parameters.alpha) * level
        line.add(value)
        power *= 1 - parameters.alpha
        count += 1
        return error
    }

    /// The parameters with the least squares of the one-step errors from the fourth value on, and the figure of the season.
    static func fitted(_ history: [Double], season: Int) -> (parameters: Parameters, figure: SeasonalFigure?) {
        let figure = SeasonalFigure.tested(history, season: season)
        let values = history.enumerated().map { figure?.adjusted($1, at: $0) ?? $1 }
        let unit = max(values.reduce(0) { $0 + abs($1) } / Double(max(values.count, 1)), .leastNormalMagnitude)
        func parameters(_ point: [Double]) -> Parameters? {
            guard (0.1...0.99).contains(point[1]), point[2] >= 0 else { return nil }
            return Parameters(level: point[0] * unit, alpha: point[1], theta: 1 + point[2])
        }
        func squares(_ point: [Double]) -> Double {
            guard let parameters = parameters(point) else { return .infinity }
            var model = OptimisedThetaModel(parameters, figure: nil)
            var sum = 0.0
            for (row, value) in values.enumerated() {
                let error = model.error(reading: value) / unit
                if row >= 3 { sum += error * error }
            }
            return sum
        }
        let search = NelderMead(evaluations: 600, tolerance: 1e-9)
        let start = [(values.first ?? 0) / unit / 2, 0.5, 1]
        let found = search.minimum(from: start, steps: [0.1, 0.2, 0.5], of: squares)
        let best = search.minimum(from: found.point, steps: [0.1, 0.1, 0.3], of: squares)
        return (parameters(best.point) ?? Parameters(level: start[0] * unit, alpha: 0.5, theta: 2), figure)
    }
}
