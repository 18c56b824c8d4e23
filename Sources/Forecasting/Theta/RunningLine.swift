/// The line of least squares through values at 1, 2, 3, …, kept while they come.
///
/// Formula: mₙ the mean and bₙ the slope after n values: bₙ = ((n − 2)·bₙ₋₁ + 6·(yₙ − mₙ₋₁)/n)/(n + 1), aₙ = mₙ − bₙ·(n + 1)/2.
///
/// Source: J. Fiorucci et al., “Models for Optimising the Theta Method and Their Relationship to State Space Models”, 2016,
/// equations 15 and 16.
struct RunningLine: Equatable, Sendable {
    private(set) var slope = 0.0
    private(set) var mean = 0.0
    private var count = 0

    var intercept: Double { mean - slope * Double(count + 1) / 2 }

    mutating func add(_ value: Double) {
        let n = Double(count + 1)
        if count > 0 { slope = ((n - 2) * slope + 6 * (value - mean) / n) / (n + 1) }
        mean += (value - mean) / n
        count += 1
    }
}
