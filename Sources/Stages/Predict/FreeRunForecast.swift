import ForecastModels
import SeriesData

/// Forecasts of steps after a warm-up: as many as the model forecasts at once, and then further ones from its own forecasts.
///
/// The rows come in one piece or in several: those of the warm-up, then those beside the forecasts.
struct FreeRunForecast {
    private let prediction: SeriesPrediction
    private let name: String
    private let history: Int
    private let rollout: Rollout
    private var series: ScaledSeries
    private var forecaster: any SeriesForecaster
    private var intervals: AdaptiveIntervals?
    private var run: FreeRun?
    /// What the run has forecast and is still to be written.
    private var points: ArraySlice<[ForecastPoint]> = []
    /// The rows of the warm-up that were read.
    private var warmup = 0
    /// The step that is forecast next.
    private var step = 0
    /// The last rows of the warm-up, those that are written and a season: by target as they are given, and with nothing
    /// missing, and the times, if any.
    private var (given, known): ([[Double]], [[Double]])
    private var times: [Double] = []
    private var timeForm = TimeColumn.Form.number

    /// Begins with a series called `name`, of which the first piece is there, of the warm-up alone.
    init(
        _ prediction: SeriesPrediction, _ settings: FreeRunSettings, horizon: Int, of name: String,
        _ series: ScaledSeries
    ) {
        (self.prediction, self.name, self.series) = (prediction, name, series)
        history = settings.history
        rollout = Rollout(
            units: prediction.units, horizon: horizon, sampleCount: settings.samples, random: settings.random)
        forecaster = prediction.model.makeForecaster(ofSeries: name)
        intervals = AdaptiveIntervals(prediction.units, forSeries: name)
        (given, known) = (prediction.targets.map { _ in [] }, prediction.targets.map { _ in [] })
    }

    /// Has the next piece of the warm-up follow, in which nothing is missing.
    mutating func append(_ complete: SeriesFrame) { series.append(known: complete) }

    /// Reads the first `count` rows of the piece that followed last: as they are given, and the same with nothing missing.
    mutating func read(
        _ count: Int, of given: SeriesFrame, _ complete: SeriesFrame, into output: some ForecastOutput
    ) throws {
        let (rollout, series) = (rollout, series)
        var (forecaster, intervals) = (forecaster, intervals)
        for place in 0..<count {
            let row = warmup + place
            _ = try forecaster.read(row, of: series)
            guard intervals != nil else { continue }
            try output.throwIfStopped()
            try intervals?.take(given.targets.map { $0[place] }, in: row, rollout, by: forecaster, series)
        }
        (self.forecaster, self.intervals) = (forecaster, intervals)
        warmup += count
        timeForm = given.timeForm
        let kept = max(1, history, prediction.season ?? 1)
        func last(_ before: [Double], _ values: [Double]) -> [Double] {
            Array((before + values[max(0, count - kept)..<count]).suffix(kept))
        }
        for target in prediction.targets {
            self.given[target] = last(self.given[target], given.targets[target])
            known[target] = last(known[target], complete.targets[target])
        }
        if let moments = complete.times { times = last(times, moments) }
    }

    /// Writes the last rows of the warm-up and begins to forecast after it.
    mutating func begin(into output: some ForecastOutput) throws {
        let count = min(history, warmup)
        for place in (known[0].count - count)..<known[0].count {
            var row = ForecastRow(of: name, targetCount: prediction.targets.count)
            row.step = warmup - known[0].count + place
            row.time = prediction.text(of: times.isEmpty ? nil : times[place], timeForm, at: row.step)
            for target in prediction.targets { row.targets[target].actual = given[target][place] }
            try output.add(row)
        }
        run = FreeRun(rollout, after: series, by: forecaster)
        step = warmup
    }

    /// Forecasts the rows of a piece from a place on, as they are given.
    mutating func take(_ given: SeriesFrame, from start: Int, into output: some ForecastOutput) throws {
        for place in start..<given.count where step < warmup + rollout.horizon {
            try forecast(given.time(at: place), beside: given.targets.map { $0[place] }, into: output)
        }
    }

    /// Forecasts the steps after the last row; their times follow those of `last`, whose first row is that of the step `start`.
    mutating func finish(after last: SeriesFrame, from start: Int, into output: some ForecastOutput) throws {
        while step < warmup + rollout.horizon {
            try forecast(last.time(at: step - start), beside: nil, into: output)
        }
    }

    /// Forecasts the next step, beside the values that came, if any.
    private mutating func forecast(
        _ time: Double?, beside actual: [Double]?, into output: some ForecastOutput
    ) throws {
        if points.isEmpty {
            try output.throwIfStopped()
            points = try run?.next()[...] ?? []
        }
        let ahead = step - warmup
        var row = ForecastRow(of: name, targetCount: prediction.targets.count)
        row.step = step
        row.time = prediction.text(of: time, timeForm, at: step)
        for (target, point) in points.removeFirst().enumerated() {
            row.targets[target].forecast = intervals?.adapted(point, ahead: ahead, target: target) ?? point
            if let actual { row.targets[target].actual = actual[target] }
            row.targets[target].naive = known[target][known[target].count - 1]
            row.targets[target].seasonal = seasonal(known[target], ahead)
        }
        try output.add(row)
        step += 1
    }

    /// The value of the last season before the forecast, so many steps into it.
    private func seasonal(_ known: [Double], _ ahead: Int) -> Double? {
        guard let season = prediction.season, known.count >= season else { return nil }
        return known[known.count - season + ahead % season]
    }
}
