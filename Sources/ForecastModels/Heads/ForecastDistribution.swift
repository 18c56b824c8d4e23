import RecurrentNets
import SeriesData

/// What is said of one number that is to come, on the network's scale.
package enum ForecastDistribution: Equatable, Sendable {
    case value(Double)
    /// A mixture in equal parts, of normal or Student's distributions.
    case normals([NormalPart])
    /// A mixture in equal parts of distributions of counts, which are not scaled.
    case counts([CountPart])
    /// Ascending, each with its level.
    case quantiles([Double], at: [Double])

    /// The number itself: a mean, or the median of quantiles.
    package var prediction: Double {
        switch self {
        case .value(let value): value
        case .normals(let parts): parts.reduce(0) { $0 + $1.mean } / Double(parts.count)
        case .counts(let parts): parts.reduce(0) { $0 + $1.mean } / Double(parts.count)
        case .quantiles(let values, let levels): levels.firstIndex(of: 0.5).map { values[$0] } ?? .nan
        }
    }

    /// The same of the number before `scaling` was applied to it.
    func inverted(by scaling: Scaling) -> ForecastDistribution {
        switch self {
        case .value(let value): .value(scaling.invert(value))
        case .normals(let parts):
            .normals(
                parts.map {
                    NormalPart(
                        mean: scaling.invert($0.mean), deviation: $0.deviation * scaling.divisor,
                        degreesOfFreedom: $0.degreesOfFreedom)
                })
        case .counts: self
        case .quantiles(let values, let levels): .quantiles(values.map(scaling.invert), at: levels)
        }
    }

    /// A number drawn from it; where it says no distribution, the forecast itself.
    func drawn(using random: inout SeededGenerator) -> Double {
        switch self {
        case .normals(let parts):
            let part = Self.drawn(of: parts, using: &random)
            return part.mean + part.deviation * part.standardDraw(using: &random)
        case .counts(let parts):
            let part = Self.drawn(of: parts, using: &random)
            return CountPart.quantile(random.uniform(), ofMixture: [part])
        case .value, .quantiles: return prediction
        }
    }

    private static func drawn<Part>(of parts: [Part], using random: inout SeededGenerator) -> Part {
        parts[Int(random.next().multipliedFullWidth(by: UInt64(parts.count)).high)]
    }

    /// The number that it stays below with a probability of `level`; nil where the network does not say.
    package func quantile(_ level: Double) -> Double? {
        switch self {
        case .value: nil
        case .normals(let parts): NormalPart.quantile(level, ofMixture: parts)
        case .counts(let parts): CountPart.quantile(level, ofMixture: parts)
        case .quantiles(let values, let levels):
            // Levels such as (1 − 0.9) / 2 are not exact.
            levels.firstIndex { abs($0 - level) < 1e-9 }.map { values[$0] }
        }
    }
}
