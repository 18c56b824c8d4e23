/// Differences of a series, one after the other: z[t] = Σ c[j]·x[t − j], where c is the product of 1 − Bᵏ over the lags k
/// and B shifts by one step.
///
/// Source: G. Box and G. Jenkins, “Time Series Analysis: Forecasting and Control”, 1970.
package struct Differencing: Equatable, Sendable {
    /// c[j] for the j above 0 where it is not 0; c[0] is 1.
    package let terms: [Term]

    package struct Term: Equatable, Sendable {
        package let lag: Int
        package let weight: Double
    }

    /// Differences at `lags`, each above 0.
    package init(lags: [Int]) {
        var weights = [0: 1.0]
        for lag in lags {
            for (shift, weight) in weights { weights[shift + lag, default: 0] -= weight }
        }
        terms = weights.filter { $0.key > 0 && $0.value != 0 }.sorted { $0.key < $1.key }
            .map { Term(lag: $0.key, weight: $0.value) }
    }

    /// The values before one that its difference is made from.
    package var span: Int { terms.last?.lag ?? 0 }

    /// The difference z[t]; `t` is at least ``span``.
    package func difference(of x: [Double], at t: Int) -> Double {
        terms.isEmpty ? x[t] : x[t] - continuation(of: x, at: t)
    }

    /// The values after x[t] if all differences from there on were 0: what a forecast of a difference is added to.
    ///
    /// Without differences they are 0; with one they are the last value, with a seasonal one the last season.
    package func continuations(of x: [Double], after t: Int, steps: Int) -> [Double] {
        guard !terms.isEmpty else { return Array(repeating: 0, count: steps) }
        // So much of the past, and then what follows it.
        var path = Array(x[(t + 1 - span)...t])
        for _ in 0..<steps { path.append(continuation(of: path, at: path.count)) }
        return Array(path.suffix(steps))
    }

    /// What x[t] would be if its difference were 0.
    private func continuation(of x: [Double], at t: Int) -> Double {
        terms.reduce(0) { $0 - $1.weight * x[t - $1.lag] }
    }
}
