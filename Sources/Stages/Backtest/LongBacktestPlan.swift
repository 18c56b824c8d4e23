import ForecastModels
import Forecasting
import SeriesData

/// What is to be known of a long series before it is forecast piece by piece: the file is read for it up to four times.
struct LongBacktestPlan {
    let horizon: Int
    let origins: BacktestOrigins
    /// The steps of a season; 1 where there is none.
    let season: Int
    /// Which of the values forecast the model has seen in training; nil where it has seen none.
    let seen: String?
    /// By target the standard deviation of the rows trained on.
    let deviations: [Double]

    /// Plans the forecasts of a series.
    ///
    /// - Throws: ``SeriesPieces/NeedsWhole`` where there are too few origins: of one the errors of Naive2 are to be known; as
    ///   ``LongSeries/forEachPiece(upTo:withTimes:_:)``.
    init(_ rows: LongSeries, _ model: any ForecastModel, _ choices: BacktestChoices, at path: String) throws {
        let recipe = model.recipe
        horizon = try choices.horizon(of: recipe, at: path)
        var frequency: Frequency?
        try rows.forEachPiece(upTo: 1) { frequency = $0.complete.stepping(by: model.fit.frequency).frequency }
        let count = try rows.rowCount()
        guard let own = BacktestRows(of: "", count: count, model, recipe, test: choices.test) else {
            throw SeriesPieces.NeedsWhole()
        }
        seen = own.seen
        origins = BacktestOrigins(
            from: own.start, of: count, horizon: horizon, step: choices.step, most: choices.most)
        guard let origin = origins.first, origins.count > 1 else { throw SeriesPieces.NeedsWhole() }
        let trained = max(model.fit.rowsTrained(of: "", in: recipe) ?? origin, 1)
        let given = choices.season(of: recipe)
        var search = given == nil ? RunningSeasonSearch(of: origin, usual: frequency?.seasons ?? []) : nil
        var deviations = recipe.columns.targets.map { _ in RunningDeviation() }
        for _ in 0..<RunningDeviation.passCount {
            var row = 0
            try rows.forEachPiece(upTo: search == nil ? trained : max(trained, origin), withTimes: false) { piece in
                search?.take(piece.complete.targets[0].prefix(max(0, origin - row)))
                for target in deviations.indices {
                    deviations[target].take(piece.given.targets[target].prefix(max(0, trained - row)))
                }
                row += piece.given.count
            }
            search?.endPass()
            for target in deviations.indices { deviations[target].endPass() }
        }
        season = given ?? search?.found.season ?? 1
        self.deviations = deviations.map(\.scaling.divisor)
    }
}
