import Forecasting
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
                    let found = forecaster.forecasts(of: baseline, before: origin, of: values)
                    let history = Array(values.prefix(origin))
                    let wanted = try? baseline.forecast(after: history, season: season, horizon: 7)
                    #expect(found?.map(\.prediction) == wanted, "season \(season), origin \(origin)")
                    if let gap, origin > gap.0 { #expect(found == nil) }
                }
            }
        }
    }
}
