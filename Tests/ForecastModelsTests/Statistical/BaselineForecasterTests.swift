import Forecasting
import Foundation
import Testing

@testable import ForecastModels

@Suite struct BaselineForecasterTests {
    private static let values = (0..<60).map { Double($0 * $0 % 23) - 7 }

    @Test(arguments: [Baseline.naive, .seasonalNaive, .drift, .naive2, .theta])
    func `at each origin a baseline forecasts as after the values before it`(baseline: Baseline) {
        for season in [1, 5] {
            for gap in [nil, (33, Double.nan), (12, .infinity)] {
                var values = Self.values
                if let (row, value) = gap { values[row] = value }
                var forecaster = BaselineForecaster(season: season, horizon: 7, level: nil, seed: 0)
                for origin in [1, 2, 4, 5, 6, 12, 13, 14, 30, 33, 34, 60] {
                    let found = forecaster.forecasts(of: baseline, before: origin, of: ValueWindow(values))
                    let history = Array(values.prefix(origin))
                    let wanted = try? baseline.forecast(after: history, season: season, horizon: 7)
                    #expect(found?.map(\.prediction) == wanted, "season \(season), origin \(origin)")
                    if let gap, origin > gap.0 { #expect(found == nil) }
                }
            }
        }
    }

    /// Of 1,100 values the last 1,000 are fitted; the others say whether models of positive values alone are among those to be
    /// chosen from.
    @Test(arguments: [1.0, -500])
    func `the rows that a forecaster needs are all that it looks at`(first: Double) throws {
        let values = (0..<1100).map { row -> Double in
            if row == 5 { return first }
            let noise = Double(row * row % 23) / 40
            return 300 * exp(Double(row) / 400) * (1 + noise)
        }
        let baselines: [Baseline] = [.naive, .seasonalNaive, .drift, .ets]
        for originsPerFit in [1, 2] {
            func forecaster() -> BaselineForecaster {
                BaselineForecaster(season: 1, horizon: 3, level: nil, seed: 0, originsPerFit: originsPerFit)
            }
            var (whole, rest, start) = (forecaster(), forecaster(), 0)
            for origin in [1090, 1100] {
                let window = ValueWindow(Array(values.dropFirst(start)), from: start, first: values[0])
                for baseline in baselines {
                    let found = rest.forecasts(of: baseline, before: origin, of: window)
                    let wanted = whole.forecasts(of: baseline, before: origin, of: ValueWindow(values))
                    #expect(found?.map(\.prediction) == wanted?.map(\.prediction) && found != nil, "\(origin)")
                }
                #expect(rest.scale(before: origin, of: window) == whole.scale(before: origin, of: ValueWindow(values)))
                let needed = rest.firstRowNeeded(after: origin)
                #expect(needed == origin - 1000)
                start = needed
            }
            let wanted = try ExponentialSmoothing.best(for: values, season: 1).forecast(horizon: 3)
            if originsPerFit == 1 {
                let found = whole.forecasts(of: .ets, before: 1100, of: ValueWindow(values))
                #expect(found?.map(\.prediction) == wanted)
            }
        }
    }
}
