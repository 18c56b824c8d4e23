#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Where a series stands and where it goes, in units of the deviation of its noise.
///
/// Sources: A. Harvey, “Forecasting, Structural Time Series Models”, 1989 (local level, local trend); E. Gardner and
/// E. McKenzie, “Forecasting Trends in Time Series”, 1985 (damped trend); S. Taylor and B. Letham, “Forecasting at Scale”,
/// 2018 (trends that change at points, growth to a limit).
enum PriorLevel {
    private enum Kind { case constant, walk, trend, piecewise, growth, reverting, smooth, steps }

    static func path(_ count: Int, using random: inout PriorRandom) -> [Double] {
        switch random.pick([
            (Kind.constant, 0.09), (.walk, 0.13), (.trend, 0.36), (.piecewise, 0.13), (.growth, 0.08),
            (.reverting, 0.1), (.smooth, 0.05), (.steps, 0.06),
        ]) {
        case .constant: return Array(repeating: 0, count: count)
        case .walk: return walk(count, step: random.logUniform(0.05, 1.5), using: &random)
        case .trend: return trend(count, using: &random)
        case .piecewise: return piecewise(count, using: &random)
        case .growth: return growth(count, using: &random)
        case .reverting: return reverting(count, using: &random)
        case .smooth:
            let length = Double(count) * random.logUniform(0.05, 0.6)
            let height = random.logUniform(1, 15)
            return PriorKernel.smooth(count, length: length, using: &random).map { $0 * height }
        case .steps: return steps(count, using: &random)
        }
    }

    /// A random walk: each step from the normal distribution.
    static func walk(_ count: Int, step: Double, using random: inout PriorRandom) -> [Double] {
        var level = 0.0
        return (0..<count).map { _ in
            level += step * random.normal()
            return level
        }
    }

    /// How far a trend goes over the whole series.
    private static func rise(using random: inout PriorRandom) -> Double {
        random.sign() * random.logUniform(0.5, 40) * (random.chance(0.15) ? 3 : 1)
    }

    /// A level with a slope that wanders, and that is damped towards none: l′ = l + φ·b + ε, b′ = φ·b + ζ.
    ///
    /// A damped slope is now and then drawn anew, since else all that there was of it would lie at the beginning.
    private static func trend(_ count: Int, using random: inout PriorRandom) -> [Double] {
        let damping = random.pick([
            (1.0, weight: 0.42), (0.98, 0.18), (0.95, 0.15), (0.9, 0.15), (0.8, 0.1),
        ])
        let steps = Double(count)
        let levelStep = random.chance(0.35) ? 0 : random.logUniform(0.01, 1)
        // A damped slope reaches 1 ∕ (1 − φ) of its size in all.
        let reach = damping < 1 ? min(steps, 1 / (1 - damping)) : steps
        func slope(using random: inout PriorRandom) -> Double { rise(using: &random) / reach }
        var (level, b) = (0.0, slope(using: &random))
        let slopeStep = random.chance(0.4) ? 0 : Swift.abs(b) * random.logUniform(0.005, 0.3)
        let renewal = damping < 1 ? 1 / (steps * random.uniform(0.15, 0.6)) : 0
        return (0..<count).map { _ in
            if renewal > 0, random.chance(renewal) { b = slope(using: &random) }
            level += damping * b + (levelStep > 0 ? levelStep * random.normal() : 0)
            b = damping * b + (slopeStep > 0 ? slopeStep * random.normal() : 0)
            return level
        }
    }

    /// Straight lines that meet.
    private static func piecewise(_ count: Int, using random: inout PriorRandom) -> [Double] {
        let changes = random.integer(in: 1...4)
        let places = Set((0..<changes).map { _ in random.integer(in: 0...max(0, count - 1)) })
        var (level, slope) = (0.0, rise(using: &random) / Double(count))
        return (0..<count).map { time in
            if places.contains(time) {
                slope = random.chance(0.25) ? 0 : rise(using: &random) / Double(count)
            }
            level += slope
            return level
        }
    }

    /// Logistic growth, from nothing to a limit.
    private static func growth(_ count: Int, using random: inout PriorRandom) -> [Double] {
        let (height, steps) = (rise(using: &random), Double(count))
        let (middle, width) = (steps * random.uniform(0, 1.3), steps * random.logUniform(0.03, 0.3))
        return (0..<count).map { height / (1 + exp(-(Double($0) - middle) / width)) }
    }

    /// A level that is drawn back to its mean.
    private static func reverting(_ count: Int, using random: inout PriorRandom) -> [Double] {
        let keep = exp(-1 / random.logUniform(3, max(4, Double(count))))
        let (height, step) = (random.logUniform(0.5, 12), (1 - keep * keep).squareRoot())
        var level = random.normal()
        return (0..<count).map { _ in
            level = keep * level + step * random.normal()
            return height * level
        }
    }

    /// Steps up and down at random times.
    private static func steps(_ count: Int, using random: inout PriorRandom) -> [Double] {
        let (rate, height) = (random.logUniform(1, 8) / Double(count), random.logUniform(1, 12))
        var level = 0.0
        return (0..<count).map { _ in
            if random.chance(rate) { level += height * random.normal() }
            return level
        }
    }
}
