import Forecasting
import RecurrentNets
import SeriesData

/// The statistical models of one series, a target each, reading it row by row.
struct StatisticalForecaster: SeriesForecaster {
    private let model: StatisticalForecastModel
    private let targetCount: Int
    private let horizon: Int
    /// Empty for a series that was not learnt, until there is something to say.
    private var readers: [StatisticalReader]
    /// What was read of such a series.
    private var histories: [[Double]]
    private var input: [Double] = []
    private(set) var row = -1
    /// By target and step.
    private var said: [[Double]] = []

    /// Begins with the fits of the targets; with none for a series that was not learnt.
    init(_ model: StatisticalForecastModel, _ fits: [StatisticalFit]?) {
        self.model = model
        (targetCount, horizon) = (model.recipe.columns.targetCount, model.recipe.horizon)
        // The numbers were looked at when the model was read.
        readers = fits?.compactMap { StatisticalReader($0) } ?? []
        histories = readers.isEmpty ? Array(repeating: [], count: targetCount) : []
    }

    mutating func read(_ row: Int, of series: ScaledSeries) throws(ForecastModelError) -> Bool {
        guard series.hasInput(after: row) else { return false }
        self.row = row
        input.removeAll(keepingCapacity: true)
        series.appendInput(after: row, to: &input)
        for target in readers.indices { readers[target].read(input[target]) }
        for target in histories.indices { histories[target].append(input[target]) }
        return true
    }

    mutating func answer(in series: ScaledSeries) throws(ForecastModelError) {
        said = readers.isEmpty ? histories.map(fitted) : readers.map { $0.forecast(horizon: horizon) }
    }

    /// What is forecast after a history of a series that was not learnt: by the method, or the last value where it is too short.
    private func fitted(_ history: [Double]) -> [Double] {
        let fit = (try? model.method.fit(history, seasons: model.seasons)) ?? StatisticalFit(method: .naive)
        guard var reader = StatisticalReader(fit) else { return Array(repeating: .nan, count: horizon) }
        for value in history { reader.read(value) }
        return reader.forecast(horizon: horizon)
    }

    func distribution(of target: Int, at step: Int) -> ForecastDistribution { .value(said[target][step]) }

    func paths(_ count: Int, of series: ScaledSeries, using random: SeededGenerator) -> any SeriesPaths { NoPaths() }
}

/// The paths of a model that says values, of which none are drawn.
struct NoPaths: SeriesPaths {
    mutating func next() throws(ForecastModelError) -> [[[Double]]] { [] }
}
