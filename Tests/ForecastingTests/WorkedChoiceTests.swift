import SeriesData
import TestSupport
import Testing

@testable import Forecasting

/// What decides among models, and ties and ends, in numbers worked by hand.
@Suite struct WorkedChoiceTests {
    private static func history(_ count: Int, seed: UInt64) -> [Double] {
        var random = SplitMix(seed: seed)
        var level = 20.0
        return (0..<count).map { step in
            level += Double(random.next() % 1000) / 250 - 1.8
            return 30 + level + Double(random.next() % 1000) / 100 + Double(step % 4) * 3
        }
    }

    @Test func everyFittedNumberCounts() {
        func count(_ trend: ETSModel.Trend, _ season: ETSModel.Season) -> Int {
            ETSModel(error: .additive, trend: trend, season: season, period: 4).parameterCount
        }
        // α, the first level, the variance; β and the first growth; φ; γ and three of four first seasons.
        #expect([count(.none, .none), count(.additive, .none), count(.damped, .none)] == [3, 5, 6])
        #expect([count(.none, .additive), count(.damped, .multiplicative)] == [7, 10])
    }

    @Test func aSeasonHasTwoStepsOrMoreAndMultipliesValuesAboveZero() {
        #expect(ETSModel.candidates(period: 2).contains { $0.season == .additive && $0.period == 2 })
        #expect(ETSModel.candidates(period: 1).allSatisfy { $0.season == .none })
        for (error, season, needs) in [
            (ETSModel.Component.additive, ETSModel.Season.multiplicative, true), (.multiplicative, .none, true),
            (.additive, .additive, false),
        ] {
            let model = ETSModel(error: error, trend: .none, season: season, period: 4)
            #expect(model.needsPositiveValues == needs)
        }
    }

    @Test(arguments: [(ETSModel.Trend.none, 3.0), (.additive, 5), (.damped, 6)])
    func theCriterionIsCorrectedForShortHistories(_ trend: ETSModel.Trend, _ k: Double) throws {
        let model = ETSModel(error: .additive, trend: trend, season: .none, period: 1)
        let fitted = try ExponentialSmoothing(model, fitting: Self.history(12, seed: 1))
        let expected = -2 * fitted.logLikelihood + 2 * k + 2 * k * (k + 1) / (12 - k - 1)
        #expect(abs(fitted.aicc - expected) < 1e-9)
    }

    @Test func theModelWithTheLowestCorrectedCriterionIsTaken() throws {
        var differences = 0
        for seed in 1...12 as ClosedRange<UInt64> {
            let history = Self.history(14, seed: seed)
            let fitted = ETSModel.candidates(period: 4).compactMap { try? ExponentialSmoothing($0, fitting: history) }
            let best = try ExponentialSmoothing.best(for: history, season: 4)
            let lowest = try #require(fitted.map(\.aicc).min())
            #expect(abs(best.aicc - lowest) < 1e-9)
            let uncorrected = try #require(
                fitted.min {
                    2 * Double($0.model.parameterCount) - 2 * $0.logLikelihood
                        < 2 * Double($1.model.parameterCount) - 2 * $1.logLikelihood
                })
            if uncorrected.model != best.model { differences += 1 }
        }
        // So that the correction is seen to matter in some.
        #expect(differences > 0)
    }

    @Test func aSeasonWidensIntervalsOnceASeason() throws {
        let model = ETSModel(error: .additive, trend: .none, season: .additive, period: 4)
        var fitted: ExponentialSmoothing?
        for seed in 1...40 as ClosedRange<UInt64> where (fitted?.gamma ?? 0) < 0.05 {
            fitted = try ExponentialSmoothing(model, fitting: Self.history(40, seed: seed))
        }
        let chosen = try #require(fitted)
        try #require(chosen.gamma >= 0.05)
        var random = SplitMix(seed: 1)
        let intervals = try chosen.intervals(horizon: 9, level: 0.8, using: &random)
        let variance = chosen.sumOfSquares / 40
        // z of 0.9; of the steps before, those a whole number of seasons ago add γ to α.
        let z = 1.2815515655446004
        for (index, interval) in intervals.enumerated() {
            let squares = (0..<index).reduce(1.0) { sum, j in
                let weight = chosen.alpha + ((j + 1) % 4 == 0 ? chosen.gamma : 0)
                return sum + weight * weight
            }
            let half = (interval.upperBound - interval.lowerBound) / 2
            #expect(abs(half - z * (variance * squares).squareRoot()) < 1e-6 * half)
        }
    }

    @Test func aDampedTrendFadesInIntervals() throws {
        let model = ETSModel(error: .additive, trend: .damped, season: .none, period: 1)
        let history = Self.history(40, seed: 3).enumerated().map { $1 + Double($0 * $0) / 10 }
        let fitted = try ExponentialSmoothing(model, fitting: history)
        #expect(fitted.beta > 0.01)
        var random = SplitMix(seed: 1)
        let intervals = try fitted.intervals(horizon: 4, level: 0.8, using: &random)
        let variance = fitted.sumOfSquares / 40
        let growths = [fitted.phi, fitted.phi + fitted.phi * fitted.phi]
        let second = 1 + (fitted.alpha + fitted.beta * growths[0]) * (fitted.alpha + fitted.beta * growths[0])
        let third = second + (fitted.alpha + fitted.beta * growths[1]) * (fitted.alpha + fitted.beta * growths[1])
        let halves = intervals.map { ($0.upperBound - $0.lowerBound) / 2 / 1.2815515655446004 }
        for (half, square) in zip(halves, [1, second, third]) {
            #expect(abs(half - (variance * square).squareRoot()) < 1e-6 * half)
        }
    }

    @Test func aValueOnTheEndOfAnIntervalIsWithinIt() {
        var errors = IntervalErrors(level: 0.8)
        for actual in [1.0, 3, 0.5, 3.5] { errors.add(actual: actual, lower: 1, upper: 3) }
        #expect(errors.coverage == 0.5 && errors.meanWidth == 2)
        // The misses of a half each, ten times, over four values: α is 0.2.
        #expect(abs(errors.intervalScore - (8 + 10) / 4) < 1e-12)
    }

    @Test func aScoreThatIsTheQuantileIsNoMiss() {
        var tracker = QuantileTracker(level: 0.9, from: 2)
        tracker.see(2)
        // A tenth of the greatest score, times minus a tenth.
        #expect(abs(tracker.quantile - 1.98) < 1e-12)
        tracker.see(2.5)
        #expect(abs(tracker.quantile - (1.98 + 0.25 * 0.9)) < 1e-12)
    }

    @Test func aMissingResidualIsPassedOver() throws {
        let with = try ConformalIntervals(residuals: [[1, -2, .nan, 3, 4]], level: 0.6)
        #expect(with.upper == [3] && with.lower == [3])
        let misses = [(below: -1.0, above: 2.0), (.nan, 9), (3, -4), (0, 1), (-2, 5)]
        let sides = try ConformalIntervals(asymmetric: [misses.map { (below: $0.0, above: $0.1) }], level: 0.5)
        // Four are left: of five parts at 0.75 the fourth smallest.
        #expect(sides.lower == [3] && sides.upper == [5])
    }
}
