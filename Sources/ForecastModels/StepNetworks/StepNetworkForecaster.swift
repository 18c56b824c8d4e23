import RecurrentNets
import SeriesData

/// The networks of a model reading one series, row by row.
package struct StepNetworkForecaster: SeriesForecaster {
    private let model: StepNetworkModel
    // Of the model, taken out of it once.
    private let head: ForecastHead
    private let elementType: ElementType
    private let targetCount: Int
    private let outputCount: Int
    private var runs: [NetworkRun]
    private var input: [Double] = []
    package private(set) var row = -1
    /// What each network said after it.
    package private(set) var outputs: [[Double]]

    /// Starts at the beginning of a series.
    package init(_ model: StepNetworkModel) {
        self.model = model
        (head, elementType) = (model.head, model.shape.elementType)
        (targetCount, outputCount) = (model.recipe.columns.targetCount, model.recipe.outputCount)
        runs = model.networks.map { NetworkRun($0) }
        outputs = runs.map { _ in Array(repeating: 0, count: model.shape.outputSize) }
    }

    package mutating func read(_ row: Int, of series: ScaledSeries) throws(ForecastModelError) -> Bool {
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

    package func distribution(of target: Int, at step: Int) -> ForecastDistribution {
        head.distribution(of: outputs, at: step * targetCount + target, of: outputCount)
    }

    package func paths(_ count: Int, of series: ScaledSeries, using random: SeededGenerator) -> any SeriesPaths {
        StepNetworkPaths(count, model, runs, series, first: outputs, using: random)
    }
}
