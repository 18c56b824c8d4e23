import SeriesData

/// The errors of the seasonal naive forecast within a history: the unit of MASE and RMSSE.
///
/// Formula, over the pairs that have both: absolute = Σ|yₜ − yₜ₋ₘ|/(n − m), squared = Σ(yₜ − yₜ₋ₘ)²/(n − m), m being the
/// length of the season, 1 for none.
///
/// Source: R. Hyndman, A. Koehler, “Another Look at Measures of Forecast Accuracy”, 2006.
package struct NaiveScale: Equatable, Sendable {
    package let absolute: Double
    package let squared: Double

    /// The scale of a history; NaN where no pair is a season apart.
    package init(of history: [Double], season: Int) {
        precondition(season >= 1, "the season has \(season) steps; 1 or more were expected")
        let errors = ForecastErrors(actual: history.dropFirst(season), prediction: history)
        (absolute, squared) = (errors.mae, errors.mse)
    }

    /// That of errors that were added up on the way.
    init(_ errors: ForecastErrors) { (absolute, squared) = (errors.mae, errors.mse) }
}

/// The scale of a history that grows: each value is looked at once.
package struct GrowingNaiveScale {
    private let season: Int
    private var errors = ForecastErrors()
    private var count: Int

    package init(season: Int) {
        (self.season, count) = (season, season)
    }

    /// The scale of the first `end` values, no fewer than before: that of ``NaiveScale/init(of:season:)``.
    package mutating func scale(ofFirst end: Int, of values: ValueWindow) -> NaiveScale {
        while count < end {
            errors.add(actual: values[count], prediction: values[count - season])
            count += 1
        }
        return NaiveScale(errors)
    }
}

extension ForecastErrors {
    /// The mean absolute scaled error: mae/scale.absolute; below 1 the forecast is better than the naive one was.
    ///
    /// Of a constant history the scale is 0, and this infinite or NaN.
    package func mase(_ scale: NaiveScale) -> Double { mae / scale.absolute }

    /// The root mean squared scaled error: √(mse/scale.squared).
    ///
    /// Source: S. Makridakis et al., “The M5 Accuracy Competition”, 2022.
    package func rmsse(_ scale: NaiveScale) -> Double { (mse / scale.squared).squareRoot() }
}
