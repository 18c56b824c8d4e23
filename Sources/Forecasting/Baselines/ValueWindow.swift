/// The values of a series from some row on; of those before it the very first alone is known.
package struct ValueWindow: Sendable {
    /// The first value of the series; NaN where there is none.
    package let first: Double
    private let start: Int
    private let values: [Double]

    /// All values of a series.
    package init(_ values: [Double]) {
        self.init(values, from: 0, first: values.first ?? .nan)
    }

    /// The values from row `start` on of a series whose first one is `first`.
    package init(_ values: [Double], from start: Int, first: Double) {
        (self.values, self.start, self.first) = (values, start, first)
    }

    /// The value of a row in hand.
    package subscript(row: Int) -> Double { values[row - start] }

    /// The values of rows in hand.
    package subscript(rows: Range<Int>) -> ArraySlice<Double> {
        values[(rows.lowerBound - start)..<(rows.upperBound - start)]
    }

    /// The values before row `end`; no more than the last `count`.
    package func last(_ count: Int, before end: Int) -> [Double] { Array(self[max(0, end - count)..<end]) }
}
