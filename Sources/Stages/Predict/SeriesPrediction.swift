import ForecastModels
import RecurrentNets
import SeriesData

/// The forecasts of a model for series of a file, into a forecast file or a part of one.
final class SeriesPrediction {
    let units: ForecastUnits
    let path: String
    let season: Int?
    let recipe: SeriesRecipe
    let targets: Range<Int>
    private var remarks = Remarks()
    /// The first times of the series before, as they were written: most series of a file have the same.
    private var times: [(time: Double, form: TimeColumn.Form, text: String)] = []
    private static let mostTimes = 4096

    /// What there is to say of series beside their forecasts.
    struct Remarks {
        /// The series that the model did not learn, whose scaling was fitted here.
        var fittedNames: [String] = []
        var notes: [String] = []
    }

    init(_ model: any ForecastModel, _ rule: IntervalRule?, season: Int?, path: String) {
        units = ForecastUnits(model: model, rule: rule)
        (self.season, self.path) = (season, path)
        (recipe, targets) = (model.recipe, model.recipe.columns.targets.indices)
    }

    var model: any ForecastModel { units.model }

    /// What there is to say since it was asked last.
    func takeRemarks() -> Remarks {
        defer { remarks = Remarks() }
        return remarks
    }

    /// Says of which series the scaling was fitted.
    func say(fitted fittedNames: [String], _ console: any Console) {
        guard let first = fittedNames.first else { return }
        let names = fittedNames.count == 1 ? "'\(first)'" : "'\(first)' and \(fittedNames.count - 1) more"
        console.note("\(path): the model has not learnt the series \(names): scaled by the values given here")
    }

    /// A series in which nothing is missing: what is, is carried on from before.
    func complete(_ frame: SeriesFrame) -> SeriesFrame {
        frame.filled(by: recipe.missing, lookingAheadIn: 0).stepping(by: model.fit.frequency)
    }

    /// A series as the network reads it, scaled as when it was learnt, or else by the values there are.
    func scaled(_ frame: SeriesFrame) -> ScaledSeries {
        let learnt = model.fit.scaling(of: frame, recipe)
        if learnt == nil { remarks.fittedNames.append(frame.name) }
        let scaling = learnt ?? SeriesScaling(model.fit.scale, fitting: frame, rows: frame.count, recipe)
        return ScaledSeries(frame, recipe, scaling)
    }

    /// Forecasts each value from those before it, and as many after the last as are forecast at once.
    func predictEachStep(of frame: SeriesFrame, into output: some ForecastOutput) throws {
        let complete = complete(frame)
        var forecast = EachStepForecast(self, of: frame.name, scaled(complete))
        try forecast.take(frame, complete, into: output)
        try forecast.finish(into: output)
    }

    /// Does the same of a series whose rows come piece by piece, of which `learnt` is the scaling.
    ///
    /// - Throws: As ``predictEachStep(of:into:)``, and what has the series be read as a whole.
    func predictEachStep(
        of rows: LongSeries, _ learnt: SeriesScaling, into output: some ForecastOutput
    ) throws {
        var forecast: EachStepForecast?
        try rows.forEachPiece { piece in
            let complete = piece.complete.stepping(by: model.fit.frequency)
            if forecast == nil {
                forecast = EachStepForecast(self, of: complete.name, ScaledSeries(complete, recipe, learnt))
            } else {
                forecast?.append(complete)
            }
            try forecast?.take(piece.given, complete, into: output)
        }
        try forecast?.finish(into: output)
    }

    /// What a model forecasts at once.
    var rolloutAtOnce: Rollout {
        Rollout(units: units, horizon: recipe.horizon, sampleCount: 0, random: SeededGenerator(seed: 0))
    }

    /// Puts what is forecast of each target in row `step` into it, after the last row of the series that was read.
    func forecast(
        _ step: Int, from forecaster: any SeriesForecaster, _ series: ScaledSeries, _ intervals: AdaptiveIntervals?,
        into row: inout ForecastRow
    ) throws(ForecastModelError) {
        let ahead = step - 1 - forecaster.row
        let origins = series.origins(after: forecaster.row)
        for target in targets {
            let point = units.point(of: target, ahead: ahead, by: forecaster, series, from: origins?[target][ahead])
            let forecast = intervals?.adapted(point, ahead: ahead, target: target) ?? point
            if forecast.overflows { throw .forecastNotFinite(step: step) }
            row.targets[target].forecast = forecast
        }
    }

    /// The time of a row as it is written; nil where it is not known.
    func text(of time: Double?, _ form: TimeColumn.Form, at row: Int) -> String? {
        guard let time else { return nil }
        guard row < Self.mostTimes else { return form.text(time) }
        if row < times.count, times[row].time == time, times[row].form == form { return times[row].text }
        let said = (time: time, form: form, text: form.text(time))
        if row < times.count { times[row] = said } else if row == times.count { times.append(said) }
        return said.text
    }

    /// Has a note on the file be said.
    func remark(_ note: String) { remarks.notes.append("\(path): \(note)") }
}
