import Forecasting
import SeriesData

/// The rows of a series that are in hand while it is forecast: all of them, or some that follow one another.
struct BacktestWindow {
    /// As they are given: what is missing is NaN.
    private var given: SeriesFrame
    /// The same filled from before, as forecasts are made.
    private var complete: SeriesFrame
    /// The first row in hand.
    private var start = 0
    /// The first value of each target.
    private let firsts: [Double]

    /// Begins with the first rows.
    init(_ given: SeriesFrame, _ complete: SeriesFrame) {
        (self.given, self.complete) = (given, complete)
        firsts = complete.targets.map { $0.first ?? .nan }
    }

    /// The row after the last.
    var end: Int { start + given.count }

    /// The values of each target, none missing.
    var past: [ValueWindow] {
        zip(complete.targets, firsts).map { ValueWindow($0, from: start, first: $1) }
    }

    /// What a target has in a row; NaN where that is missing.
    func actual(_ target: Int, _ row: Int) -> Double { given.targets[target][row - start] }

    /// When a row is, as the file has it; nil where that is not known.
    func time(_ row: Int) -> String? { complete.time(at: row - start).map(given.timeForm.text) }

    /// The rows of a range, filled.
    func complete(_ rows: Range<Int>) -> SeriesFrame {
        complete.first(rows.upperBound - start).last(rows.count)
    }

    /// Has rows follow, as they are given and filled.
    mutating func append(_ given: SeriesFrame, _ complete: SeriesFrame) {
        self.given.append(given)
        self.complete.append(complete)
    }

    /// Forgets the rows before `row`.
    mutating func forget(before row: Int) {
        guard row > start else { return }
        given.removeFirst(row - start)
        complete.removeFirst(row - start)
        start = row
    }
}
