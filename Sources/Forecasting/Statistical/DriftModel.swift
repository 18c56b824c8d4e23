/// The line from the first value through the last one.
///
/// Formula: yₙ + h·(yₙ − y₁)/(n − 1).
struct DriftModel: StatisticalModel {
    private var first = 0.0
    private var last = 0.0
    private var count = 0

    mutating func read(_ value: Double) {
        if count == 0 { first = value }
        last = value
        count += 1
    }

    func forecast(horizon: Int) -> [Double] {
        let slope = count > 1 ? (last - first) / Double(count - 1) : 0
        return (0..<horizon).map { last + Double($0 + 1) * slope }
    }
}
