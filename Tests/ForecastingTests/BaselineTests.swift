import Forecasting
import Testing

@Suite struct BaselineTests {
    @Test func `the simple forecasts follow their formulas`() throws {
        let history: [Double] = [1, 5, 9, 2, 7, 11]
        #expect(try Baseline.naive.forecast(after: history, season: 3, horizon: 2) == [11, 11])
        #expect(try Baseline.seasonalNaive.forecast(after: history, season: 3, horizon: 5) == [2, 7, 11, 2, 7])
        // (11 − 1)/5 a step.
        #expect(try Baseline.drift.forecast(after: history, season: 1, horizon: 3) == [13, 15, 17])
        #expect(try Baseline.ets.forecast(after: [4, 4, 4, 4, 4, 4], season: 1, horizon: 2) == [4, 4])
        for baseline in Baseline.allCases {
            #expect(try baseline.forecast(after: history, season: 1, horizon: 0).isEmpty)
        }
    }

    @Test func `what is too short or has gaps is refused`() {
        func message(_ baseline: Baseline, _ history: [Double], season: Int = 4) -> String? {
            do {
                _ = try baseline.forecast(after: history, season: season, horizon: 1)
                return nil
            } catch {
                return "\(error)"
            }
        }
        #expect(message(.naive, []) == "found 0 values; the naive forecast needs at least 1")
        #expect(message(.seasonalNaive, [1, 2, 3]) == "found 3 values; the seasonal-naive forecast needs at least 4")
        #expect(message(.drift, [1]) == "found 1 values; the drift forecast needs at least 2")
        #expect(message(.ets, [1, 2, 3, 4]) == "found 4 values; ETS(A,N,N) needs at least 5")
        for baseline in Baseline.allCases {
            for gap in [Double.nan, .infinity] {
                #expect(
                    message(baseline, [1, gap, 3, 4, 5])
                        == "value 2 of the history is missing; expected a number in every step; fill the gaps first")
            }
        }
    }
}
