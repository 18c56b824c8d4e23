import ForecastModels
import SeriesData

/// Which rows of a series a backtest forecasts.
struct BacktestRows {
    /// The first row that may be an origin.
    let start: Int
    /// Which of the values forecast the model has seen in training; nil where it has seen none.
    let seen: String?

    /// Those of a series of so many rows; nil where nothing says which.
    init?(of name: String, count: Int, _ model: any ForecastModel, _ recipe: SeriesRecipe, test: ValidationSize?) {
        let read = model.fit.rowsRead(of: name, in: recipe)
        if test == nil, read ?? count >= count { return nil }
        let first = test.map { count - $0.rows(of: count) } ?? read ?? 0
        seen = read.flatMap { read in
            guard first < read else { return nil }
            return (name.isEmpty ? "" : "series '\(name)', ") + "values \(first + 1) to \(min(read, count))"
        }
        start = max(first, model.firstRow + 1)
    }
}
