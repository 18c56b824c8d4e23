import SeriesData
import Testing

@testable import ForecastModels

@Suite("What a network reads of a context")
struct ContextReadingTests {
    /// Three seasons of four, with a rise of 1 from season to season.
    private let steps: [Double] = [1, 5, 3, 2, 2, 6, 4, 3, 3, 7, 5, 4]

    @Test("is counted in the mean seasonal difference from the seasonal naive forecast")
    func units() {
        let reading = ContextReading(steps, season: 4, horizon: 6)
        #expect(reading.period == 4 && reading.scale == 1 && !reading.isConstant)
        #expect(reading.seasonalNaive == [3, 7, 5, 4, 3, 7])
        #expect(reading.context.count == 12 * ContextReading.contextInputs)
        #expect(reading.steps.count == 6 * ContextReading.stepInputs)
        #expect(reading.rules.count == 6 * SimpleRules.count)
        // The first rule is the one that is counted from; the second says the last value, 4.
        for (step, naive) in reading.seasonalNaive.enumerated() {
            #expect(reading.rules[step * SimpleRules.count] == 0)
            #expect(reading.rules[step * SimpleRules.count + 1] == 4 - naive)
        }
    }

    @Test("does not depend on the units of the series")
    func scaleFree() {
        let (made, horizon) = (PriorSeries(.smoothing, index: 3, count: 60, seed: 2), 9)
        let low = made.values.min() ?? 0
        let values = made.values.map { $0 - low + 1 }
        let reading = ContextReading(values, season: 12, horizon: horizon)
        let other = ContextReading(values.map { 1000 * $0 }, season: 12, horizon: horizon)
        #expect((other.scale / reading.scale - 1000).magnitude < 1e-9)
        for (a, b) in zip(reading.context + reading.steps, other.context + other.steps) {
            #expect((a - b).magnitude < 1e-9)
        }
    }

    @Test("does not know the season of a series that is not longer than it")
    func shortSeries() {
        let reading = ContextReading(Array(steps.prefix(4)), season: 4, horizon: 2)
        #expect(reading.period == 1 && reading.seasonalNaive == [2, 2])
        #expect(ContextReading(Array(steps.prefix(5)), season: 4, horizon: 2).period == 4)
    }

    @Test("takes what is missing from the season before, and tells so")
    func missing() {
        var values = steps
        values[10] = .nan
        let reading = ContextReading(values, season: 4, horizon: 3)
        #expect(reading.seasonalNaive == [3, 7, 4])
        let mask = (0..<12).map { reading.context[$0 * ContextReading.contextInputs + 7] }
        #expect(mask == (0..<12).map { $0 == 10 ? 1 : 0 })
        // Differences with a value that is not there do not count.
        #expect(reading.scale == 1)
    }

    @Test("is finite for every series, and a constant is known as one", arguments: [1, 4, 12])
    func sound(season: Int) {
        for count in [1, 2, 3, 9, 13, 25, 60] {
            #expect(ContextReading(Array(repeating: 3.3, count: count), season: season, horizon: 4).isConstant)
            for index in 0..<40 {
                let made = PriorSeries(.prior, index: index, count: count, seed: 4)
                let reading = ContextReading(made.values, season: season, horizon: 5)
                let numbers = reading.context + reading.steps + reading.rules + reading.seasonalNaive
                #expect(numbers.allSatisfy { $0.isFinite } && reading.scale > 0)
            }
        }
    }
}
