#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Draws from Gaussian processes, of sums and products of kernels.
///
/// A stationary kernel is the mean of cosines over frequencies that are drawn from its spectrum; a sum of some of them with
/// random phases is nearly a draw from the process, in time that grows with the length alone. The spectrum of a product of
/// kernels is that of the sum of two frequencies.
/// Sources: A. Rahimi and B. Recht, “Random Features for Large-Scale Kernel Machines”, 2007; D. Duvenaud et al., “Structure
/// Discovery in Nonparametric Regression”, 2013; A. Ansari et al., “Chronos”, 2024 (KernelSynth).
enum PriorKernel {
    private enum Kind { case smooth, rough, rational, periodic, locallyPeriodic, linear }
    private static let featureCount = 24

    static func path(_ count: Int, season: Int, using random: inout PriorRandom) -> [Double] {
        var path = [Double](repeating: 0, count: count)
        for _ in 0..<random.integer(in: 1...4) {
            let height = random.logUniform(0.3, 4)
            for (time, value) in component(count, season: season, using: &random).enumerated() {
                path[time] += height * value
            }
        }
        let noise = random.chance(0.7) ? random.logUniform(0.03, 1) : 0
        return noise > 0 ? path.map { $0 + noise * random.normal() } : path
    }

    /// A draw with the squared exponential kernel.
    static func smooth(_ count: Int, length: Double, using random: inout PriorRandom) -> [Double] {
        waves(count, using: &random) { $0.normal() / length }
    }

    private static func component(_ count: Int, season: Int, using random: inout PriorRandom) -> [Double] {
        let steps = Double(count)
        let length = random.logUniform(2, steps)
        let period =
            season > 1 && random.chance(0.75) ? Double(season) : random.logUniform(3, max(4, steps / 2))
        let roughness = random.uniform(0.3, 0.9)
        // The harmonics of a periodic kernel fall off, here geometrically.
        func harmonic(_ random: inout PriorRandom) -> Double {
            var order = 1.0
            while order < period / 2 - 1, random.chance(roughness * 0.7) { order += 1 }
            return 2 * .pi * order / period
        }
        switch random.pick([
            (Kind.smooth, 0.2), (.rough, 0.15), (.rational, 0.15), (.periodic, 0.22), (.locallyPeriodic, 0.16),
            (.linear, 0.12),
        ]) {
        case .smooth: return smooth(count, length: length, using: &random)
        // Matérn kernels have Student's distribution as their spectrum, here with three degrees of freedom.
        case .rough: return waves(count, using: &random) { $0.student(3) * 3.0.squareRoot() / length }
        // A rational quadratic kernel is a mixture of smooth ones, of gamma distributed precisions.
        case .rational:
            let shape = random.logUniform(0.3, 5)
            return waves(count, using: &random) { $0.normal() / length * ($0.gamma(shape) / shape).squareRoot() }
        case .periodic: return waves(count, using: &random) { harmonic(&$0) }
        case .locallyPeriodic:
            let slow = max(length, 2 * period)
            return waves(count, using: &random) { harmonic(&$0) + $0.normal() / slow }
        case .linear:
            let (slope, start) = (random.normal() * 3, random.normal())
            return (0..<count).map { start + slope * Double($0) / steps }
        }
    }

    /// A sum of cosines of random phases, each turned on step by step.
    private static func waves(
        _ count: Int, using random: inout PriorRandom, speed: (inout PriorRandom) -> Double
    ) -> [Double] {
        var path = [Double](repeating: 0, count: count)
        let height = (2 / Double(featureCount)).squareRoot()
        for _ in 0..<featureCount {
            let (angle, phase) = (speed(&random), random.uniform(0, 2 * .pi))
            let (turnCos, turnSin) = (cos(angle), sin(angle))
            var (x, y) = (height * cos(phase), height * sin(phase))
            for time in 0..<count {
                path[time] += x
                (x, y) = (x * turnCos - y * turnSin, x * turnSin + y * turnCos)
            }
        }
        return path
    }
}
