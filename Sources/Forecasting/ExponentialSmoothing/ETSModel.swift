/// The kind of an exponential smoothing model: how its error, trend and season enter.
///
/// Source: R. Hyndman, A. Koehler, J. Ord, R. Snyder, “Forecasting with Exponential Smoothing”, 2008.
package struct ETSModel: Equatable, Hashable, Sendable {
    package enum Component: String, CaseIterable, Sendable {
        case additive = "A"
        case multiplicative = "M"
    }

    package enum Trend: String, CaseIterable, Sendable {
        case none = "N"
        case additive = "A"
        case damped = "Ad"
    }

    package enum Season: String, CaseIterable, Sendable {
        case none = "N"
        case additive = "A"
        case multiplicative = "M"
    }

    package let error: Component
    package let trend: Trend
    package let season: Season
    /// How many steps a season has; 1 where there is none.
    package let period: Int

    /// A model; without a season the period does not matter.
    package init(error: Component, trend: Trend, season: Season, period: Int) {
        precondition(season == .none || period >= 2, "a season of \(period) steps")
        self.error = error
        self.trend = trend
        self.season = season
        self.period = season == .none ? 1 : period
    }

    /// The first candidate: a level alone.
    static let simplest = ETSModel(error: .additive, trend: .none, season: .none, period: 1)

    /// Whether values and forecasts must be above 0.
    package var needsPositiveValues: Bool { error == .multiplicative || season == .multiplicative }

    /// The fewest values that it is fitted to: two seasons, and more than it has parameters.
    package var fewestValues: Int { max(season == .none ? 0 : 2 * period, parameterCount + 2) }

    /// How many numbers are fitted: α, β, φ, γ, the first states, a season counting one less than it has steps, and the
    /// variance of the errors.
    package var parameterCount: Int {
        let trendCount = [.none: 0, .additive: 2, .damped: 3][trend] ?? 0
        return 3 + trendCount + (season == .none ? 0 : period)
    }

    /// The models that are tried for a season of so many steps: all but those with an additive error and a multiplicative
    /// season, which are unstable.
    static func candidates(period: Int) -> [ETSModel] {
        var models: [ETSModel] = []
        for error in Component.allCases {
            for season in Season.allCases where season == .none || period >= 2 {
                if error == .additive, season == .multiplicative { continue }
                models += Trend.allCases.map { ETSModel(error: error, trend: $0, season: season, period: period) }
            }
        }
        return models
    }
}

extension ETSModel: CustomStringConvertible {
    package var description: String { "ETS(\(error.rawValue),\(trend.rawValue),\(season.rawValue))" }
}
