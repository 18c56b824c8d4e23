import Forecasting

/// How a forecast is spread out, in the units of the data.
enum ForecastSpread {
    /// A mixture of normal distributions in equal parts.
    case normals([NormalDistribution])
    /// Values at levels that are evenly spaced.
    case quantiles([Double], levels: [Double])
    /// Values that were drawn.
    case samples([Double])

    /// The levels that a distribution is looked at where no formula has its score.
    static let levels = (1...99).map { Double($0) / 100 }

    /// The continuous ranked probability score, with the value that came.
    func score(_ actual: Double) -> Double {
        switch self {
        case .normals(let parts):
            ContinuousRankedProbabilityScore.gaussianMixture(
                actual, parts.map { (mean: $0.mean, standardDeviation: $0.deviation) })
        case .quantiles(let values, let levels):
            ContinuousRankedProbabilityScore.quantiles(actual, values, levels: levels)
        case .samples(let values):
            ContinuousRankedProbabilityScore.samples(actual, values, estimator: .fair)
        }
    }
}
