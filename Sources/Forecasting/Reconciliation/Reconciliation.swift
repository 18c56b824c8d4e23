/// How forecasts of series and of their sums are made to agree.
///
/// Formulas: bottom-up, ỹ = S·ŷ of the bottom; top-down, each part of a sum is that sum times the part's share in the forecasts of all
/// its parts, from the top on; mint, ỹ = S·(S′W⁻¹S)⁻¹·S′W⁻¹·ŷ, W the covariances of the errors.
///
/// Source: S. Wickramasuriya, G. Athanasopoulos, R. Hyndman, “Optimal Forecast Reconciliation for Hierarchical and Grouped Time Series
/// Through Trace Minimization”, 2019; G. Athanasopoulos, R. Ahmed, R. Hyndman, “Hierarchical Forecasts for Australian Domestic Tourism”,
/// 2009, for the shares.
package enum Reconciliation: String, CaseIterable, Sendable {
    case bottomUp = "bottom-up"
    case topDown = "top-down"
    case mint

    /// The forecasts that agree, in the order of the hierarchy's names; nil where the covariances cannot be solved for.
    ///
    /// W is `covariance`, which only mint looks at.
    package func reconciled(_ forecasts: [Double], _ hierarchy: Hierarchy, covariance: [[Double]]) -> [Double]? {
        let matrix = hierarchy.matrix
        func summed(_ bottom: [Double]) -> [Double] {
            matrix.map { row in zip(row, bottom).reduce(0) { $0 + $1.0 * $1.1 } }
        }
        switch self {
        case .bottomUp: return summed(Array(forecasts[hierarchy.sumCount...]))
        case .topDown: return summed(Array(shared(forecasts, hierarchy)[hierarchy.sumCount...]))
        case .mint:
            guard let weighted = CholeskySolver(covariance)?.solved(matrix.indices.map { [forecasts[$0]] + matrix[$0] })
            else { return nil }
            // Columns: W⁻¹ŷ, then W⁻¹S.
            let count = hierarchy.bottomCount
            var (left, right) = ([[Double]](), [[Double]]())
            for row in 0..<count {
                left.append(
                    (0..<count).map { column in
                        matrix.indices.reduce(0) { $0 + matrix[$1][row] * weighted[$1][column + 1] }
                    })
                right.append([matrix.indices.reduce(0) { $0 + matrix[$1][row] * weighted[$1][0] }])
            }
            guard let bottom = CholeskySolver(left)?.solved(right) else { return nil }
            return summed(bottom.map { $0[0] })
        }
    }

    private func shared(_ forecasts: [Double], _ hierarchy: Hierarchy) -> [Double] {
        var values = forecasts
        // A sum is shared out after all that hold it.
        var waiting = Array(0..<hierarchy.sumCount)
        while !waiting.isEmpty {
            guard let sum = waiting.first(where: { sum in !waiting.contains { hierarchy.parts[$0].contains(sum) } })
            else {
                return values
            }
            let parts = hierarchy.parts[sum]
            let all = parts.reduce(0) { $0 + forecasts[$1] }
            for part in parts {
                values[part] = values[sum] * (all != 0 ? forecasts[part] / all : 1 / Double(parts.count))
            }
            waiting.removeAll { $0 == sum }
        }
        return values
    }

    /// The covariances of errors, those of different series drawn towards 0 as far as they are uncertain; of each series as many
    /// errors are given.
    ///
    /// Source: J. Schäfer, K. Strimmer, “A Shrinkage Approach to Large-Scale Covariance Matrix Estimation”, 2005, on correlations.
    package static func shrunkCovariance(_ errors: [[Double]]) -> [[Double]] {
        let size = Double(errors.first?.count ?? 0)
        let variances = errors.map { own in own.reduce(0) { $0 + $1 * $1 } / max(size, 1) }
        let least = max((variances.max() ?? 0) * 1e-9, .leastNormalMagnitude)
        let deviations = variances.map { max($0, least).squareRoot() }
        let scaled = zip(errors, deviations).map { own, deviation in own.map { $0 / deviation } }
        var (uncertain, squares) = (0.0, 0.0)
        var correlations = errors.map { _ in errors.map { _ in 0.0 } }
        for row in errors.indices {
            correlations[row][row] = 1
            for column in 0..<row {
                let products = zip(scaled[row], scaled[column]).map { $0 * $1 }
                let mean = products.reduce(0, +) / max(size, 1)
                let spread = products.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
                uncertain += spread / max(size * (size - 1), 1)
                squares += mean * mean
                correlations[row][column] = mean
                correlations[column][row] = mean
            }
        }
        let shrinkage = squares > 0 ? min(1, max(0, uncertain / squares)) : 1
        return errors.indices.map { row in
            errors.indices.map { column in
                let part = row == column ? 1 : (1 - shrinkage) * correlations[row][column]
                return part * deviations[row] * deviations[column]
            }
        }
    }
}
