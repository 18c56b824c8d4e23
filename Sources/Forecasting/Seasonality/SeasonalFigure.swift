/// What each place in a season adds to a series, or multiplies it by: classical decomposition.
///
/// Formula: the mean, over all seasons, of the value less (multiplicative: divided by) the centred moving average of a season,
/// brought to the mean 0 (1).
///
/// Source: R. Hyndman, G. Athanasopoulos, “Forecasting: Principles and Practice”, 3rd edition, 2021, section 3.4.
package struct SeasonalFigure: Equatable, Sendable {
    package enum Kind: String, Sendable {
        case additive
        case multiplicative
    }

    package let kind: Kind
    /// The effect of each place; that of the first value of the history comes first.
    package let effects: [Double]

    package init(kind: Kind, effects: [Double]) {
        (self.kind, self.effects) = (kind, effects)
    }

    /// The figure of a history of two seasons or more.
    ///
    /// A multiplicative one is nil where it says nothing: where a value is not above 0, or an effect would be nearly none.
    package init?(of values: [Double], season: Int, kind: Kind) {
        precondition(season >= 2, "a season of \(season) steps")
        guard values.count >= 2 * season else { return nil }
        if kind == .multiplicative, values.contains(where: { $0 <= 0 }) { return nil }
        var sums = [Double](repeating: 0, count: season)
        var counts = [Double](repeating: 0, count: season)
        for (index, average) in Self.movingAverages(values, season: season) {
            sums[index % season] += kind == .additive ? values[index] - average : values[index] / average
            counts[index % season] += 1
        }
        guard counts.allSatisfy({ $0 > 0 }) else { return nil }
        let means = zip(sums, counts).map { $0 / $1 }
        let mean = means.reduce(0, +) / Double(season)
        let effects = means.map { kind == .additive ? $0 - mean : $0 / mean }
        guard effects.allSatisfy(\.isFinite), kind == .additive || effects.allSatisfy({ $0 > 0.01 }) else { return nil }
        self.init(kind: kind, effects: effects)
    }

    /// The effect at a row, the first being 0.
    package func effect(at row: Int) -> Double { effects[row % effects.count] }

    /// A value without its season.
    package func adjusted(_ value: Double, at row: Int) -> Double {
        kind == .additive ? value - effect(at: row) : value / effect(at: row)
    }

    /// A value with its season again.
    package func restored(_ value: Double, at row: Int) -> Double {
        kind == .additive ? value + effect(at: row) : value * effect(at: row)
    }

    /// Of the rows that have a whole season around them, the additive effect and what is left besides it and the trend.
    static func parts(of values: [Double], season: Int) -> [(effect: Double, remainder: Double)]? {
        guard let figure = SeasonalFigure(of: values, season: season, kind: .additive) else { return nil }
        return movingAverages(values, season: season).map { row, average in
            (figure.effect(at: row), values[row] - average - figure.effect(at: row))
        }
    }

    /// The rows that have a whole season around them, with its mean; of an even season both ends count half.
    private static func movingAverages(_ values: [Double], season: Int) -> [(row: Int, average: Double)] {
        let half = season / 2
        let isEven = season.isMultiple(of: 2)
        var sum = values[0..<(2 * half + 1)].reduce(0, +)
        var averages: [(row: Int, average: Double)] = []
        for row in half..<(values.count - half) {
            if row > half { sum += values[row + half] - values[row - half - 1] }
            let ends = isEven ? (values[row - half] + values[row + half]) / 2 : 0
            averages.append((row, (sum - ends) / Double(season)))
        }
        return averages
    }
}
