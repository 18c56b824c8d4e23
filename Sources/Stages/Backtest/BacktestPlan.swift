import ForecastModels
import Forecasting
import SeriesData

/// What a backtest forecasts: of each series, from which places, how far, and over which season.
struct BacktestPlan {
    /// A series of the file.
    struct Part {
        /// As the file has it: what is missing is NaN.
        let frame: SeriesFrame
        /// Filled from before, as forecasts are made.
        let complete: SeriesFrame
        let origins: BacktestOrigins
        /// The steps of a season; 1 where there is none.
        let season: Int
    }

    let parts: [Part]
    let horizon: Int
    /// Which of the values forecast the model has seen in training, of each series that has such.
    let seenRows: [String]
    /// The most rows that a series has left to forecast.
    let left: Int

    let originCount: Int

    /// Plans the forecasts of the series of a file, or of a part of one; none of those that are too short.
    ///
    /// - Throws: ``StageError/beyondKnown(file:steps:known:reason:)``.
    init(_ file: SeriesFile, _ model: any ForecastModel, _ choices: BacktestChoices) throws(StageError) {
        let recipe = file.recipe
        let horizon = try choices.horizon(of: recipe, at: file.path)
        var (seenRows, left) = ([] as [String], 0)
        var parts: [Part] = []
        for frame in file.frames where frame.count > 0 {
            guard let rows = BacktestRows(of: frame.name, count: frame.count, model, recipe, test: choices.test) else {
                continue
            }
            if let seen = rows.seen { seenRows.append(seen) }
            let complete = frame.filled(by: recipe.missing, lookingAheadIn: 0).stepping(by: model.fit.frequency)
            left = max(left, frame.count - rows.start)
            let origins = BacktestOrigins(
                from: rows.start, of: Self.usableCount(complete, recipe, horizon), horizon: horizon,
                step: choices.step, most: choices.most)
            guard let origin = origins.first else { continue }
            parts.append(
                Part(
                    frame: frame, complete: complete, origins: origins,
                    season: choices.season(of: recipe) ?? Self.season(of: complete, before: origin)))
        }
        (self.parts, self.horizon, self.seenRows, self.left) = (parts, horizon, seenRows, left)
        originCount = parts.reduce(0) { $0 + $1.origins.count }
    }

    /// Says why nothing of a file can be forecast, of which this is the plan.
    ///
    /// - Throws: ``OptionErrors`` where nothing says which rows to forecast, ``StageError`` where there are too few.
    func refuse(
        _ file: SeriesFile, _ model: any ForecastModel, at path: String, test: ValidationSize?
    ) throws -> Never {
        let rowsRead = file.frames.map { model.fit.rowsRead(of: $0.name, in: file.recipe) ?? .max }
        if test == nil, zip(file.frames, rowsRead).allSatisfy({ $1 >= $0.count }) {
            throw OptionErrors(problems: [
                OptionError(
                    option: "test",
                    problem: "missing: \(path) left no row of \(file.path) unread; train with --test, or give here "
                        + "how much of the end to forecast, seen or not")
            ])
        }
        throw StageError.tooFewValues(
            file: file.path, found: left, needed: max(horizon, left + 1),
            purpose: "a backtest of \(horizon) steps, of those that are left for it,")
    }

    /// The rows up to which there is both what is to be forecast and what inputs need of the future, which is read in blocks of
    /// what is forecast at once.
    private static func usableCount(_ frame: SeriesFrame, _ recipe: SeriesRecipe, _ horizon: Int) -> Int {
        let further = ((horizon - 1) / recipe.horizon + 1) * recipe.horizon - horizon
        var known = Int.max
        if !recipe.columns.knownFuture.isEmpty { known = frame.count + frame.futureCount }
        if !recipe.calendar.isEmpty, frame.frequency == nil { known = min(known, frame.times?.count ?? 0) }
        return min(frame.count, known == .max ? .max : known - further)
    }

    private static func season(of frame: SeriesFrame, before origin: Int) -> Int {
        let search = SeasonSearch(Array(frame.targets[0].prefix(origin)), usual: frame.frequency?.seasons ?? [])
        return search.season ?? 1
    }
}
