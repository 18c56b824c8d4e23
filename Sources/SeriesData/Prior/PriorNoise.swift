#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What follows from nothing, or only from itself: noise of several tails, of deviation 1.
///
/// Source of the one with a deviation that changes: S. Taylor, “Modelling Financial Time Series”, 1986.
enum PriorNoise {
    private enum Kind { case normal, student, laplace, skewed, volatile }

    static func path(_ count: Int, using random: inout PriorRandom) -> [Double] {
        let memory = random.pick([
            (0, weight: 0.5), (random.uniform(0, 0.92), 0.37), (random.uniform(-0.6, 0), 0.13),
        ])
        let kind = random.pick([
            (Kind.normal, weight: 0.55), (.student, 0.18), (.laplace, 0.08), (.skewed, 0.09), (.volatile, 0.1),
        ])
        let (degrees, shape) = (random.uniform(2.5, 8), random.uniform(0.5, 4))
        let sign = random.sign()
        let (keep, spread) = (random.uniform(0.8, 0.99), random.uniform(0.2, 0.9))
        var (logarithm, value) = (spread * random.normal(), 0.0)
        let shockSize = (1 - memory * memory).squareRoot()
        return (0..<count).map { time in
            let shock: Double
            switch kind {
            case .normal: shock = random.normal()
            case .student: shock = random.student(degrees)
            case .laplace: shock = random.exponential() * random.sign() / 2.0.squareRoot()
            case .skewed: shock = sign * (random.gamma(shape) - shape) / shape.squareRoot()
            case .volatile:
                logarithm = keep * logarithm + spread * (1 - keep * keep).squareRoot() * random.normal()
                shock = random.normal() * exp(logarithm - spread * spread)
            }
            value = time == 0 ? shock : memory * value + shockSize * shock
            return value
        }
    }
}
