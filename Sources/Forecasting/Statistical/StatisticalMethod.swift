/// A statistical model's name, as options have it.
package enum StatisticalMethod: String, CaseIterable, Sendable {
    case naive
    case seasonalNaive = "seasonal-naive"
    case drift
    case naive2
    /// Exponential smoothing, of the kind with the lowest AICc among those that look likeliest.
    case ets
    /// The competition's Theta.
    case theta
    /// The dynamic optimised Theta model.
    case optimisedTheta = "optimised-theta"
    /// Lags of the series, differenced over its season where that is strong.
    case autoregression
    /// Lags and waves of the season.
    case harmonic
    /// Smoothing with up to two seasons, and errors that go on.
    case seasonalSmoothing = "seasonal-smoothing"
    case croston
    case sba
    case tsb

    /// How many seasons it can make use of.
    package var mostSeasons: Int {
        switch self {
        case .naive, .drift, .croston, .sba, .tsb: 0
        case .seasonalSmoothing: 2
        default: 1
        }
    }

    /// Fits the model to a history without gaps, whose seasons have so many steps, the shortest first; none, or 1, where there is no
    /// season.
    ///
    /// - Throws: ``ForecastingError`` where the history is too short or has gaps.
    package func fit(_ history: [Double], seasons: [Int]) throws(ForecastingError) -> StatisticalFit {
        try requireComplete(history)
        let seasons = Array(seasons.filter { $0 > 1 }.prefix(mostSeasons))
        let season = seasons.first ?? 1
        let needed = self == .drift ? 2 : self == .seasonalNaive ? season : 1
        guard history.count >= needed else {
            throw .tooFewValues(found: history.count, needed: needed, purpose: "the model '\(rawValue)'")
        }
        switch self {
        case .naive, .drift, .croston, .sba, .tsb: return StatisticalFit(method: self)
        case .seasonalNaive: return StatisticalFit(method: self, numbers: ["season": [Double(season)]])
        case .naive2: return StatisticalFit(method: self, figure: .tested(history, season: season))
        case .ets:
            return StatisticalFit(try ExponentialSmoothing.quickBest(for: history, season: season), of: history.count)
        case .theta:
            let fitted = ThetaModel.fitted(history, season: season)
            return StatisticalFit(method: self, numbers: ["alpha": [fitted.alpha]], figure: fitted.figure)
        case .optimisedTheta:
            let (found, figure) = OptimisedThetaModel.fitted(history, season: season)
            return StatisticalFit(
                method: self, numbers: ["parameters": [found.level, found.alpha, found.theta]], figure: figure)
        case .autoregression, .harmonic: return try autoregression(history, season)
        case .seasonalSmoothing: return try seasonalSmoothing(history, seasons)
        }
    }

    /// Fits the kind of model that `fit` has to another history, which is quicker than a choice anew.
    ///
    /// - Throws: ``ForecastingError``.
    package func refit(
        _ fit: StatisticalFit, to history: [Double], seasons: [Int]
    ) throws(ForecastingError) -> StatisticalFit {
        guard self == .ets, let model = fit.smoothingKind else { return try self.fit(history, seasons: seasons) }
        return StatisticalFit(try ExponentialSmoothing(model, fitting: history), of: history.count)
    }

    /// How many values are looked at, at most: what lies further back says little, and costs time.
    private static let longestHistory = 3000

    private func autoregression(_ history: [Double], _ season: Int) throws(ForecastingError) -> StatisticalFit {
        let values = Array(history.suffix(Self.longestHistory))
        let found =
            self == .harmonic
            ? AutoregressionFit.harmonic(values, season: season) : AutoregressionFit.seasonal(values, season: season)
        guard let found else {
            // A constant, or too short a history for a lag.
            return StatisticalFit(method: .naive)
        }
        return StatisticalFit(
            method: self,
            numbers: [
                "differences": [Double(found.differences), Double(found.seasonalDifferences)],
                "season": [Double(found.season)], "lags": found.lags.map(Double.init),
                "coefficients": found.coefficients, "waves": [Double(found.waves)], "range": [found.low, found.high],
            ], skipped: history.count - values.count)
    }

    private func seasonalSmoothing(_ history: [Double], _ seasons: [Int]) throws(ForecastingError) -> StatisticalFit {
        let longest = max(seasons.last ?? 1, 1)
        let values = Array(history.suffix(max(Self.longestHistory / 2, 6 * longest)))
        // Without two of the longer season the shorter one is left.
        let long = seasons.count > 1 && values.count >= 2 * longest ? seasons[1] : 1
        guard let found = SeasonalSmoothingFit.fitted(values, short: seasons.first ?? 1, long: long) else {
            throw .tooFewValues(
                found: history.count, needed: 2 * (seasons.first ?? 1), purpose: "the model '\(rawValue)'")
        }
        let p = found.parameters
        return StatisticalFit(
            method: self,
            numbers: [
                "parameters": [p.alpha, p.beta, p.gamma, p.omega, p.rho], "level": [found.state.level],
                "short": found.state.short, "long": found.state.long,
            ], skipped: history.count - values.count)
    }
}
