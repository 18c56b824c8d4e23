/// First guesses of level, growth and season, from which the fitting begins.
///
/// The season is the mean of what is left of the first four seasons without their moving average; the level and the
/// growth are those of a line through the first values without the season.
///
/// Source: R. Hyndman et al., 2008, section 2.6.1.
struct ETSStart {
    let level: Double
    let growth: Double
    let season: [Double]

    init(_ values: [Double], model: ETSModel) {
        let period = model.period
        let season = model.season == .none ? [] : Self.season(values, period, model.season)
        self.season = season
        let count = min(values.count, max(10, 2 * period))
        let plain = (0..<count).map { index in
            guard !season.isEmpty else { return values[index] }
            let effect = season[index % period]
            return model.season == .additive ? values[index] - effect : values[index] / effect
        }
        let mean = plain.reduce(0, +) / Double(count)
        guard model.trend != .none, count > 1 else {
            (level, growth) = (mean, 0)
            return
        }
        // The line through (1, y₁), (2, y₂), …; the level is that before the first value.
        let center = Double(count + 1) / 2
        var (above, below) = (0.0, 0.0)
        for (index, value) in plain.enumerated() {
            let distance = Double(index + 1) - center
            above += distance * (value - mean)
            below += distance * distance
        }
        growth = above / below
        level = mean - growth * center
    }

    private static func season(_ values: [Double], _ period: Int, _ kind: ETSModel.Season) -> [Double] {
        let count = min(values.count, 4 * period + 1)
        var sums = [Double](repeating: 0, count: period)
        var counts = [Double](repeating: 0, count: period)
        let half = period / 2
        for index in half..<max(half, count - half) {
            // Of an even period both ends count half.
            var average = values[(index - half)...(index + half)].reduce(0, +)
            if period.isMultiple(of: 2) { average -= (values[index - half] + values[index + half]) / 2 }
            average /= Double(period)
            sums[index % period] += kind == .additive ? values[index] - average : values[index] / average
            counts[index % period] += 1
        }
        let neutral = kind == .additive ? 0.0 : 1
        let means = zip(sums, counts).map { $1 > 0 ? $0 / $1 : neutral }
        let mean = means.reduce(0, +) / Double(period)
        if kind == .additive { return means.map { $0 - mean } }
        // Far from 0, so that nothing is divided by it.
        return means.map { max($0 / mean, 0.01) }
    }
}
