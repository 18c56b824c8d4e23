import RecurrentNets
import SeriesData

/// A model on its way through a series: at each origin it goes on from the state that the values before have left, and what
/// comes after is not read.
struct RollingForecaster {
    private let units: ForecastUnits
    private let series: ScaledSeries
    /// The paths that are drawn where a distribution reaches further than what is forecast at once, and with what.
    private let sampleCount: Int
    private let random: SeededGenerator
    private var forecaster: SeriesForecaster
    /// The rows read.
    private var rowCount = 0

    /// Starts at the beginning of a series.
    init(_ units: ForecastUnits, _ series: ScaledSeries, sampleCount: Int, random: SeededGenerator) {
        (self.units, self.series) = (units, series)
        (self.sampleCount, self.random) = (sampleCount, random)
        forecaster = SeriesForecaster(units.model)
    }

    /// Reads up to an origin, and forecasts from there, as `predict` does in a free run: by step and target.
    ///
    /// - Throws: ``StageError/forecastNotFinite(step:)``.
    mutating func forecast(from origin: Int, horizon: Int) throws(StageError) -> [[ForecastPoint]] {
        while rowCount < origin {
            _ = try forecaster.read(rowCount, of: series)
            rowCount += 1
        }
        var run = FreeRun(
            units, after: series.end(ofFirst: origin), by: forecaster, horizon: horizon, sampleCount: sampleCount,
            random: random)
        var points: [[ForecastPoint]] = []
        while points.count < horizon { points += try run.next() }
        return Array(points.prefix(horizon))
    }
}
