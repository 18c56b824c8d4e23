import RecurrentNets
import SeriesData

/// Networks that read windows, following one series: it keeps the rows of a window, and reads it when it is asked.
struct WindowNetworkForecaster: SeriesForecaster {
    private let model: WindowNetworkModel
    private let firstRow: Int
    private let targetCount: Int
    private var rows: WindowColumns
    private(set) var row = -1
    private var isAnswered = false
    /// What each network said of each target, on the scale of windows.
    private var outputs: [[[Double]]] = []
    /// What the window's targets were normalised by.
    private var scalings: [Scaling] = []

    /// Starts at the beginning of a series.
    init(_ model: WindowNetworkModel) {
        self.model = model
        firstRow = model.firstRow
        targetCount = model.recipe.columns.targetCount
        rows = WindowColumns(model.recipe, from: model.recipe.firstRow)
    }

    mutating func read(_ row: Int, of series: ScaledSeries) throws(ForecastModelError) -> Bool {
        guard row >= rows.endRow else { return false }
        rows.append(from: series)
        rows.keep(last: model.layout.lookback)
        guard row >= firstRow, series.hasInput(after: row) else { return false }
        self.row = row
        isAnswered = false
        return true
    }

    mutating func answer(in series: ScaledSeries) throws(ForecastModelError) {
        guard !isAnswered else { return }
        let (layout, recipe) = (model.layout, model.recipe)
        let channels = layout.channelCount(for: recipe)
        var (batch, known) = (SegmentBatch(layout, recipe, capacity: channels), [] as [Double])
        series.appendFuture(after: row, to: &known)
        for channel in 0..<channels { batch.add(rows, after: row, known: known, channel: channel) }
        scalings = (0..<targetCount).map {
            layout.sharesTargets ? batch.outputScaling(of: $0, target: 0) : batch.outputScaling(of: 0, target: $0)
        }
        outputs = Array(repeating: [], count: channels)
        for network in model.networks {
            let said = testMode { withoutGradients { batch.outputs(of: network, model.shape.elementType).value } }
            guard said.isFinite else { throw .forecastNotFinite(step: row + 1) }
            let (scalars, width) = (said.scalars, said.shape[1])
            for channel in 0..<channels {
                outputs[channel].append(Array(scalars[(channel * width)..<((channel + 1) * width)]))
            }
        }
        isAnswered = true
    }

    func distribution(of target: Int, at step: Int) -> ForecastDistribution {
        let (layout, recipe) = (model.layout, model.recipe)
        let width = layout.targetCount(for: recipe)
        let said = model.head.distribution(
            of: outputs[layout.sharesTargets ? target : 0], at: step * width + (layout.sharesTargets ? 0 : target),
            of: layout.outputCount(for: recipe))
        return said.inverted(by: scalings[target])
    }

    func paths(_ count: Int, of series: ScaledSeries, using random: SeededGenerator) -> any SeriesPaths {
        CopiedPaths(count, by: self, of: series, model.recipe, using: random)
    }
}
