#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// How a path becomes the values of a file: added or multiplied parts, bounds, units, rounding.
enum PriorUnits {
    private enum Link { case plain, exponential, positive, bounded }

    static func values(of path: [Double], using random: inout PriorRandom) -> [Double] {
        let link = random.pick([
            (Link.plain, weight: 0.54), (.exponential, 0.36), (.positive, 0.05), (.bounded, 0.05),
        ])
        var values: [Double]
        switch link {
        case .plain:
            values = path
            if random.chance(0.75), let (low, high) = limits(of: path) {
                // Most numbers that are written down are above 0.
                let room = (high - low) * random.logUniform(0.02, 10)
                values = path.map { $0 - low + room }
            }
        case .exponential:
            let height = random.logUniform(0.04, 1.1)
            values = PriorSeason.standardised(path).map { exp(min(height * $0, 12)) }
        case .positive: values = PriorSeason.standardised(path).map { max(0, $0 + 0.5) }
        case .bounded:
            let (height, middle) = (random.uniform(0.5, 3), random.normal())
            values = PriorSeason.standardised(path).map { 100 / (1 + exp(-(middle + height * $0))) }
        }
        let unit = random.logUniform(0.01, 10_000) * (random.chance(0.03) ? -1 : 1)
        for time in values.indices { values[time] *= unit }
        if random.chance(0.25) { round(&values, using: &random) }
        return values
    }

    /// Rounds to a decimal step that is somewhat smaller than the series is wide.
    private static func round(_ values: inout [Double], using random: inout PriorRandom) {
        guard let (low, high) = limits(of: values), high > low else { return }
        let step = pow(10, log10((high - low) * random.logUniform(0.002, 0.15)).rounded(.down))
        for time in values.indices { values[time] = (values[time] / step).rounded() * step }
    }

    private static func limits(of values: [Double]) -> (low: Double, high: Double)? {
        guard let low = values.min(), let high = values.max() else { return nil }
        return (low, high)
    }
}
