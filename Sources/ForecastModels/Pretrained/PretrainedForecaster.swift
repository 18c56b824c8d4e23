import RecurrentNets
import SeriesData

/// A network that was trained in advance reading one series: it remembers the newest values, and reads them anew for each forecast.
struct PretrainedForecaster: SeriesForecaster {
    private let model: PretrainedModel
    /// By target the newest values, somewhat more than are read.
    private var histories: [[Double]]
    private var input: [Double] = []
    private(set) var row = -1
    /// By target and step.
    private var said: [PretrainedForecast] = []

    init(_ model: PretrainedModel) {
        self.model = model
        histories = Array(repeating: [], count: model.recipe.columns.targetCount)
    }

    mutating func read(_ row: Int, of series: ScaledSeries) throws(ForecastModelError) -> Bool {
        guard series.hasInput(after: row) else { return false }
        self.row = row
        input.removeAll(keepingCapacity: true)
        series.appendInput(after: row, to: &input)
        for target in histories.indices {
            histories[target].append(input[target])
            // They go together now and then.
            if histories[target].count >= 4 * PretrainedForecast.longestContext {
                histories[target].removeFirst(histories[target].count - PretrainedForecast.longestContext)
            }
        }
        return true
    }

    mutating func answer(in series: ScaledSeries) throws(ForecastModelError) {
        said = PretrainedForecast.forecast(
            histories, season: model.season, horizon: model.recipe.horizon, by: model.network)
        guard said.allSatisfy({ $0.quantiles.joined().allSatisfy(\.isFinite) }) else {
            throw .forecastNotFinite(step: row + 1)
        }
    }

    func distribution(of target: Int, at step: Int) -> ForecastDistribution {
        .quantiles(said[target].quantiles[step], at: PretrainedNetwork.levels)
    }

    /// No paths are drawn of a model that says quantiles.
    func paths(_ count: Int, of series: ScaledSeries, using random: SeededGenerator) -> any SeriesPaths {
        NoPaths()
    }
}
