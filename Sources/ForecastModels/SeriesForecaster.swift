import RecurrentNets
import SeriesData

/// A model reading one series, row by row.
///
/// It is a value: a copy goes on from the same place by itself, as a free run does. What it says is meant on the scale of
/// ``ScaledSeries``: the output that ``ScaledSeries/value(of:target:from:)`` brings into the units of the data.
package protocol SeriesForecaster {
    /// The last row read after which something can be said; −1 before there is one.
    var row: Int { get }

    /// Reads a row; rows are to be read in their order.
    ///
    /// - Returns: Whether something can be said after it: not after those that make the first differences and lags, nor after
    ///   those from which a column that tells of the future does not go far enough.
    /// - Throws: ``ForecastModelError/forecastNotFinite(step:)``.
    mutating func read(_ row: Int, of series: ScaledSeries) throws(ForecastModelError) -> Bool

    /// Works out what is to be said after the last row read, where reading has not done so: once, before
    /// ``distribution(of:at:)``, so that rows after which nothing is asked cost little.
    ///
    /// - Throws: ``ForecastModelError/forecastNotFinite(step:)``.
    mutating func answer(in series: ScaledSeries) throws(ForecastModelError)

    /// What is said of a target so many steps after the last row read, the first being 0.
    func distribution(of target: Int, at step: Int) -> ForecastDistribution

    /// `count` paths that part after the last row read.
    func paths(_ count: Int, of series: ScaledSeries, using random: SeededGenerator) -> any SeriesPaths
}

extension SeriesForecaster {
    package mutating func answer(in series: ScaledSeries) throws(ForecastModelError) {}
}
