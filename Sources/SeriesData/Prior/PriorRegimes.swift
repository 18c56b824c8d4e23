#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// One behaviour after another: a hidden chain of two or three states, each with a level, a slope, a noise and a memory.
///
/// Source: J. Hamilton, “A New Approach to the Economic Analysis of Nonstationary Time Series and the Business Cycle”, 1989.
enum PriorRegimes {
    private struct Regime {
        let level, slope, noise, memory: Double
    }

    static func path(_ count: Int, using random: inout PriorRandom) -> [Double] {
        let regimes = (0..<random.integer(in: 2...3)).map { _ in
            Regime(
                level: random.logUniform(0.5, 8) * random.sign(),
                slope: random.chance(0.4) ? random.normal() * 10 / Double(count) : 0,
                noise: random.logUniform(0.1, 2), memory: random.chance(0.5) ? random.uniform(0, 0.95) : 0)
        }
        let leaving = 1 / random.logUniform(8, max(10, Double(count)))
        let reverts = random.chance(0.7)
        var (current, level, deviation) = (0, regimes[0].level, 0.0)
        return (0..<count).map { _ in
            if random.chance(leaving) {
                current = (current + random.integer(in: 1...regimes.count - 1)) % regimes.count
                if reverts { level = regimes[current].level }
            }
            let regime = regimes[current]
            level += regime.slope
            deviation = regime.memory * deviation + regime.noise * random.normal()
            return level + deviation
        }
    }
}
