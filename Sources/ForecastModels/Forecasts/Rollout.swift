import RecurrentNets

/// How far a model forecasts on from a row, and what with.
package struct Rollout {
    package static let defaultSampleCount = 200

    package let units: ForecastUnits
    package let horizon: Int
    /// How many paths are drawn where a distribution reaches further than what is forecast at once.
    package let sampleCount: Int
    package let random: SeededGenerator

    package init(units: ForecastUnits, horizon: Int, sampleCount: Int, random: SeededGenerator) {
        (self.units, self.horizon, self.sampleCount, self.random) = (units, horizon, sampleCount, random)
    }
}
