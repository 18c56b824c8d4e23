/// A series without its season, as a rule of thumb takes it off.
///
/// The season is, for each phase, the mean of what is left when a centred moving average is taken off, newer seasons weighing
/// more; of a series shorter than two seasons, its last season less its mean.
/// Source: “classical decomposition”, F. Macaulay, “The Smoothing of Time Series”, 1931.
package struct SeasonalParts {
    /// How much a season weighs beside the one after it.
    package static let ageWeight = 0.8
    /// The oldest season that weighs less than the one after it.
    package static let oldest = 39

    /// By phase, the first value's being 0, what the season adds; of mean 0.
    let season: [Double]
    /// The series without it.
    let rest: [Double]

    init(_ values: [Double], period: Int) {
        season = period > 1 ? Self.season(of: values, period) : [0]
        rest = values.enumerated().map { [season] in $1 - season[$0 % season.count] }
    }

    private static func season(of values: [Double], _ period: Int) -> [Double] {
        var season = [Double](repeating: 0, count: period)
        if values.count < 2 * period + 1 {
            for time in values.count - period..<values.count { season[time % period] = values[time] }
        } else {
            var weights = season
            let half = period / 2
            // An even window has half a weight at both ends.
            let isEven = period % 2 == 0
            var sum = values[0..<period].reduce(0, +)
            for middle in half..<values.count - half {
                let mean: Double
                if isEven {
                    mean = (sum + (values[middle + half] - values[middle - half]) / 2) / Double(period)
                } else {
                    mean = sum / Double(period)
                }
                let seasonsAgo = (values.count - 1 - middle) / period
                let weight = ageWeights[min(seasonsAgo, ageWeights.count - 1)]
                season[middle % period] += weight * (values[middle] - mean)
                weights[middle % period] += weight
                // The window goes on: from its first value to the one after its last.
                let next = middle - half + period
                if next < values.count { sum += values[next] - values[middle - half] }
            }
            for phase in 0..<period where weights[phase] > 0 { season[phase] /= weights[phase] }
        }
        let mean = season.reduce(0, +) / Double(period)
        return season.map { $0 - mean }
    }

    private static let ageWeights: [Double] = {
        var weights = [1.0]
        while weights.count <= oldest { weights.append(weights[weights.count - 1] * ageWeight) }
        return weights
    }()
}
