/// The places of a series that a backtest forecasts from: at each so many values are known.
struct BacktestOrigins {
    /// Ascending.
    let rows: [Int]

    /// Places as far as so many values come after them.
    ///
    /// - Parameters:
    ///   - first: The first place.
    ///   - count: The values of the series.
    ///   - horizon: The values that are forecast at each.
    ///   - step: The values from one place to the next.
    ///   - most: The last so many of them; nil for all.
    init(from first: Int, of count: Int, horizon: Int, step: Int, most: Int?) {
        let all = stride(from: first, through: count - horizon, by: step)
        rows = most.map { Array(Array(all).suffix($0)) } ?? Array(all)
    }
}
