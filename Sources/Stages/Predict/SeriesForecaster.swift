import RecurrentNets
import SeriesData

/// The networks of a model reading one series, row by row.
struct SeriesForecaster {
    private let model: TrainedModel
    // Of the model, taken out of it once.
    private let head: ForecastHead
    private let elementType: ElementType
    private let targetCount: Int
    private let outputCount: Int
    private var runs: [NetworkRun]
    private var input: [Double] = []
    /// The last row read.
    private(set) var row = 0
    /// What each network said after it.
    private(set) var outputs: [[Double]]

    /// Starts at the beginning of a series.
    init(_ model: TrainedModel) {
        self.model = model
        (head, elementType) = (model.head, model.shape.elementType)
        (targetCount, outputCount) = (model.recipe.columns.targetCount, model.recipe.outputCount)
        runs = model.networks.map { NetworkRun($0) }
        outputs = runs.map { _ in Array(repeating: 0, count: model.shape.outputSize) }
    }

    /// Reads a row; rows are to be read in their order.
    ///
    /// - Returns: Whether the row could be read: those are not that make the first differences and lags, nor those after
    ///   which a column that tells of the future does not go far enough.
    /// - Throws: ``StageError/forecastNotFinite(step:)``.
    mutating func read(_ row: Int, of series: ScaledSeries) throws(StageError) -> Bool {
        guard series.hasInput(after: row) else { return false }
        self.row = row
        input.removeAll(keepingCapacity: true)
        series.appendInput(after: row, to: &input)
        let x = Tensor(input, shape: [1, input.count], elementType: elementType)
        for index in runs.indices {
            let said = runs[index].next(x)
            guard said.isFinite else { throw .forecastNotFinite(step: row + 1) }
            said.copyScalars(to: &outputs[index])
        }
        return true
    }

    /// What is said of a target so many steps after the last row read, the first being 0.
    func distribution(of target: Int, at step: Int) -> ForecastDistribution {
        head.distribution(of: outputs, at: step * targetCount + target, of: outputCount)
    }

    /// `count` paths that part after the last row read, shared out among the networks.
    func paths(_ count: Int, of series: ScaledSeries, using random: SeededGenerator) -> SampledPaths {
        SampledPaths(count, model, runs, series, first: outputs, using: random)
    }
}
