import Forecasting
import RecurrentNets
import SeriesData

/// The members of a combination reading one series, each by its own recipe and scaling.
///
/// A member that learnt other series is scaled by the rows that are there when something is to be said first.
struct CombinedForecaster: SeriesForecaster {
    private let model: CombinedModel
    private let name: String
    private let weights: [Double]
    private let targetCount: Int
    private let horizon: Int
    private var readers: [Reader]
    private var input: [Double] = []
    private(set) var row = -1
    /// By target and step, on the scale of the combination.
    private var said: [[Double]] = []

    /// A member on its way through the series.
    private struct Reader {
        let model: any ForecastModel
        var forecaster: any SeriesForecaster
        /// Nil until it can be scaled.
        var series: ScaledSeries?
        /// The rows until then.
        var waiting: [GrowingSeries.Row] = []
        var isReady = false
    }

    init(_ model: CombinedModel, ofSeries name: String, weights: [Double]) {
        (self.model, self.name, self.weights) = (model, name, weights)
        (targetCount, horizon) = (model.recipe.columns.targetCount, model.recipe.horizon)
        let (columns, frequency) = (model.recipe.columns, model.fit.frequency)
        readers = model.members.map { member in
            let fit = member.model.fit
            let learnt = columns.series == nil ? fit.series.first?.scaling : fit.scaling(of: name)
            return Reader(
                model: member.model, forecaster: member.model.makeForecaster(ofSeries: name),
                series: learnt.map {
                    ScaledSeries(Self.empty(columns, frequency), member.model.recipe, $0)
                })
        }
    }

    private static func empty(_ columns: SeriesColumns, _ frequency: Frequency?) -> SeriesFrame {
        SeriesFrame(
            times: columns.time.map { _ in [] }, frequency: frequency, targets: columns.targets.map { _ in [] })
    }

    mutating func read(_ row: Int, of series: ScaledSeries) throws(ForecastModelError) -> Bool {
        guard series.hasInput(after: row) else { return false }
        self.row = row
        input.removeAll(keepingCapacity: true)
        series.appendInput(after: row, to: &input)
        let values = (0..<targetCount).map { series.value(of: input[$0], target: $0, from: nil) }
        let next = GrowingSeries.Row(targets: values, features: [], time: series.time(at: row), actual: values)
        for index in readers.indices {
            // Nothing is asked of those that do not count.
            if weights[index] == 0, weights.contains(where: { $0 > 0 }) { continue }
            guard var own = readers[index].series else {
                readers[index].waiting.append(next)
                continue
            }
            readers[index].series = nil  // So that it is not copied.
            own.append(known: next)
            readers[index].isReady = try readers[index].forecaster.read(row, of: own)
            readers[index].series = own
        }
        return true
    }

    mutating func answer(in series: ScaledSeries) throws(ForecastModelError) {
        var counted: [Double] = []
        var predictions: [[[Double]]] = []
        for index in readers.indices where weights[index] > 0 || !weights.contains(where: { $0 > 0 }) {
            try scaleIfNeeded(index)
            guard readers[index].isReady, let own = readers[index].series else { continue }
            try readers[index].forecaster.answer(in: own)
            let units = ForecastUnits(model: readers[index].model, rule: nil)
            let points = units.points(by: readers[index].forecaster, own)
            predictions.append((0..<targetCount).map { target in points.map { $0[target].prediction } })
            counted.append(weights[index])
        }
        said = (0..<targetCount).map { target in
            (0..<horizon).map { step in
                guard !predictions.isEmpty else { return input[target] }
                let value = CombinedModel.combined(predictions.map { $0[target][step] }, weights: counted)
                return series.output(of: value, target: target)
            }
        }
    }

    /// Scales a member that has not learnt the series by what was read of it, and has it read that.
    private mutating func scaleIfNeeded(_ index: Int) throws(ForecastModelError) {
        guard readers[index].series == nil else { return }
        let (recipe, fit) = (readers[index].model.recipe, readers[index].model.fit)
        let rows = readers[index].waiting
        var frame = Self.empty(recipe.columns, fit.frequency ?? model.fit.frequency)
        for row in rows { frame.append(row) }
        let scaling = SeriesScaling(fit.scale, fitting: frame, rows: frame.count, recipe)
        let series = ScaledSeries(frame, recipe, scaling)
        for row in rows.indices { readers[index].isReady = try readers[index].forecaster.read(row, of: series) }
        readers[index].series = series
        readers[index].waiting = []
    }

    func distribution(of target: Int, at step: Int) -> ForecastDistribution { .value(said[target][step]) }

    func paths(_ count: Int, of series: ScaledSeries, using random: SeededGenerator) -> any SeriesPaths { NoPaths() }
}
