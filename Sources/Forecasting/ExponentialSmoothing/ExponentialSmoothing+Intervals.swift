import SeriesData

extension ExponentialSmoothing {
    /// Intervals that hold the values of the steps 1 to `horizon` with the chance `level`.
    ///
    /// Formula, for additive models: forecast ± z·σ·√(1 + c₁² + … + cₕ₋₁²), cⱼ = α + β·(φ + … + φʲ) + γ where j is a
    /// whole number of seasons, σ² = Σe²/n. Of other models quantiles of simulated paths are taken, drawn from `random`.
    ///
    /// - Throws: ``ForecastingError/wrongLevel(_:)``.
    package func intervals(
        horizon: Int, level: Double, using random: inout some RandomNumberGenerator
    ) throws(ForecastingError) -> [ClosedRange<Double>] {
        guard level > 0, level < 1 else { throw .wrongLevel(level) }
        let isAdditive = model.error == .additive && model.season != .multiplicative
        return isAdditive ? additive(horizon, level) : simulated(horizon, level, using: &random)
    }

    private var variance: Double { sumOfSquares / Double(valueCount) }

    private func additive(_ horizon: Int, _ level: Double) -> [ClosedRange<Double>] {
        let z = NormalDistribution.quantile((1 + level) / 2)
        var (factor, growths, power) = (1.0, 0.0, 1.0)
        return forecast(horizon: horizon).enumerated().map { index, center in
            if index > 0 {
                power *= phi
                growths += power
                let isSeason = model.season != .none && index.isMultiple(of: model.period)
                let weight = alpha + beta * growths + (isSeason ? gamma : 0)
                factor += weight * weight
            }
            let half = z * (variance * factor).squareRoot()
            return center - half...center + half
        }
    }

    private static let pathCount = 2000

    func simulated(
        _ horizon: Int, _ level: Double, using random: inout some RandomNumberGenerator
    ) -> [ClosedRange<Double>] {
        let deviation = variance.squareRoot()
        var values = [[Double]](repeating: [], count: max(horizon, 0))
        for _ in 0..<Self.pathCount {
            var state = state
            for step in values.indices {
                let center = state.nextForecast(parameters, model: model)
                let uniform = (Double(random.next() >> 11) + 0.5) * 0x1p-53
                let error = deviation * NormalDistribution.quantile(uniform)
                let r = model.error == .multiplicative ? error * center : error
                // A path that leaves the numbers counts at the far end of its side.
                values[step].append(center.isFinite && r.isFinite ? center + r : .greatestFiniteMagnitude)
                state.advance(r, parameters, model: model)
            }
        }
        return values.map { path in
            let sorted = path.sorted()
            let lower = sampleQuantile((1 - level) / 2, of: sorted)
            return lower...max(lower, sampleQuantile((1 + level) / 2, of: sorted))
        }
    }
}
