#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What comes again after a fixed time, with a deviation of about 1.
///
/// The shape is smooth (few Fourier terms that fall off), rough (a number for each phase), of peaks or of blocks; its size and
/// its shape may change slowly. A length need not be whole.
/// Sources: P. Young, D. Pedregal, W. Tych, “Dynamic Harmonic Regression”, 1999; S. Dooley et al., “ForecastPFN”, 2023.
enum PriorSeason {
    private enum Kind { case smooth, rough, peaks, blocks }

    /// The length of a season that a series is said to have: those of calendars, clocks and others; 1 is none.
    static func length(using random: inout PriorRandom) -> Int {
        random.pick([
            (12, weight: 0.28), (1, 0.15), (7, 0.13), (24, 0.13), (4, 0.1), (52, 0.04), (5, 0.03), (6, 0.02),
            (10, 0.01),
            (48, 0.01), (96, 0.005), (168, 0.005), (random.integer(in: 2...60), 0.09),
        ])
    }

    static func path(_ count: Int, period: Double, using random: inout PriorRandom) -> [Double] {
        let first = shape(period, using: &random)
        let size = slowFactor(count, using: &random)
        let changes = random.chance(0.3)
        let second = changes ? shape(period, using: &random) : []
        let share = changes ? PriorLevel.walk(count, step: slowStep(count, using: &random), using: &random) : []
        let start = random.uniform(0, period)
        var phase = start.truncatingRemainder(dividingBy: period)
        return (0..<count).map { time in
            defer {
                phase += 1
                if phase >= period { phase -= period }
            }
            let value = Self.value(of: first, at: phase, period)
            return size[time] * (changes ? value + share[time] * Self.value(of: second, at: phase, period) : value)
        }
    }

    /// The deviation of a walk's step that goes so far over the whole series.
    private static func slowStep(_ count: Int, using random: inout PriorRandom) -> Double {
        random.logUniform(0.05, 1.2) / Double(count).squareRoot()
    }

    /// What the size of a season is multiplied by: mostly 1, else a slow walk of its logarithm.
    private static func slowFactor(_ count: Int, using random: inout PriorRandom) -> [Double] {
        guard random.chance(0.4) else { return Array(repeating: 1, count: count) }
        let (step, drift) = (slowStep(count, using: &random), random.chance(0.5) ? random.normal() / Double(count) : 0)
        var size = 0.0
        return (0..<count).map { _ in
            size += drift + step * random.normal()
            return exp(min(max(size, -3), 2))
        }
    }

    /// The shape at a phase, between two places of its table in proportion.
    private static func value(of shape: [Double], at phase: Double, _ period: Double) -> Double {
        let place = phase / period * Double(shape.count)
        let index = min(Int(place), shape.count - 1)
        let part = place - Double(index)
        return (1 - part) * shape[index] + part * shape[index + 1 == shape.count ? 0 : index + 1]
    }

    /// One season as a table, of mean 0 and deviation 1.
    private static func shape(_ period: Double, using random: inout PriorRandom) -> [Double] {
        let count = max(2, Int(period.rounded(.up)))
        var table: [Double]
        switch random.pick([(Kind.smooth, 0.5), (.rough, 0.25), (.peaks, 0.13), (.blocks, 0.12)]) {
        case .smooth: table = waves(count, using: &random)
        case .rough:
            let part = random.uniform(0.2, 1)
            table = waves(count, using: &random).map { (1 - part) * $0 + part * random.normal() }
        case .peaks:
            table = Array(repeating: 0, count: count)
            for _ in 0..<random.integer(in: 1...3) {
                let (place, height) = (random.uniform(0, Double(count)), random.logUniform(0.3, 2) * random.sign())
                let width = max(0.4, Double(count) * random.logUniform(0.02, 0.12))
                for index in 0..<count {
                    let direct = Swift.abs(Double(index) - place)
                    let distance = min(direct, Double(count) - direct) / width
                    table[index] += height * exp(-distance * distance / 2)
                }
            }
        case .blocks:
            table = Array(repeating: 0, count: count)
            for _ in 0..<random.integer(in: 1...2) {
                let (start, length) = (random.integer(in: 0...count - 1), random.integer(in: 1...max(1, count / 2)))
                let height = random.normal()
                for index in start..<start + length { table[index % count] += height }
            }
            let rest = random.uniform(0, 0.3)
            table = table.map { $0 + rest * random.normal() }
        }
        return standardised(table)
    }

    /// A few Fourier terms whose sizes fall off.
    private static func waves(_ count: Int, using random: inout PriorRandom) -> [Double] {
        let (terms, decay) = (min(count / 2, random.integer(in: 1...6)), random.uniform(0.2, 1))
        var table = [Double](repeating: 0, count: count)
        var size = 1.0
        for term in 1...max(1, terms) {
            let (a, b) = (size * random.normal(), size * random.normal())
            for index in 0..<count {
                let angle = 2 * Double.pi * Double(term * index % count) / Double(count)
                table[index] += a * sin(angle) + b * cos(angle)
            }
            size *= decay
        }
        return table
    }

    /// Less the mean, over the deviation; a constant becomes zeros.
    static func standardised(_ values: [Double]) -> [Double] {
        let mean = values.reduce(0, +) / Double(values.count)
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
        let factor = variance > 0 ? 1 / variance.squareRoot() : 0
        return values.map { ($0 - mean) * factor }
    }
}
