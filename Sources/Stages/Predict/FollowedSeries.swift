import CSVTables
import ForecastModels
import SeriesData

/// A series that is forecast while it grows; it remembers no more of the past than forecasts need.
struct FollowedSeries {
    private let name: String
    private let horizon: Int
    private let season: Int?
    private let output: ForecastFile
    private var growing: GrowingSeries
    private var series: ScaledSeries
    private var forecaster: any SeriesForecaster
    private var intervals: AdaptiveIntervals?
    /// What was forecast of the next row.
    private var due: ForecastRow?
    /// The last rows: one, or a season of them, the row of step s at the place s modulo their number.
    private var past: [[Double]] = []

    init(
        called name: String, _ units: ForecastUnits, _ scaling: SeriesScaling, season: Int?, into output: ForecastFile
    ) {
        let model = units.model
        let (recipe, columns) = (model.recipe, model.recipe.columns)
        self.name = name
        (self.season, self.output) = (season, output)
        horizon = recipe.horizon
        growing = GrowingSeries(recipe, model.fit.frequency)
        let frame = SeriesFrame(
            times: columns.time.map { _ in [] }, frequency: model.fit.frequency,
            targets: columns.targets.map { _ in [] }, features: columns.featureInputs.map { _ in [] })
        series = ScaledSeries(frame, recipe, scaling)
        forecaster = model.makeForecaster(ofSeries: name)
        intervals = AdaptiveIntervals(units, forSeries: name)
    }

    /// Takes the next row given, and writes what is forecast after it, with times as `text` has them.
    ///
    /// - Throws: ``StageError``, and what writing throws.
    mutating func take(
        _ numbers: [Double], time: Double?, line: Int, _ prediction: SeriesPrediction, text: (Double) -> String
    ) throws {
        let rows: [GrowingSeries.Row]
        do throws(CSVError) {
            rows = try growing.rows(with: numbers, time: time, line: line, called: text)
        } catch {
            throw StageError.badTable(file: prediction.path, error)
        }
        for row in rows { try take(row, prediction, text) }
    }

    private mutating func take(
        _ row: GrowingSeries.Row, _ prediction: SeriesPrediction, _ text: (Double) -> String
    ) throws {
        let step = series.count
        countErrors(of: row, at: step)
        remember(row.targets, at: step)
        series.append(known: row)
        let isRead = try forecaster.read(step, of: series)
        if isRead { try forecaster.answer(in: series) }
        try intervals?.take(row.actual, in: step, prediction.rolloutAtOnce, by: forecaster, series)
        guard isRead else { return }
        for ahead in (step + 1)...(step + horizon) {
            var line = ForecastRow(of: name, targetCount: row.targets.count)
            line.step = ahead
            line.time = series.time(at: ahead).map(text)
            try prediction.forecast(ahead, from: forecaster, series, intervals, into: &line)
            try output.write(line)
            if ahead == step + 1 { due = line }
        }
    }

    private mutating func countErrors(of row: GrowingSeries.Row, at step: Int) {
        guard var line = due else { return }
        due = nil
        let last = past[(step - 1) % past.count]
        for target in line.targets.indices {
            line.targets[target].actual = row.actual[target]
            line.targets[target].naive = last[target]
            if let season, step >= season { line.targets[target].seasonal = past[step % season][target] }
        }
        output.count(line)
    }

    private mutating func remember(_ values: [Double], at step: Int) {
        if past.count < season ?? 1 { past.append(values) } else { past[step % past.count] = values }
    }
}
