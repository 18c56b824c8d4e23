/// A made-up series: the same for the same family, seed, number and length, whether it is written or streamed.
package struct PriorSeries: Equatable, Sendable {
    /// The season that a calendar would tell, in steps, 1 for none; the series need not have it.
    package let season: Int
    /// The values; NaN where one is missing.
    package let values: [Double]

    /// Makes the series `index` of a family, of `count` values, at least one.
    package init(_ family: PriorFamily, index: Int, count: Int, seed: UInt64) {
        var random = PriorRandom(seed: seed, index: index)
        let season = PriorSeason.length(using: &random)
        (self.season, values) = (season, Self.values(family, count, season: season, using: &random))
    }

    /// How much of the mixture each family is.
    private static let mixture: [(PriorFamily?, weight: Double)] = [
        (nil, 0.52), (.smoothing, 0.16), (.kernel, 0.09), (.autoregression, 0.08), (.regime, 0.04),
        (.intermittent, 0.04),
        (.count, 0.07),
    ]

    private static func values(
        _ family: PriorFamily, _ count: Int, season: Int, using random: inout PriorRandom
    ) -> [Double] {
        switch family {
        case .prior: return mixed(count, season: season, using: &random)
        case .level: return PriorLevel.path(count, using: &random)
        case .season:
            let period = season > 1 ? Double(season) : random.logUniform(3, 60)
            return PriorSeason.path(count, period: period, using: &random)
        case .cycle: return PriorCycle.path(count, using: &random)
        case .autoregression: return PriorAutoregression.path(count, season: season, using: &random)
        case .smoothing: return PriorSmoothing.path(count, season: season, using: &random)
        case .kernel: return PriorKernel.path(count, season: season, using: &random)
        case .regime: return PriorRegimes.path(count, using: &random)
        case .intermittent: return PriorDemand.intermittent(count, season: season, using: &random)
        case .count:
            let path = PriorComposition.path(count, season: season, using: &random)
            return PriorDemand.counts(around: path, using: &random)
        case .noise: return PriorNoise.path(count, using: &random)
        case .outliers:
            var path = PriorNoise.path(count, using: &random)
            PriorFaults.addOutliers(to: &path, using: &random)
            return path
        case .gaps:
            let period = season > 1 ? Double(season) : random.logUniform(3, 60)
            var path = PriorSeason.path(count, period: period, using: &random)
            PriorFaults.addGaps(to: &path, using: &random)
            return path
        }
    }

    /// One of the families, in the units of a file, with its faults.
    private static func mixed(_ count: Int, season: Int, using random: inout PriorRandom) -> [Double] {
        let part = random.pick(mixture)
        var path: [Double]
        if let part {
            path = values(part, count, season: season, using: &random)
            if part == .regime, season > 1, random.chance(0.4) {
                let height = random.logUniform(0.5, 5)
                let wave = PriorSeason.path(count, period: Double(season), using: &random)
                for time in path.indices { path[time] += height * wave[time] }
            }
        } else {
            path = PriorComposition.path(count, season: season, using: &random)
        }
        let isCounted = part == .intermittent || part == .count
        if !isCounted {
            if random.chance(0.2) { PriorFaults.addOutliers(to: &path, using: &random) }
            path = PriorUnits.values(of: path, using: &random)
        }
        if random.chance(0.1) { PriorFaults.addGaps(to: &path, using: &random) }
        return path
    }
}
