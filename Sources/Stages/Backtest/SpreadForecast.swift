/// What is forecast of one value in a backtest.
struct SpreadForecast {
    let prediction: Double
    /// nil where there is none.
    var interval: ClosedRange<Double>?
    /// nil where no distribution is known.
    var spread: ForecastSpread?
}
