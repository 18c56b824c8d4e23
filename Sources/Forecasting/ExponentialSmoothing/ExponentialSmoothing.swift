/// An exponential smoothing model in state-space form, fitted to a history by maximum likelihood.
///
/// With a multiplicative season or error all values must be positive. Of a history that is longer than ``longestHistory``
/// the last values are fitted, in whole seasons: what lies further back has no weight in the forecast.
///
/// Source: R. Hyndman, A. Koehler, J. Ord, R. Snyder, “Forecasting with Exponential Smoothing”, 2008, chapters 2 to 6.
package struct ExponentialSmoothing: Sendable {
    /// How many values are fitted at most; at least four seasons are.
    package static let longestHistory = 1000

    package let model: ETSModel
    /// α, β, γ and φ; those that the model does not have are 0, and φ is 1.
    package var alpha: Double { parameters.alpha }
    package var beta: Double { parameters.beta }
    package var gamma: Double { parameters.gamma }
    package var phi: Double { parameters.phi }
    /// The sum of the squares of the errors, relative ones where the error is multiplicative.
    package let sumOfSquares: Double
    package let logLikelihood: Double
    /// How many values were fitted.
    package let valueCount: Int

    let parameters: ETSParameters
    /// Before the first value that was fitted, and after the last one.
    let first: ETSState
    private(set) var state: ETSState

    /// Fits a model.
    ///
    /// - Throws: ``ForecastingError``.
    package init(_ model: ETSModel, fitting history: [Double]) throws(ForecastingError) {
        try requireComplete(history)
        guard history.count >= model.fewestValues else {
            throw .tooFewValues(found: history.count, needed: model.fewestValues, purpose: "\(model)")
        }
        if model.needsPositiveValues, let index = history.firstIndex(where: { $0 <= 0 }) {
            throw .notPositive(index: index, value: history[index], model: "\(model)")
        }
        let values = Self.end(of: history, period: model.period)
        let likelihood = ETSLikelihood(values, model: model)
        let point = Self.fit(likelihood)
        guard let (parameters, first) = likelihood.decoded(point), let run = likelihood.run(parameters, first) else {
            throw .noFit(model: "\(model)")
        }
        self.model = model
        self.parameters = parameters
        self.first = first
        state = run.state
        sumOfSquares = run.squares
        logLikelihood = run.logLikelihood
        valueCount = values.count
    }

    /// The model with the lowest AICc of those that the history allows.
    ///
    /// A season of one step, or of which there are not two in the history, is none. Of a constant history it is the
    /// simplest model.
    ///
    /// - Throws: ``ForecastingError`` where the history has a gap, or fewer values than the simplest model needs.
    package static func best(for history: [Double], season: Int) throws(ForecastingError) -> ExponentialSmoothing {
        let simplest = ETSModel(error: .additive, trend: .none, season: .none, period: 1)
        var best = try ExponentialSmoothing(simplest, fitting: history)
        if best.sumOfSquares == 0 { return best }
        for model in ETSModel.candidates(period: season) where model != simplest {
            guard let fitted = try? ExponentialSmoothing(model, fitting: history) else { continue }
            if fitted.aicc < best.aicc { best = fitted }
        }
        return best
    }

    /// As ``best(for:season:)``, but wholly fitted are only the three models with the lowest AICc where their smoothing parameters alone
    /// were fitted: a fourth of the time.
    ///
    /// - Throws: ``ForecastingError``.
    package static func quickBest(
        for history: [Double], season: Int
    ) throws(ForecastingError) -> ExponentialSmoothing {
        let simplest = ETSModel(error: .additive, trend: .none, season: .none, period: 1)
        let first = try ExponentialSmoothing(simplest, fitting: history)
        if first.sumOfSquares == 0 { return first }
        let isPositive = history.allSatisfy { $0 > 0 }
        let coarse = ETSModel.candidates(period: season).compactMap { model -> (model: ETSModel, aicc: Double)? in
            guard history.count >= model.fewestValues, isPositive || !model.needsPositiveValues else { return nil }
            return coarseCriterion(of: model, end(of: history, period: model.period)).map { (model, $0) }
        }
        var best = first
        for candidate in coarse.sorted(by: { $0.aicc < $1.aicc }).prefix(3) where candidate.model != simplest {
            guard let fitted = try? ExponentialSmoothing(candidate.model, fitting: history) else { continue }
            if fitted.aicc < best.aicc { best = fitted }
        }
        return best
    }

    /// The AICc of a model whose first states stay as first guessed.
    private static func coarseCriterion(of model: ETSModel, _ values: [Double]) -> Double? {
        let likelihood = ETSLikelihood(values, model: model)
        let (start, steps, smoothingCount) = likelihood.begin()
        let search = NelderMead(evaluations: 40 * smoothingCount, tolerance: 1e-2)
        let found = search.minimum(from: Array(start[..<smoothingCount]), steps: Array(steps[..<smoothingCount])) {
            likelihood.cost($0 + start[smoothingCount...])
        }
        guard let (parameters, first) = likelihood.decoded(found.point + start[smoothingCount...]),
            let run = likelihood.run(parameters, first)
        else { return nil }
        return aicc(run.logLikelihood, model, values.count)
    }

    /// Akaike's criterion, corrected for short histories: −2·log L + 2k + 2k(k + 1)/(n − k − 1).
    package var aicc: Double { Self.aicc(logLikelihood, model, valueCount) }

    private static func aicc(_ logLikelihood: Double, _ model: ETSModel, _ valueCount: Int) -> Double {
        let (count, size) = (Double(model.parameterCount), Double(valueCount))
        guard size > count + 1 else { return .infinity }
        return -2 * logLikelihood + 2 * count + 2 * count * (count + 1) / (size - count - 1)
    }

    /// The same model after values that came since, with the parameters as they were fitted; nil where it is none of such values,
    /// or has left the numbers.
    package func after(_ values: ArraySlice<Double>) -> ExponentialSmoothing? {
        guard values.allSatisfy({ $0.isFinite && ($0 > 0 || !model.needsPositiveValues) }) else { return nil }
        var next = self
        for value in values {
            let forecast = next.state.nextForecast(parameters, model: model)
            next.state.advance(value - forecast, parameters, model: model)
        }
        return next.forecast(horizon: 1).allSatisfy(\.isFinite) ? next : nil
    }

    /// The point forecasts of the steps 1 to `horizon`.
    package func forecast(horizon: Int) -> [Double] {
        (1..<(max(horizon, 0) + 1)).map { state.forecast($0, damping: parameters.phi, model: model) }
    }

    private static func end(of history: [Double], period: Int) -> [Double] {
        let longest = max(longestHistory / period, 4) * period
        return history.count > longest ? Array(history.suffix(longest)) : history
    }

    /// From the first guess, and from there with the smoothing parameters fitted alone: two valleys are seen, not one.
    private static func fit(_ likelihood: ETSLikelihood) -> [Double] {
        let (start, steps, smoothingCount) = likelihood.begin()
        let few = NelderMead(evaluations: 60 * smoothingCount, tolerance: 1e-3)
        let smoothing = few.minimum(from: Array(start[..<smoothingCount]), steps: Array(steps[..<smoothingCount])) {
            likelihood.cost($0 + start[smoothingCount...])
        }
        let all = NelderMead(evaluations: 120 * start.count, tolerance: 1e-4)
        let found = [start, smoothing.point + start[smoothingCount...]].map { first in
            var best = (point: first, value: likelihood.cost(first))
            // Again from what was found, with a new simplex, while it gets better.
            for round in 0..<6 {
                let scale = round == 0 ? 1 : 0.3
                let found = all.minimum(from: best.point, steps: steps.map { $0 * scale }, of: likelihood.cost)
                let gain = best.value - found.value
                if found.value < best.value { best = found }
                if gain < 0.02 { break }
            }
            return best
        }
        return (found[0].value <= found[1].value ? found[0] : found[1]).point
    }
}
