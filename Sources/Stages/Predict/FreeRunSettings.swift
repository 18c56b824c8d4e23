import ForecastModels
import RecurrentNets

/// What is asked of a free run; by default all values are the warm-up, and as many steps are forecast as there are after it.
struct FreeRunSettings {
    let warmup: Int?
    let horizon: Int?
    /// How many rows before the forecast are written too.
    let history: Int
    /// How many paths are drawn where a distribution reaches further than what is forecast at once.
    let samples: Int
    let random: SeededGenerator
}
