import Testing

@testable import ForecastModels

@Suite("Simple rules")
struct SimpleRulesTests {
    private func rules(_ values: [Double], period: Int, horizon: Int) -> SimpleRules {
        SimpleRules(
            values, values.map { _ in false }, period: period, scale: 1, horizon: horizon)
    }

    @Test("smooth with their rates, by hand")
    func smoothing() {
        // l = 1; e = 1 → 1.5; e = 1.5 → 2.25; b stays 0.
        let flat = SmoothingRule(level: 0.5).fit([1, 2, 3], [false, false, false], wholeSlope: 1)
        #expect(flat.level == 2.25 && flat.forecast(2) == [2.25, 2.25] && flat.error == 1.25)
        // l = 1, b = 0; e = 2 → l = 2, b = 0.25; then l = 2 + 0.125, e = 0.875, l = 2.5625, b = 0.125 + 0.109375.
        let damped = SmoothingRule(level: 0.5, slope: 0.25, damping: 0.5)
            .fit([1, 3, 3], [false, false, false], wholeSlope: 0)
        #expect(damped.level == 2.5625 && damped.slope == 0.234375)
        #expect(damped.forecast(2) == [2.5625 + 0.1171875, 2.5625 + 0.1171875 + 0.05859375])
        // What is missing teaches nothing, whatever was filled in.
        let gap = SmoothingRule(level: 0.5).fit([1, 99, 3], [false, true, false], wholeSlope: 0)
        #expect(gap.level == 2)
    }

    @Test("take a season off and put it on again: a season and a line go on exactly, by those that follow lines")
    func lines() {
        let season = [3.0, -1, -2, 0]
        let values = (0..<40).map { season[$0 % 4] + 0.5 * Double($0) + 100 }
        let horizon = 6
        let found = rules(values, period: 4, horizon: horizon)
        #expect(found.forecasts.count == SimpleRules.count && found.errors.count == SimpleRules.count)
        let exact = (40..<40 + horizon).map { season[$0 % 4] + 0.5 * Double($0) + 100 }
        // Place 10 follows the last value and the whole slope, after four that do not smooth.
        for (a, b) in zip(found.forecasts[10], exact) { #expect((a - b).magnitude < 1e-9, "\(a) \(b)") }
        // The last value with its season, without the slope.
        for (step, value) in found.forecasts[4].enumerated() {
            let expected = season[(40 + step) % 4] + 0.5 * 39 + 100
            #expect((value - expected).magnitude < 1e-9)
        }
        #expect(found.errors[10] < 1e-9 && (found.errors[4] - 0.5).magnitude < 1e-9)
    }

    @Test("of logarithms follow growth by a factor; where there is a value of 0, those of values stand in")
    func growth() {
        let values = (0..<30).map { 10 * (0..<$0).reduce(1.0) { product, _ in product * 1.1 } }
        let found = rules(values, period: 1, horizon: 3)
        let last = SimpleRules.count - 1
        for (step, value) in found.forecasts[last].enumerated() {
            let expected = values[29] * (0...step).reduce(1.0) { product, _ in product * 1.1 }
            #expect((value / expected - 1).magnitude < 1e-9)
        }
        let zero = rules([0] + values, period: 1, horizon: 3)
        #expect(zero.forecasts[last] == zero.forecasts[10] && zero.errors[last] == zero.errors[10])
    }

    @Test("look back a week where the season is a day")
    func week() {
        let values = (0..<60).map { Double($0 * $0 % 17) }
        let found = rules(values, period: 4, horizon: 5)
        #expect(found.forecasts[2] == Array(values[32..<37]))
        let means = zip(found.forecasts[2], found.forecasts[0]).map { week, naive in (week + naive) / 2 }
        #expect(found.forecasts[3] == means)
        let short = rules(Array(values.prefix(28)), period: 4, horizon: 5)
        #expect(short.forecasts[2] == short.forecasts[0])
    }
}
