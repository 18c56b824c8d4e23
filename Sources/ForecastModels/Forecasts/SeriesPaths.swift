/// Paths that a series may take, each fed with what was drawn for it: how far forecasts of a distribution reach beyond the
/// steps that are forecast at once.
package protocol SeriesPaths {
    /// Draws the next rows, as many as are forecast at once: by step and target, a value for each path.
    ///
    /// - Throws: ``ForecastModelError/forecastNotFinite(step:)``.
    mutating func next() throws(ForecastModelError) -> [[[Double]]]
}
