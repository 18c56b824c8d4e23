import Forecasting
import SeriesData

/// How a forecast is spread out.
package enum ForecastSpread: Sendable {
    /// A mixture of normal, or Student's, distributions in equal parts, of the levels of a target.
    case normals([NormalPart], of: TransformChain)
    /// A mixture of distributions of counts in equal parts, in the units of the data.
    case counts([CountPart])
    /// Values that were drawn, in the units of the data.
    case samples([Double])

    /// What a distribution is looked at where no formula has its score.
    private static let levels = (1...99).map { Double($0) / 100 }

    /// The continuous ranked probability score, with the value that came.
    package func score(_ actual: Double) -> Double {
        switch self {
        case .normals(let parts, let transforms):
            guard transforms.transforms.contains(.log1p) || parts.contains(where: { $0.degreesOfFreedom != nil }) else {
                return ContinuousRankedProbabilityScore.gaussianMixture(
                    actual, parts.map { (mean: $0.mean, standardDeviation: $0.deviation) })
            }
            let quantiles = Self.levels.map {
                transforms.value(ofLevel: NormalPart.quantile($0, ofMixture: parts))
            }
            return ContinuousRankedProbabilityScore.quantiles(actual, quantiles, levels: Self.levels)
        case .counts(let parts): return CountPart.score(actual, ofMixture: parts)
        case .samples(let values):
            return ContinuousRankedProbabilityScore.samples(actual, values, estimator: .fair)
        }
    }
}
