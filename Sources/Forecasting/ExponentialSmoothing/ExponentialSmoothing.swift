/// An exponential smoothing model in state-space form, fitted to a history by maximum likelihood.
///
/// With a multiplicative season or error all values must be positive. Of a history that is longer than ``longestHistory``
/// the last values are fitted, in whole seasons: what lies further back has no weight in the forecast.
///
/// Source: R. Hyndman, A. Koehler, J. Ord, R. Snyder, “Forecasting with Exponential Smoothing”, 2008, chapters 2 to 6.
package struct ExponentialSmoothing: Sendable {
    /// How many values are fitted at most; at least four seasons are.
    package static let longestHistory = 1000

    /// The last so many values of a history are all that the fits of models with seasons of 1 and of `season` steps look at, but
    /// for whether those before are positive.
    package static func longestHistory(season: Int) -> Int { max(longestHistory, 4 * season) }

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

    /// Fits a model; `comesAfterPositive` says whether what came before the history, if anything, is positive too.
    ///
    /// - Throws: ``ForecastingError``.
    package init(
        _ model: ETSModel, fitting history: [Double], comesAfterPositive: Bool = true
    ) throws(ForecastingError) {
        try Self.require(model, fits: history)
        guard comesAfterPositive || !model.needsPositiveValues else { throw .noFit(model: "\(model)") }
        guard let fitted = Self.fits(of: [model], to: history)[0] else { throw .noFit(model: "\(model)") }
        self = fitted
    }

    private static func require(_ model: ETSModel, fits history: [Double]) throws(ForecastingError) {
        try requireComplete(history)
        guard history.count >= model.fewestValues else {
            throw .tooFewValues(found: history.count, needed: model.fewestValues, purpose: "\(model)")
        }
        if model.needsPositiveValues, let index = history.firstIndex(where: { $0 <= 0 }) {
            throw .notPositive(index: index, value: history[index], model: "\(model)")
        }
    }

    /// The fit of what a search has found; nil where that is none.
    private init?(_ search: ETSSearch) {
        let likelihood = search.likelihood
        guard let (parameters, first) = likelihood.decoded(search.best.point),
            let run = likelihood.run(parameters, first)
        else { return nil }
        model = likelihood.model
        self.parameters = parameters
        self.first = first
        state = run.state
        sumOfSquares = run.squares
        logLikelihood = run.logLikelihood
        valueCount = run.count
    }

    /// Fits models that differ in their trends alone, side by side; nil where there is no fit.
    ///
    /// From the first guess, and from there with the smoothing parameters fitted alone: two valleys are seen, not one.
    private static func fits(of models: [ETSModel], to history: [Double]) -> [ExponentialSmoothing?] {
        let searches = models.map { model in
            let likelihood = ETSLikelihood(end(of: history, period: model.period), model: model)
            return [ETSSearch(likelihood, .fromGuess), ETSSearch(likelihood, .fromSmoothing)]
        }
        ETSSearches(searches.flatMap(\.self)).run()
        return searches.map { found in
            ExponentialSmoothing(found[0].best.value <= found[1].best.value ? found[0] : found[1])
        }
    }

    /// The models that the history allows, in their order, together those that differ in their trends alone.
    private static func kinds(
        of models: [ETSModel], for history: [Double], comesAfterPositive: Bool = true
    ) -> [[ETSModel]] {
        let isPositive = comesAfterPositive && history.allSatisfy { $0 > 0 }
        var kinds: [[ETSModel]] = []
        for model in models where history.count >= model.fewestValues && (isPositive || !model.needsPositiveValues) {
            if let last = kinds.last?.first, last.error == model.error, last.season == model.season {
                kinds[kinds.count - 1].append(model)
            } else {
                kinds.append([model])
            }
        }
        return kinds
    }

    /// The model with the lowest AICc of those that the history allows.
    ///
    /// A season of one step, or of which there are not two in the history, is none. Of a constant history it is the
    /// simplest model. `comesAfterPositive` says whether what came before the history, if anything, is positive too.
    ///
    /// - Throws: ``ForecastingError`` where the history has a gap, or fewer values than the simplest model needs.
    package static func best(
        for history: [Double], season: Int, comesAfterPositive: Bool = true
    ) throws(ForecastingError) -> ExponentialSmoothing {
        let simplest = ETSModel.simplest
        try require(simplest, fits: history)
        var best: ExponentialSmoothing?
        let candidates = ETSModel.candidates(period: season)
        for models in kinds(of: candidates, for: history, comesAfterPositive: comesAfterPositive) {
            for (model, fitted) in zip(models, fits(of: models, to: history)) {
                guard let fitted else {
                    if model == simplest { throw .noFit(model: "\(model)") }
                    continue
                }
                if model == simplest, fitted.sumOfSquares == 0 { return fitted }
                if best.map({ fitted.aicc < $0.aicc }) ?? true { best = fitted }
            }
        }
        guard let best else { throw .noFit(model: "\(simplest)") }
        return best
    }

    /// As ``best(for:season:)``, but wholly fitted are only the three models with the lowest AICc where their smoothing parameters alone
    /// were fitted: a fourth of the time.
    ///
    /// - Throws: ``ForecastingError``.
    package static func quickBest(
        for history: [Double], season: Int
    ) throws(ForecastingError) -> ExponentialSmoothing {
        let simplest = ETSModel.simplest
        let first = try ExponentialSmoothing(simplest, fitting: history)
        if first.sumOfSquares == 0 { return first }
        let coarse = kinds(of: ETSModel.candidates(period: season), for: history).flatMap { models in
            let searches = models.map {
                ETSSearch(ETSLikelihood(end(of: history, period: $0.period), model: $0), .rough)
            }
            ETSSearches(searches).run()
            return searches.compactMap { ExponentialSmoothing($0) }
        }
        var best = first
        for candidate in coarse.sorted(by: { $0.aicc < $1.aicc }).prefix(3) where candidate.model != simplest {
            guard let fitted = fits(of: [candidate.model], to: history)[0] else { continue }
            if fitted.aicc < best.aicc { best = fitted }
        }
        return best
    }

    /// Akaike's criterion, corrected for short histories: −2·log L + 2k + 2k(k + 1)/(n − k − 1).
    package var aicc: Double {
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
}
