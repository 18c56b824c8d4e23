import Forecasting

/// What the errors of one origin are measured by.
struct BacktestScale {
    /// The errors of the seasonal naive forecast within the values before the origin.
    let naive: NaiveScale
    /// The standard deviation of the rows that the model was trained on.
    let deviation: Double
}
