import ForecastModels
import SeriesData

/// Forecasts of each value of a series from those before it, and of as many after the last as are forecast at once.
///
/// Its rows come in one piece or in several.
struct EachStepForecast {
    private let prediction: SeriesPrediction
    private let name: String
    private let rollout: Rollout
    private var series: ScaledSeries
    private var forecaster: any SeriesForecaster
    private var intervals: AdaptiveIntervals?
    private var row: ForecastRow
    private var isRead = false
    /// The rows that were taken.
    private var count = 0
    /// By target, of the rows before those in hand, the last value, or the last of so many as a season has.
    private var past: [[Double]]
    private var timeForm = TimeColumn.Form.number

    /// Begins with a series called `name`, of which the first piece is there.
    init(_ prediction: SeriesPrediction, of name: String, _ series: ScaledSeries) {
        (self.prediction, self.name, self.series) = (prediction, name, series)
        rollout = prediction.rolloutAtOnce
        forecaster = prediction.model.makeForecaster(ofSeries: name)
        intervals = AdaptiveIntervals(prediction.units, forSeries: name)
        row = ForecastRow(of: name, targetCount: prediction.targets.count)
        past = prediction.targets.map { _ in [] }
    }

    /// Has the next piece follow, in which nothing is missing.
    mutating func append(_ complete: SeriesFrame) { series.append(known: complete) }

    /// Forecasts the rows of the piece that followed last: as they are given, and the same with nothing missing.
    mutating func take(
        _ given: SeriesFrame, _ complete: SeriesFrame, into output: some ForecastOutput
    ) throws {
        // All that is asked of each row is at hand: a member of a large value that is changed costs a copy of it.
        let (prediction, rollout, series, past, start) = (prediction, rollout, series, past, count)
        var (forecaster, intervals, row, isRead) = (forecaster, intervals, row, isRead)
        let (targets, season, timeForm) = (prediction.targets, prediction.season, given.timeForm)
        let hasTime = prediction.recipe.columns.time != nil
        /// The value at a place in the piece, or, below 0, before it.
        func value(of target: Int, _ place: Int) -> Double {
            place >= 0 ? complete.targets[target][place] : past[target][past[target].count + place]
        }
        for place in 0..<given.count {
            let step = start + place
            row.step = step
            if hasTime { row.time = prediction.text(of: complete.time(at: place), timeForm, at: step) }
            for target in targets {
                row.targets[target].actual = given.targets[target][place]
                row.targets[target].naive = step > 0 ? value(of: target, place - 1) : .nan
                if let season, step >= season { row.targets[target].seasonal = value(of: target, place - season) }
            }
            try output.add(row)
            isRead = try forecaster.read(step, of: series)
            if isRead { try forecaster.answer(in: series) }
            try intervals?.take(given.targets.map { $0[place] }, in: step, rollout, by: forecaster, series)
            if isRead {
                try prediction.forecast(step + 1, from: forecaster, series, intervals, into: &row)
            } else {
                for target in targets { row.targets[target].forecast = nil }
            }
        }
        (self.forecaster, self.intervals, self.row, self.isRead) = (forecaster, intervals, row, isRead)
        (count, self.timeForm) = (start + given.count, timeForm)
        let kept = max(1, season ?? 1)
        for target in targets {
            self.past[target] = Array((past[target] + complete.targets[target].suffix(kept)).suffix(kept))
        }
    }

    /// Forecasts what comes after the last row.
    mutating func finish(into output: some ForecastOutput) throws {
        guard isRead else {
            prediction.remark(
                "no forecast beyond the data: "
                    + (count > prediction.model.firstRow
                        ? "the columns known of the future end there"
                        : "the series is too short for lags and differences"))
            return
        }
        for step in count..<(count + rollout.horizon) {
            row = ForecastRow(of: name, targetCount: prediction.targets.count)
            row.step = step
            row.time = prediction.text(of: series.time(at: step), timeForm, at: step)
            try prediction.forecast(step, from: forecaster, series, intervals, into: &row)
            try output.add(row)
        }
    }
}
