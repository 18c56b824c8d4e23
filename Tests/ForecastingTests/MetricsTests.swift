import CSVTables
import Forecasting
import SeriesData
import Testing

@Suite struct MetricsTests {
    /// Steps of 2: 4 − 1, 8 − 3, 2 − 4 and 8 − 8 are 3, 5, −2 and 0: magnitudes 10/4, squares 38/4.
    @Test func `errors are scaled by those of the seasonal naive forecast within the history`() {
        let scale = NaiveScale(of: [1, 3, 4, 8, 2, 8], season: 2)
        #expect(scale == NaiveScale(of: [1, 3, 4, 8, 2, 8], season: 2))
        #expect(scale.absolute == 2.5)
        #expect(scale.squared == 9.5)
        // Errors 5 and −1: mae 3, mse 13.
        let errors = ForecastErrors(actual: [10, 4], prediction: [5, 5])
        #expect(errors.mase(scale) == 1.2)
        #expect(errors.rmsse(scale) == (13 / 9.5).squareRoot())
        #expect(NaiveScale(of: [1, 2], season: 2).absolute.isNaN)
        // Of a history that grows each time the same.
        let values: [Double] = [1, 3, 4, 8, 2, 8, .nan, 7, 6]
        var growing = GrowingNaiveScale(season: 2)
        #expect(growing.scale(ofFirst: 1, of: ValueWindow(values)).absolute.isNaN)
        for end in [3, 4, 6, 9] {
            // No more is looked at than a season before the last end.
            let start = max(0, end - 5)
            let rest = ValueWindow(Array(values.dropFirst(start)), from: start, first: 1)
            let (whole, found) = (
                NaiveScale(of: Array(values.prefix(end)), season: 2), growing.scale(ofFirst: end, of: rest)
            )
            #expect(whole == found, "\(end)")
        }
    }

    @Test func `a pinball loss weighs what lies above by its level`() {
        #expect(pinballLoss(10, quantile: 8, level: 0.75) == 1.5)
        #expect(pinballLoss(8, quantile: 10, level: 0.75) == 0.5)
        #expect(pinballLoss(8, quantile: 8, level: 0.1) == 0)
    }

    @Test func `a ranked probability score is worked from its formula`() {
        typealias Score = ContinuousRankedProbabilityScore
        // At the mean: 2φ(0) − 1/√π = (√2 − 1)/√π.
        let center = (2.0.squareRoot() - 1) / Double.pi.squareRoot()
        #expect(abs(Score.gaussian(5, mean: 5, standardDeviation: 3) - 3 * center) < 1e-15)
        #expect(Score.gaussian(5, mean: 2, standardDeviation: 0) == 3)
        // Distances 1, 1 and 4 to 2: mean 2; between samples 2·(2 + 5 + 3): 20/18, or 20/12.
        #expect(abs(Score.samples(2, [3, 1, 6], estimator: .standard) - (2 - 20.0 / 18)) < 1e-15)
        #expect(abs(Score.samples(2, [3, 1, 6], estimator: .fair) - (2 - 20.0 / 12)) < 1e-15)
        #expect(Score.samples(2, [5], estimator: .fair).isNaN)
        // Losses 0.25·2, 0.5·1 and 0.25·1, each twice.
        #expect(abs(Score.quantiles(4, [2, 3, 5], levels: [0.25, 0.5, 0.75]) - 2 * 1.25 / 3) < 1e-15)
    }

    @Test func `many samples and many quantiles score as the distribution that they are of`() {
        typealias Score = ContinuousRankedProbabilityScore
        let levels = (0..<2000).map { (Double($0) + 0.5) / 2000 }
        let quantiles = levels.map { 3 + 2 * NormalDistribution.quantile($0) }
        let exact = Score.gaussian(4.5, mean: 3, standardDeviation: 2)
        #expect(abs(Score.quantiles(4.5, quantiles, levels: levels) - exact) < 1e-3)
        #expect(abs(Score.samples(4.5, quantiles, estimator: .standard) - exact) < 1e-3)
    }

    @Test func `a mixture of normal forecasts scores as its parts together`() {
        typealias Score = ContinuousRankedProbabilityScore
        let one = Score.gaussian(4.5, mean: 3, standardDeviation: 2)
        #expect(abs(Score.gaussianMixture(4.5, [(3, 2)]) - one) < 1e-14)
        #expect(abs(Score.gaussianMixture(4.5, [(3, 2), (3, 2), (3, 2)]) - one) < 1e-14)
        // Two points: distances 1 and 3 to 2, and 4 between them.
        #expect(Score.gaussianMixture(2, [(1, 0), (5, 0)]) == 2 - 2 * 4.0 / 8)
        // ∫(F(x) − 1[x ≥ 1])² dx by the midpoint rule.
        let parts = [(mean: -1.0, standardDeviation: 0.5), (mean: 2.0, standardDeviation: 1.5)]
        let step = 1e-3
        let integral = (-10_000..<12_000).reduce(0) { sum, index in
            let x = (Double(index) + 0.5) * step
            let f = parts.reduce(0) { $0 + NormalDistribution.cumulative((x - $1.mean) / $1.standardDeviation) / 2 }
            return sum + (x >= 1 ? (1 - f) * (1 - f) : f * f) * step
        }
        #expect(abs(Score.gaussianMixture(1, parts) - integral) < 1e-6)
    }

    /// From tables of the normal distribution: Φ(1.959963984540054) = 0.975, Φ(−1) = 0.15865525393145707.
    @Test func `the normal distribution and its quantiles go together`() {
        #expect(abs(NormalDistribution.quantile(0.975) - 1.959963984540054) < 1e-12)
        #expect(abs(NormalDistribution.cumulative(-1) - 0.15865525393145707) < 1e-15)
        for level in [1e-300, 1e-9, 0.01, 0.024, 0.3, 0.5, 0.7, 0.98, 0.999] {
            let back = NormalDistribution.cumulative(NormalDistribution.quantile(level))
            #expect(abs(back - level) < 1e-11 * level)
        }
        #expect(NormalDistribution.quantile(0) == -.infinity && NormalDistribution.quantile(1) == .infinity)
        #expect(NormalDistribution.quantile(1.5).isNaN)
    }

    /// Within: 5 and 9, on the end; 1 is 1 below, 20 is 5 above: widths 4 + 4 + 6 + 5, misses 6, 2/α = 4.
    @Test func `intervals are judged by what they cover, their width and how far they miss`() {
        var errors = IntervalErrors(level: 0.5)
        errors.add(actual: 5, lower: 3, upper: 7)
        errors.add(actual: 9, lower: 5, upper: 9)
        errors.add(actual: 1, lower: 2, upper: 8)
        errors.add(actual: .nan, lower: 2, upper: 8)
        errors.add(actual: 20, lower: 10, upper: 15)
        #expect(errors.count == 4)
        #expect(errors.coverage == 0.5)
        #expect(errors.meanWidth == 19.0 / 4)
        #expect(errors.intervalScore == (19 + 4 * 6) / 4.0)
        #expect(IntervalErrors(level: 0.9).coverage.isNaN)
    }

    /// utilsforecast 0.2.12, sktime 1.2.0, properscoring 0.1: fixtures/forecasting/make.py.
    @Test func `other programs find the same numbers`() throws {
        let table = "forecasting/forecast.csv"
        let actual = try ReferenceTable.numbers(table, column: 0)
        let forecast = try ReferenceTable.numbers(table, column: 1)
        let lower = try ReferenceTable.numbers(table, column: 2)
        let upper = try ReferenceTable.numbers(table, column: 3)
        let history = Array(try ReferenceTable.numbers(ReferenceTable.airline, column: 1).dropLast(12))
        let errors = ForecastErrors(actual: actual, prediction: forecast)
        let scale = NaiveScale(of: history, season: 12)
        var intervals = IntervalErrors(level: 0.9)
        for index in actual.indices {
            intervals.add(actual: actual[index], lower: lower[index], upper: upper[index])
        }
        let pinball = zip(actual, forecast).reduce(0) { $0 + pinballLoss($1.0, quantile: $1.1, level: 0.9) } / 12
        let ours = [
            "mae": errors.mae, "rmse": errors.rmse, "smape": errors.smape, "mase": errors.mase(scale),
            "rmsse": errors.rmsse(scale), "pinball-0.9": pinball, "coverage": intervals.coverage,
            "mean-width": intervals.meanWidth,
        ]
        let rows = try ReferenceTable.rows("forecasting/metrics.csv")
        #expect(Set(rows.map { $0[0] }) == Set(ours.keys))
        for row in rows {
            let (found, wanted) = (try #require(ours[row[0]]), try #require(decimal(row[2])))
            #expect(abs(found - wanted) < 1e-12 * abs(wanted), "\(row)")
        }
        for row in try ReferenceTable.rows("forecasting/scores.csv") {
            let (value, wanted) = (try #require(decimal(row[1])), try #require(decimal(row[3])))
            let numbers = row[2].split(separator: " ").compactMap { decimal(String($0)) }
            let found =
                row[0] == "gaussian"
                ? ContinuousRankedProbabilityScore.gaussian(value, mean: numbers[0], standardDeviation: numbers[1])
                : ContinuousRankedProbabilityScore.samples(value, numbers, estimator: .standard)
            #expect(abs(found - wanted) < 1e-12 * abs(wanted), "\(row)")
        }
    }
}
