/// The last value, for ever.
struct NaiveModel: StatisticalModel {
    private var last = 0.0

    mutating func read(_ value: Double) { last = value }

    func forecast(horizon: Int) -> [Double] { Array(repeating: last, count: horizon) }
}
