#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What exponential smoothing would be right about: draws from its own models, with random rates of learning.
///
/// y = l + φ·b + s + e; l′ = l + φ·b + α·e, b′ = φ·b + β·e, s′ = s + γ·e; or, multiplied, the same of logarithms, or
/// y = (l + φ·b)·s·(1 + e).
/// Source: R. Hyndman, A. Koehler, J. Ord, R. Snyder, “Forecasting with Exponential Smoothing”, 2008.
enum PriorSmoothing {
    static func path(_ count: Int, season: Int, using random: inout PriorRandom) -> [Double] {
        let level = random.chance(0.15) ? random.logUniform(0.005, 0.1) : random.uniform(0.05, 1)
        let hasTrend = random.chance(0.6)
        let slope = hasTrend && random.chance(0.6) ? level * random.logUniform(0.005, 0.6) : 0
        let damping = hasTrend && random.chance(0.55) ? random.uniform(0.8, 0.99) : 1
        let seasonal = season > 1 && random.chance(0.75)
        let learning = seasonal && random.chance(0.6) ? (1 - level) * random.logUniform(0.01, 0.5) : 0
        let height = seasonal ? random.logUniform(0.5, 15) : 0
        var seasons = seasonal ? startingSeason(season, using: &random) : [0]
        let rise = hasTrend ? random.sign() * random.logUniform(0.3, 30) : 0
        var b = rise / (damping < 1 ? min(Double(count), 4 / (1 - damping)) : Double(count))
        if random.chance(0.25) {
            return multiplied(
                count, rates: (level, slope, damping, learning), trend: b, seasons: &seasons, using: &random)
        }
        for index in seasons.indices { seasons[index] *= height }
        var l = 0.0
        return (0..<count).map { time in
            let (e, phase) = (random.normal(), time % seasons.count)
            let value = l + damping * b + seasons[phase] + e
            l += damping * b + level * e
            b = damping * b + slope * e
            seasons[phase] += learning * e
            return value
        }
    }

    /// The form with multiplied errors and seasons, around a level of 10 that stays above 0.
    private static func multiplied(
        _ count: Int, rates: (level: Double, slope: Double, damping: Double, season: Double), trend: Double,
        seasons: inout [Double], using random: inout PriorRandom
    ) -> [Double] {
        let (noise, height) = (random.logUniform(0.01, 0.2), random.logUniform(0.03, 0.5))
        seasons = seasons.map { exp(height * $0) }
        var (l, b) = (10.0, trend * noise * 10)
        return (0..<count).map { time in
            let (e, phase) = (max(-0.9, noise * random.normal()), time % seasons.count)
            let mean = max(0.5, l + rates.damping * b)
            let value = mean * seasons[phase] * (1 + e)
            l = max(0.5, mean * (1 + rates.level * e))
            b = rates.damping * b + rates.slope * mean * e
            seasons[phase] *= 1 + rates.season * e
            return value
        }
    }

    private static func startingSeason(_ season: Int, using random: inout PriorRandom) -> [Double] {
        let (wave, noise, phase) = (random.uniform(0, 1.4), random.uniform(0.1, 1), random.uniform(0, 2 * .pi))
        return PriorSeason.standardised(
            (0..<season).map {
                wave * sin(2 * Double.pi * Double($0) / Double(season) + phase) + noise * random.normal()
            })
    }
}
