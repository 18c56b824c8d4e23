import SeriesData

/// The forecasts of a model after the last row that it read: the steps that it says at once, and then further ones from its own
/// forecasts, or, where distributions reach beyond, from paths that are drawn.
package struct FreeRun {
    private static let rowsBetweenForgetting = 65_536

    private let units: ForecastUnits
    private var series: ScaledSeries
    private var forecaster: any SeriesForecaster
    private var paths: (any SeriesPaths)?
    /// What was forecast last; nil at first.
    private var last: [[ForecastPoint]]?
    /// The row that is forecast next.
    private var row: Int

    /// Begins after the last row of `series`, which `forecaster` has read.
    package init(_ rollout: Rollout, after series: ScaledSeries, by forecaster: any SeriesForecaster) {
        (units, self.series, self.forecaster) = (rollout.units, series, forecaster)
        row = series.count
        let model = units.model
        let needsPaths =
            model.says == .distribution && model.conformalScores.isEmpty && rollout.horizon > model.recipe.horizon
        paths = needsPaths ? forecaster.paths(rollout.sampleCount, of: series, using: rollout.random) : nil
    }

    /// The next steps, as many as are forecast at once: by step and target.
    ///
    /// - Throws: ``ForecastModelError/forecastNotFinite(step:)``.
    package mutating func next() throws(ForecastModelError) -> [[ForecastPoint]] {
        var points: [[ForecastPoint]]
        if let drawn = try paths?.next() {
            points = drawn.map { $0.map(units.point(ofDrawn:)) }
        } else {
            if let last { try read(last) }
            try forecaster.answer(in: series)
            points = units.points(by: forecaster, series)
            // Beyond what is forecast at once a network says a value, and not how sure it is.
            if last != nil { points = points.map { $0.map(\.withoutSpread) } }
        }
        for (step, targets) in points.enumerated() where targets.contains(where: \.overflows) {
            throw .forecastNotFinite(step: row + step)
        }
        row += points.count
        last = points
        return points
    }

    /// Reads forecasts as though they had come.
    private mutating func read(_ points: [[ForecastPoint]]) throws(ForecastModelError) {
        for targets in points { series.append(targets.map(\.prediction)) }
        for step in (row - points.count)..<row { _ = try forecaster.read(step, of: series) }
        // So that memory does not grow with the horizon.
        if row % Self.rowsBetweenForgetting < points.count { series.forget(before: forecaster.row) }
    }
}
