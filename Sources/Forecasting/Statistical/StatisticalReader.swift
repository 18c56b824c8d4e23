/// A statistical model reading a series from its first row on.
///
/// Of a long history only the end was fitted. There the model begins as it was fitted; before that, so that it forecasts from
/// there too, it begins some whole seasons earlier, and until then forecasts the last value.
package struct StatisticalReader: Sendable {
    private let start: any StatisticalModel
    private let skipped: Int
    private let firstRow: Int
    private var model: any StatisticalModel
    private var row = 0
    private var last = 0.0

    /// Nil where the numbers of `fit` are not those of a model.
    package init?(_ fit: StatisticalFit) {
        guard let start = fit.start() else { return nil }
        (self.start, model) = (start, start)
        skipped = fit.skipped
        firstRow = fit.skipped % fit.cycle
    }

    /// Takes in the value of the next row.
    package mutating func read(_ value: Double) {
        if row == skipped { model = start }
        if row >= firstRow { model.read(value) }
        last = value
        row += 1
    }

    /// The forecasts of the steps 1 to `horizon` after the last row read.
    package func forecast(horizon: Int) -> [Double] {
        row > firstRow ? model.forecast(horizon: horizon) : Array(repeating: last, count: horizon)
    }
}
