import Forecasting
import TestSupport
import Testing

@Suite struct ConformalIntervalsTests {
    /// ⌈10·0.8⌉ = 8: the eighth smallest of 1…9 is 8, of the second step's 1/8…9/8 it is 1.
    @Test func `the half-width is the empirical quantile of the absolute residuals, step by step`() throws {
        let first: [Double] = [-9, 1, -2, 3, 4, .nan, -5, 6, 7, 8]
        let second = (1...9).map { Double($0) / 8 }
        let intervals = try ConformalIntervals(residuals: [first, second], level: 0.8)
        #expect(intervals.interval(step: 1, low: 100, high: 100) == 92...108)
        #expect(intervals.interval(step: 2, low: 1, high: 1) == 0...2)
        // ⌈10·0.9⌉ = 9 is the last rank that there is.
        #expect(try ConformalIntervals(residuals: [first], level: 0.9).upper == [9])
    }

    @Test func `quantile forecasts are widened or narrowed by what they missed`() throws {
        // Scores max(below, above): −1, 2, 3, −2; ⌈5·0.8⌉ = 4 gives 3, ⌈5·0.4⌉ = 2 gives −1.
        let misses = [[(-1.0, -4.0), (2, -9), (-9, 3), (-2, -3), (.nan, .nan)].map { (below: $0.0, above: $0.1) }]
        #expect(
            try ConformalIntervals(quantileMisses: misses, level: 0.8).interval(step: 1, low: 10, high: 20) == 7...23)
        let narrowed = try ConformalIntervals(quantileMisses: misses, level: 0.4)
        #expect(narrowed.interval(step: 1, low: 10, high: 20) == 11...19)
        #expect(narrowed.interval(step: 1, low: 10, high: 11) == 10.5...10.5)
        // Each side alone at ⌈5·0.75⌉ = 4: the largest, 2 below and 3 above.
        let sides = try ConformalIntervals(asymmetric: misses, level: 0.5)
        #expect(sides.interval(step: 1, low: 10, high: 20) == 8...23)
    }

    @Test func `too few residuals and wrong levels are errors`() {
        func message(_ count: Int, _ level: Double) -> String? {
            do {
                _ = try ConformalIntervals(residuals: [Array(repeating: 1, count: count)], level: level)
                return nil
            } catch {
                return "\(error)"
            }
        }
        #expect(
            message(8, 0.9)
                == "found 8 residuals of step 1; intervals of level 0.9 need at least 9; "
                + "lower the level, or hold back more values")
        #expect(message(9, 0.9) == nil)
        #expect(message(18, 0.95) != nil && message(19, 0.95) == nil)
        for level in [0, 1, .nan, -1] {
            #expect(message(5, level) == "found the level \(level); expected one between 0 and 1, as 0.9")
        }
    }

    /// With 49 residuals the chance is ⌈50·0.9⌉/50 = 0.9; of 20,000 draws 0.9 ± 0.01 are covered, whatever the errors.
    @Test func `what is drawn alike is covered as often as promised`() throws {
        var random = SplitMix(seed: 11)
        func skewed() -> Double { -1 / (Double.random(in: 0.01..<1, using: &random)) }
        var covered = 0
        for _ in 0..<2000 {
            let intervals = try ConformalIntervals(residuals: [(0..<49).map { _ in skewed() }], level: 0.9)
            for _ in 0..<10 where intervals.interval(step: 1, low: 0, high: 0).contains(skewed()) { covered += 1 }
        }
        #expect(abs(Double(covered) / 20_000 - 0.9) < 0.01)
    }
}
