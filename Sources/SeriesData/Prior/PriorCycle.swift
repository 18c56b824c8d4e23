#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Waves whose length and height change: an autoregression of second order with complex roots, of deviation 1.
///
/// x = 2ρ·cos ω·x′ − ρ²·x″ + ε; a third of them has high, narrow crests, as the exponential of such a wave.
/// Source: G. Yule, “On a Method of Investigating Periodicities in Disturbed Series”, 1927.
enum PriorCycle {
    static func path(_ count: Int, using random: inout PriorRandom) -> [Double] {
        let period = random.logUniform(5, max(8, min(150, Double(count) / 2)))
        let (damping, speed) = (1 - random.logUniform(0.0005, 0.08), 2 * Double.pi / period)
        let (a, b) = (2 * damping * cos(speed), damping * damping)
        // The deviation of the shocks that makes that of the wave 1, and the correlation of two steps.
        let correlation = a / (1 + b)
        let shock = ((1 - b * b) * (1 - correlation * correlation)).squareRoot()
        var before = random.normal()
        var now = correlation * before + (1 - correlation * correlation).squareRoot() * random.normal()
        let wave = (0..<count).map { _ in
            (before, now) = (now, a * now - b * before + shock * random.normal())
            return now
        }
        guard random.chance(0.35) else { return wave }
        let sharpness = random.uniform(0.3, 0.9)
        return PriorSeason.standardised(wave.map { exp(sharpness * min($0, 4)) })
    }
}
