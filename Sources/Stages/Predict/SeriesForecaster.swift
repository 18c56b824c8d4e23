import RecurrentNets
import SeriesData

/// The networks of a model reading one series, row by row.
struct SeriesForecaster {
    private let model: TrainedModel
    private var runs: [NetworkRun]
    private var input: [Double] = []
    /// What each network said after the last row read.
    private(set) var outputs: [[Double]] = []

    /// Starts at the beginning of a series.
    init(_ model: TrainedModel) {
        self.model = model
        runs = model.networks.map { NetworkRun($0) }
    }

    /// Reads a row; rows are to be read in their order.
    ///
    /// - Returns: Whether the row could be read: those are not that make the first differences and lags, nor those after
    ///   which a column that tells of the future does not go far enough.
    /// - Throws: ``StageError/forecastNotFinite(step:)``.
    mutating func read(_ row: Int, of series: ScaledSeries) throws(StageError) -> Bool {
        guard series.hasInput(after: row) else { return false }
        input.removeAll(keepingCapacity: true)
        series.appendInput(after: row, to: &input)
        let x = Tensor(input, shape: [1, input.count], elementType: model.shape.elementType)
        outputs.removeAll(keepingCapacity: true)
        for index in runs.indices {
            let said = runs[index].next(x)
            guard said.isFinite else { throw .forecastNotFinite(step: row + 1) }
            outputs.append(said.scalars)
        }
        return true
    }

    /// What is said of a target so many steps after the last row read, the first being 0.
    func distribution(of target: Int, at step: Int) -> ForecastDistribution {
        let count = model.recipe.outputCount
        return model.head.distribution(of: outputs, at: step * model.recipe.columns.targets.count + target, of: count)
    }

    /// `count` paths that part after the last row read, shared out among the networks.
    func paths(_ count: Int, of series: ScaledSeries, using random: SeededGenerator) -> SampledPaths {
        SampledPaths(count, model, runs, series, first: outputs, using: random)
    }
}
