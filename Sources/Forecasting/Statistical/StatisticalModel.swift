/// A fitted model that reads a series value by value and forecasts from what it has read.
package protocol StatisticalModel: Sendable {
    /// Takes in the next value.
    mutating func read(_ value: Double)

    /// The forecasts of the steps 1 to `horizon` after the last value read.
    func forecast(horizon: Int) -> [Double]
}
