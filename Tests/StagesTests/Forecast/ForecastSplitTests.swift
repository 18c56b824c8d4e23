import Testing

@testable import Stages

/// Which rows are for what when a file is forecast, worked by hand.
@Suite struct ForecastSplitTests {
    private func sizes(_ count: Int, _ horizon: Int, _ season: Int, _ test: Double? = nil) -> [Int]? {
        ForecastSplit(count: count, horizon: horizon, season: season, test: test).map {
            [$0.learnt, $0.validation, $0.test, $0.step]
        }
    }

    @Test func twentyOriginsAreTriedWhereTheDataAllow() {
        // Of 144 the last 31 are 20 origins of 12 steps; of the 113 before a third chooses.
        #expect(sizes(144, 12, 12) == [76, 37, 31, 1])
        // A hundred rows of 4 steps are 97 origins: every fifth.
        #expect(sizes(400, 4, 1, 100)?.suffix(2) == [100, 5])
    }

    @Test func somethingIsLearntFrom() {
        #expect(sizes(29, 12, 1) == nil)
        #expect(sizes(30, 12, 1) == [6, 12, 12, 1])
        #expect(ForecastSplit.fewest(horizon: 12) == 30)
        // Two seasons, where just as many rows are left.
        #expect(sizes(21, 4, 6) == [12, 4, 5, 1])
    }

    @Test func aPartOfTheRowsIsKeptApartAndNeverLessThanTheHorizon() {
        #expect(sizes(100, 4, 1, 0.1)?[2] == 10 && sizes(100, 4, 1, 25)?[2] == 25 && sizes(100, 4, 1, 0.01)?[2] == 4)
    }

    @Test(arguments: [
        ("90", 90.0), ("90s", 90), ("5m", 300), ("1.5m", 90), ("1h", 3600), ("0", nil), ("-1s", nil), ("m", nil),
        ("", nil), ("1d", nil), ("1e9", nil), ("5M", nil),
    ])
    func aBudgetIsATime(_ text: String, _ seconds: Double?) {
        #expect(ForecastBudget.seconds(text) == seconds)
    }

    @Test(arguments: [
        (10, 5000, 8), (10.1, 5000, .max), (60, 5000, .max), (10, 5001, 6), (60, 50_000, 12), (61, 50_000, .max),
        (10, 50_001, 4), (60, 50_001, 8), (61, 50_001, 12),
    ])
    func aBudgetIsANumberOfCandidates(_ seconds: Double, _ values: Int, _ count: Int) {
        #expect(ForecastBudget.candidateCount(seconds: seconds, values: values) == count)
    }
}
