import ForecastModels
import SeriesData

/// What is asked of a backtest's origins.
struct BacktestChoices {
    /// The last part of each series, to forecast; nil for what training left unread.
    let test: ValidationSize?
    /// The steps to forecast at each origin; nil for as many as the model forecasts at once.
    let horizon: Int?
    /// Rows from one origin to the next.
    let step: Int
    /// The last so many origins; nil for all.
    let most: Int?
    /// The steps of a season; nil for the model's, or what shows.
    let season: Int?

    /// The steps that are forecast by a model of `recipe` of the file at `path`.
    ///
    /// - Throws: ``StageError/beyondKnown(file:steps:known:reason:)``.
    func horizon(of recipe: SeriesRecipe, at path: String) throws(StageError) -> Int {
        let horizon = horizon ?? recipe.horizon
        if !recipe.columns.features.isEmpty, horizon > recipe.horizon {
            throw .beyondKnown(
                file: path, steps: horizon, known: recipe.horizon,
                reason:
                    "the features \(recipe.columns.features.joined(separator: ", ")) are known up to the present only; "
                    + "train with a longer --horizon")
        }
        return horizon
    }

    /// The season that is not looked for; nil where it is.
    func season(of recipe: SeriesRecipe) -> Int? { season ?? recipe.transforms.season }
}
