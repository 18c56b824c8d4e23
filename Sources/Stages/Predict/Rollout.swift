import RecurrentNets

/// How far a model forecasts on from a row, and what with.
struct Rollout {
    let units: ForecastUnits
    let horizon: Int
    /// How many paths are drawn where a distribution reaches further than what is forecast at once.
    let sampleCount: Int
    let random: SeededGenerator
}
