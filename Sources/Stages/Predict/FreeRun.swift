import SeriesData

/// The forecasts of a model after the last row that it read: the steps that it says at once, and then further ones from its own
/// forecasts, or, where distributions reach beyond, from paths that are drawn.
struct FreeRun {
    private static let rowsBetweenForgetting = 65_536

    private let units: ForecastUnits
    private var series: ScaledSeries
    private var forecaster: SeriesForecaster
    private var paths: SampledPaths?
    /// What was forecast last; nil at first.
    private var last: [[ForecastPoint]]?
    /// The row that is forecast next.
    private var row: Int

    /// Begins after the last row of `series`, which `forecaster` has read.
    init(_ rollout: Rollout, after series: ScaledSeries, by forecaster: SeriesForecaster) {
        (units, self.series, self.forecaster) = (rollout.units, series, forecaster)
        row = series.count
        let model = units.model
        let needsPaths =
            model.head.loss == .gaussian && model.conformalScores.isEmpty && rollout.horizon > model.recipe.horizon
        paths = needsPaths ? forecaster.paths(rollout.sampleCount, of: series, using: rollout.random) : nil
    }

    /// The next steps, as many as are forecast at once: by step and target.
    ///
    /// - Throws: ``StageError/forecastNotFinite(step:)``.
    mutating func next() throws(StageError) -> [[ForecastPoint]] {
        var points: [[ForecastPoint]]
        if let drawn = try paths?.next() {
            points = drawn.map { $0.map(units.point(ofDrawn:)) }
        } else {
            if let last { try read(last) }
            points = units.points(by: forecaster, series)
            // Beyond what is forecast at once a network says a value, and not how sure it is.
            if last != nil { points = points.map { $0.map(\.withoutSpread) } }
        }
        for (step, targets) in points.enumerated() where !targets.allSatisfy(\.prediction.isFinite) {
            throw .forecastNotFinite(step: row + step)
        }
        row += points.count
        last = points
        return points
    }

    /// Reads forecasts as though they had come.
    private mutating func read(_ points: [[ForecastPoint]]) throws(StageError) {
        for targets in points { series.append(targets.map(\.prediction)) }
        for step in (row - points.count)..<row { _ = try forecaster.read(step, of: series) }
        // So that memory does not grow with the horizon.
        if row % Self.rowsBetweenForgetting < points.count { series.forget(before: forecaster.row) }
    }
}
