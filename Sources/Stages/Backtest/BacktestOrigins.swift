/// The places of a series that a backtest forecasts from, ascending: at each so many values are known.
struct BacktestOrigins: RandomAccessCollection {
    private let start: Int
    private let step: Int
    let endIndex: Int
    var startIndex: Int { 0 }

    /// Places as far as so many values come after them.
    ///
    /// - Parameters:
    ///   - first: The first place.
    ///   - count: The values of the series.
    ///   - horizon: The values that are forecast at each.
    ///   - step: The values from one place to the next.
    ///   - most: The last so many of them; nil for all.
    init(from first: Int, of count: Int, horizon: Int, step: Int, most: Int?) {
        let all = first <= count - horizon ? (count - horizon - first) / step + 1 : 0
        endIndex = Swift.min(all, most ?? all)
        (start, self.step) = (first + (all - endIndex) * step, step)
    }

    subscript(index: Int) -> Int { start + index * step }
}
