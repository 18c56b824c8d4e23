import TestSupport
import Testing

@testable import Forecasting

@Suite struct QuantileTrackerTests {
    /// With B the greatest score so far each step is B/10·0.9 up or B/10·0.1 down.
    @Test func `the level follows the formula, score by score`() {
        var tracker = QuantileTracker(level: 0.9, from: 1)
        for (score, expected) in [
            (0.5, 0.995),  // B 0.5, below: 1 − 0.05·0.1
            (2.0, 1.175),  // B 2, above: 0.995 + 0.2·0.9
            (1.0, 1.155), (1.155, 1.135),  // what is on the level is not above it
            (.nan, 1.135), (.infinity, 1.315),  // above, and B stays 2
        ] {
            tracker.see(score)
            #expect(abs(tracker.quantile - expected) < 1e-12, "after \(score): \(tracker.quantile), not \(expected)")
        }
    }

    @Test func `a great score counts for a hundred steps`() {
        var tracker = QuantileTracker(level: 0.5, from: 100)
        tracker.see(10)
        for _ in 0..<99 { tracker.see(1) }
        #expect(abs(tracker.quantile - 50) < 1e-9)  // a hundred steps of 10/10·0.5 down
        tracker.see(1)
        #expect(abs(tracker.quantile - 49.95) < 1e-9)
    }

    /// From the formula: with one rate throughout, the misses less α·n are (q − 1)/η.
    @Test func `the part of misses is as asked, whatever comes`() {
        var random = SplitMix(seed: 5)
        var tracker = QuantileTracker(level: 0.9, from: 1)
        var missCount = 0
        for step in 0..<3000 {
            // Scores that grow sixfold, fall back, and lean on what was seen.
            let size = (1000..<2000).contains(step) ? 6.0 : 1
            let score = step % 50 == 0 ? tracker.quantile + 0.01 : size * Double.random(in: 0..<1, using: &random)
            if score > tracker.quantile { missCount += 1 }
            tracker.see(score)
        }
        #expect(abs(Double(missCount) / 3000 - 0.1) < 0.01, "\(missCount)")
    }
}
