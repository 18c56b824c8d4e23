import Forecasting
import SeriesData
import Testing

@Suite struct AutocorrelationTests {
    /// Deviations −2, −1, 3, 0: squares 14; r₁ = (2 − 3 + 0)/14, r₂ = (−6 + 0)/14, r₃ = 0.
    @Test func `coefficients follow the biased estimator`() {
        let found = Autocorrelation(of: [1, 2, 6, 3], longest: 9)
        for (coefficient, wanted) in zip(found.coefficients, [1, -1 / 14.0, -6 / 14.0, 0]) {
            #expect(abs(coefficient - wanted) < 1e-15)
        }
        #expect(found.coefficients.count == 4 && found.bound == 0.98)
        // Without the pairs that lack a value: deviations −1, ?, 1, 0.
        #expect(Autocorrelation(of: [1, .nan, 3, 2], longest: 2).coefficients == [1, 0, -0.5])
        #expect(Autocorrelation(of: [5, 5, 5], longest: 2).coefficients == [1, 0, 0])
        #expect(Autocorrelation(of: [], longest: 2).coefficients.count == 1)
        #expect(Autocorrelation(of: [1e308, -1e308, 1e308], longest: 1).coefficients[1] < 0)
    }

    /// statsmodels 0.14.5: fixtures/forecasting/make.py.
    @Test func `statsmodels finds the same coefficients`() throws {
        for (column, series) in [ReferenceTable.airline, ReferenceTable.sunspots].enumerated() {
            let wanted = try ReferenceTable.numbers("forecasting/autocorrelation.csv", column: column + 1)
            let found = Autocorrelation(of: try ReferenceTable.numbers(series, column: 1), longest: 40)
            #expect(found.coefficients.count == 41 && wanted.count == 41)
            for (one, other) in zip(found.coefficients, wanted) { #expect(abs(one - other) < 1e-12) }
        }
    }

    @Test func `a season is found, through noise and drift, or none where there is none`() throws {
        let airline = try ReferenceTable.numbers(ReferenceTable.airline, column: 1)
        #expect(SeasonSearch(airline, usual: [12]).season == 12)
        #expect(SeasonSearch(airline, usual: [12]).isOfDifferences)
        // The mean length of the cycle of the spots is 11 years.
        let spots = try ReferenceTable.numbers(ReferenceTable.sunspots, column: 1)
        #expect((10...11).contains(SeasonSearch(spots, usual: []).season ?? 0))
        #expect(SeasonSearch(try ReferenceTable.numbers(ReferenceTable.change, column: 2), usual: [4]).season == nil)
        #expect(SeasonSearch((0..<200).map(Double.init), usual: [7]).season == nil)
        #expect(SeasonSearch([], usual: [7]).season == nil)
        // A short trend drifts too, though r₁ is but 1 − 3/26 = 0.88.
        #expect(SeasonSearch((0..<26).map(Double.init), usual: []).isOfDifferences)
        #expect(!SeasonSearch(spots, usual: []).isOfDifferences)
    }

    @Test func `values in pieces are searched as those in one, to the last bit`() throws {
        let airline = try ReferenceTable.numbers(ReferenceTable.airline, column: 1)
        let spots = try ReferenceTable.numbers(ReferenceTable.sunspots, column: 1)
        var gaps = spots
        gaps[40] = .nan
        gaps[41] = .nan
        let long = (0..<70_000).map { (row: Int) -> Double in
            let wave = 90 * (row % 12)
            return Double(wave + row * row % 1009)
        }
        for values in [airline, spots, gaps, long, [], [4], [4, 4]] {
            for cuts in [[7, 1, 50], [1], [values.count], [66_000]] where values.count < 1000 || cuts[0] > 50 {
                var running = RunningSeasonSearch(of: values.count, usual: [12])
                for _ in 0..<RunningAutocorrelation.passCount {
                    var (rest, piece) = (values[...], 0)
                    while !rest.isEmpty {
                        let count = max(1, cuts[piece % cuts.count])
                        running.take(rest.prefix(count))
                        rest = rest.dropFirst(count)
                        piece += 1
                    }
                    running.endPass()
                }
                let (found, wanted) = (running.found, SeasonSearch(values, usual: [12]))
                #expect(found.autocorrelation == wanted.autocorrelation)
                #expect(found.season == wanted.season && found.isOfDifferences == wanted.isOfDifferences)
            }
        }
    }
}
