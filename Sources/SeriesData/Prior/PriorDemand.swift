#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Whole numbers from 0 on: what is asked for, counted.
///
/// Sources: J. Croston, “Forecasting and Stock Control for Intermittent Demands”, 1972; A. Willemain et al., “Forecasting
/// Intermittent Demand”, 1994 (demands that come in clusters).
enum PriorDemand {
    /// Mostly nothing, now and then something.
    static func intermittent(_ count: Int, season: Int, using random: inout PriorRandom) -> [Double] {
        let rate = random.logUniform(0.04, 0.7)
        let (clusters, size) = (random.chance(0.4) ? random.uniform(0.1, 0.8) : 0, random.logUniform(1, 40))
        let (spread, change) = (random.logUniform(0.3, 3), random.chance(0.35) ? random.normal() : 0)
        let seasonal = season > 1 && random.chance(0.3)
        let wave =
            seasonal
            ? PriorSeason.path(count, period: Double(season), using: &random) : [Double](repeating: 0, count: count)
        var wasAsked = false
        return (0..<count).map { time in
            let shift = change * (Double(time) / Double(count) - 0.5) * 3 + wave[time]
            let odds = rate / (1 - rate) * exp(shift)
            let base = odds / (1 + odds)
            wasAsked = random.chance(wasAsked ? base + clusters * (1 - base) : base)
            guard wasAsked else { return 0 }
            return 1 + random.poisson(random.gamma(spread) / spread * (size - 1))
        }
    }

    /// Counts around a mean that moves as the exponential of `path`: Poisson's, or more spread out.
    static func counts(around path: [Double], using random: inout PriorRandom) -> [Double] {
        let (mean, height) = (random.logUniform(0.4, 120), random.logUniform(0.1, 0.9))
        let spread = random.chance(0.5) ? random.logUniform(0.5, 20) : 0
        return PriorSeason.standardised(path).map { value in
            let expected = mean * exp(height * min(max(value, -4), 4))
            return random.poisson(spread > 0 ? expected * random.gamma(spread) / spread : expected)
        }
    }
}
