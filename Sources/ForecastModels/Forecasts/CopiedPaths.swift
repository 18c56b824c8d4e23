import RecurrentNets
import SeriesData

/// Paths of any family: a copy of the forecaster follows each.
struct CopiedPaths: SeriesPaths {
    private struct Path {
        var forecaster: any SeriesForecaster
        var series: ScaledSeries
    }

    private let recipe: SeriesRecipe
    private var paths: [Path]
    private var random: SeededGenerator
    private var row: Int

    /// `count` paths that part after the last row of `series`, which `forecaster` has read.
    init(
        _ count: Int, by forecaster: any SeriesForecaster, of series: ScaledSeries, _ recipe: SeriesRecipe,
        using random: SeededGenerator
    ) {
        (self.recipe, self.random, row) = (recipe, random, series.count)
        var series = series
        series.forget(before: row - 1)
        paths = Array(repeating: Path(forecaster: forecaster, series: series), count: count)
    }

    mutating func next() throws(ForecastModelError) -> [[[Double]]] {
        let targets = recipe.columns.targetCount
        var drawn = [[[Double]]](repeating: [[Double]](repeating: [], count: targets), count: recipe.horizon)
        for index in paths.indices {
            try paths[index].forecaster.answer(in: paths[index].series)
            let origins = paths[index].series.origins(after: row - 1)
            for step in 0..<recipe.horizon {
                for target in 0..<targets {
                    let output = paths[index].forecaster.distribution(of: target, at: step).drawn(using: &random)
                    drawn[step][target].append(
                        paths[index].series.value(of: output, target: target, from: origins?[target][step]))
                }
            }
            for values in drawn { paths[index].series.append(values.map { $0[index] }) }
            for step in 0..<recipe.horizon {
                // What the last rows need of the future may not be known; nothing is forecast from there.
                _ = try paths[index].forecaster.read(row + step, of: paths[index].series)
            }
            paths[index].series.forget(before: row + recipe.horizon - 1)
        }
        row += recipe.horizon
        return drawn
    }
}
