/// Level, trend and season of an exponential smoothing model after some step.
struct ETSState: Equatable, Sendable {
    var level: Double
    /// The growth from step to step; 0 without a trend.
    var growth: Double
    /// The season's effects, that of the next step at `next`; empty without a season.
    var season: [Double]
    var next = 0

    /// The forecast of the step that is `step` steps ahead, 1 being the next one.
    ///
    /// Formula: (l + (φ + … + φʰ)·b) + s, or times s.
    func forecast(_ step: Int, damping: Double, model: ETSModel) -> Double {
        var (growths, power) = (0.0, 1.0)
        for _ in 0..<step {
            power *= damping
            growths += power
        }
        let trend = level + growths * growth
        guard model.season != .none else { return trend }
        let effect = season[(next + step - 1) % season.count]
        return model.season == .additive ? trend + effect : trend * effect
    }

    /// Goes on by one step, r being what came less the forecast of it.
    ///
    /// Formula, with q = l + φ·b: l = q + α·r, b = φ·b + β·r, s = s + γ·r; of a multiplicative season l = q + α·r/s,
    /// b = φ·b + β·r/s, s = s + γ·r/q. With a multiplicative error these are the same.
    @inline(__always)
    mutating func advance(_ r: Double, _ parameters: ETSParameters, model: ETSModel) {
        let q = level + parameters.phi * growth
        var change = r
        if model.season != .none {
            let effect = season[next]
            if model.season == .multiplicative {
                change = r / effect
                season[next] = effect + parameters.gamma * r / q
            } else {
                season[next] = effect + parameters.gamma * r
            }
            next += 1
            if next == season.count { next = 0 }
        }
        level = q + parameters.alpha * change
        growth = parameters.phi * growth + parameters.beta * change
    }

    /// The forecast of the next step.
    @inline(__always)
    func nextForecast(_ parameters: ETSParameters, model: ETSModel) -> Double {
        let q = level + parameters.phi * growth
        switch model.season {
        case .none: return q
        case .additive: return q + season[next]
        case .multiplicative: return q * season[next]
        }
    }
}

/// The smoothing parameters, under the letters of the book.
struct ETSParameters: Equatable, Sendable {
    /// Of the level, the trend, the season; and the damping of the trend, 1 for none.
    var alpha: Double
    var beta: Double
    var gamma: Double
    var phi: Double
}
