import CSVTables
import SeriesData
import TestSupport
import Testing

@testable import Forecasting

/// statsforecast, statsmodels, scipy and the code of the M4 competition: fixtures/forecasting/statistical.py.
@Suite struct StatisticalModelTests {
    private static func values(_ series: String, count: Int) throws -> [Double] {
        let values =
            switch series {
            case "airline": try ReferenceTable.numbers(ReferenceTable.airline, column: 1)
            case "sunspots": try ReferenceTable.numbers(ReferenceTable.sunspots, column: 1)
            // Plus 5, so that all are positive.
            case "change": try ReferenceTable.numbers(ReferenceTable.change, column: 2).map { $0 + 5 }
            default: try ReferenceTable.numbers("forecasting/demand.csv", column: 0)
            }
        return Array(values.prefix(count))
    }

    /// The search for the optimised Theta ends elsewhere than that of statsforecast, where parameters are as good.
    @Test func `forecasts are those of statsforecast and of the competition`() throws {
        let rows = try ReferenceTable.rows("forecasting/statistical.csv")
        var comparedCount = 0
        for row in rows where row[5] == "1" {
            let (count, season) = (try #require(Int(row[1])), try #require(Int(row[2])))
            let method = try #require(StatisticalMethod(rawValue: row[3]))
            let history = try Self.values(row[0], count: count)
            let fit = try method.fit(history, seasons: [season])
            var reader = try #require(StatisticalReader(fit))
            for value in history { reader.read(value) }
            let wanted = rows.filter { $0[0] == row[0] && $0[3] == row[3] }.compactMap { decimal($0[6]) }
            let scale = NaiveScale(of: history, season: season).absolute
            let tolerance = method == .optimisedTheta ? 0.03 : method == .theta ? 1e-4 : 1e-9
            for (found, wanted) in zip(reader.forecast(horizon: wanted.count), wanted) {
                #expect(abs(found - wanted) <= tolerance * scale, "\(row[0]) \(method): \(found), wanted \(wanted)")
            }
            comparedCount += 1
        }
        #expect(comparedCount == 18)
    }

    @Test func `tests of hypotheses have the numbers of statsmodels and scipy`() throws {
        for row in try ReferenceTable.rows("forecasting/statistical_tests.csv") {
            let (parameter, value) = (try #require(Int(row[2])), try #require(decimal(row[3])))
            switch row[1] {
            case "kpss":
                // Times 1/5 and back: the statistic has no unit.
                let values = try Self.values(row[0], count: .max).map { ($0 - (row[0] == "change" ? 5 : 0)) / 5 }
                #expect(abs(KPSSTest(values, lags: parameter).statistic / value - 1) < 1e-9, "\(row)")
            case "student":
                let found = StudentDistribution(degreesOfFreedom: Double(parameter)).cumulative(value)
                let wanted = try #require(decimal(row[4]))
                #expect(abs(found - wanted) < 1e-12, "\(row)")
            default:
                let airline = try Self.values("airline", count: .max)
                let naive = (100..<130).map { abs(airline[$0] - airline[$0 - 1]) }
                let drift = (100..<130).map {
                    abs(airline[$0] - airline[$0 - 1] - (airline[$0 - 1] - airline[0]) / Double($0 - 1))
                }
                let test = try #require(DieboldMarianoTest(naive, drift, overlap: parameter))
                #expect(abs(test.statistic - value) < 1e-9, "\(row)")
                let wanted = try #require(decimal(row[4]))
                #expect(abs(test.probability - wanted) < 1e-9, "\(row)")
            }
        }
    }

    @Test func `a test of forecasts knows no more than its origins tell`() throws {
        let overlaps = [([3, 5, 7], 4), ([3, 5, 7], 5), ([3, 9], 5), ([3], 5)].map {
            DieboldMarianoTest.overlap(of: $0, horizon: $1)
        }
        #expect(overlaps == [2, 3, 1, 1])
        #expect(DieboldMarianoTest([1], [2], overlap: 1) == nil)
        #expect(DieboldMarianoTest([1, 2, 3], [2, 3, 5], overlap: 3) == nil)
        let same = try #require(DieboldMarianoTest([1, 2, 3], [1, 2, 3], overlap: 1))
        #expect(same.statistic == 0 && same.probability == 1)
        let always = try #require(DieboldMarianoTest([1, 2, 3], [2, 3, 4], overlap: 1))
        #expect(always.statistic == -.infinity && always.probability == 0)
    }

    @Test func `wandering series are differenced, others are not`() throws {
        let airline = try Self.values("airline", count: .max)
        #expect(KPSSTest(airline).wanders)
        #expect(KPSSTest.differences(airline) == 1)
        #expect(KPSSTest.differences(try Self.values("change", count: .max)) == 0)
        #expect(!KPSSTest([3, 3, 3, 3]).wanders)
    }

    /// A season of four, of which the autocorrelation at lag 2 is as strong: it counts against lag 4.
    @Test func `a season is one that the competition's test finds`() throws {
        #expect(SeasonalityTest.isSeasonal(try Self.values("airline", count: 120), season: 12))
        #expect(!SeasonalityTest.isSeasonal([1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3], season: 4))
        #expect(SeasonalityTest.isSeasonal([1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4], season: 4))
    }

    /// x(t) = 1.2·x(t−1) − 0.5·x(t−2) + 3, which no noise disturbs but at the start.
    @Test func `an autoregression finds the recurrence that made a series`() throws {
        var values = [20.0, -15]
        for index in 2..<60 { values.append(1.2 * values[index - 1] - 0.5 * values[index - 2] + 3) }
        let history = Array(values.prefix(40))
        var reader = try #require(StatisticalReader(try StatisticalMethod.autoregression.fit(history, seasons: [])))
        for value in history { reader.read(value) }
        for (found, wanted) in zip(reader.forecast(horizon: 20), values[40...]) {
            #expect(abs(found - wanted) < 0.02, "\(found), wanted \(wanted)")
        }
    }

    /// Two waves a season and a level: no value of the season needs a lag.
    @Test func `waves go on by the row that they are in`() throws {
        func value(_ row: Int) -> Double {
            let angle = 2 * 3.141592653589793 * Double(row) / 10
            return 7 + sine(angle) + 0.5 * sine(2 * angle + 1) + (row.isMultiple(of: 7) ? 0.01 : 0)
        }
        func sine(_ x: Double) -> Double {
            let (sine, _) = AutoregressionModel.wave(1, of: 1_000_000, at: Int((x / 6.283185307179586 * 1e6).rounded()))
            return sine
        }
        let history = (0..<83).map(value)
        let fit = try StatisticalMethod.harmonic.fit(history, seasons: [10])
        #expect(fit.numbers["waves"]?.first ?? 0 >= 2)
        var reader = try #require(StatisticalReader(fit))
        for value in history { reader.read(value) }
        for (step, found) in reader.forecast(horizon: 12).enumerated() {
            #expect(abs(found - value(83 + step)) < 0.05, "step \(step + 1): \(found)")
        }
    }

    @Test func `smoothing with two seasons keeps both apart`() throws {
        func value(_ row: Int) -> Double { Double(row % 3) + Double(row % 7) * 2 + (row % 5 == 0 ? 0.1 : 0) }
        let history = (0..<100).map(value)
        var reader = try #require(
            StatisticalReader(try StatisticalMethod.seasonalSmoothing.fit(history, seasons: [3, 7])))
        for value in history { reader.read(value) }
        for (step, found) in reader.forecast(horizon: 10).enumerated() {
            #expect(abs(found - value(100 + step)) < 0.3, "step \(step + 1): \(found), wanted \(value(100 + step))")
        }
    }

    @Test func `a fit of the end of a long history reads it from the start, and ends where it was fitted`() throws {
        let history: [Double] = (0..<2100).map { (row: Int) -> Double in
            let rise = Double(row) / 500
            return Double(row % 12) + rise + (row % 5 == 0 ? 0.4 : 0)
        }
        let fit = try StatisticalMethod.ets.fit(history, seasons: [12])
        #expect(fit.skipped > 0)
        var reader = try #require(StatisticalReader(fit))
        for value in history { reader.read(value) }
        let whole = try ExponentialSmoothing(try #require(fit.smoothingKind), fitting: history)
        #expect(reader.forecast(horizon: 5) == whole.forecast(horizon: 5))
    }

    @Test func `every method forecasts a short history, or says what it lacks`() throws {
        for method in StatisticalMethod.allCases {
            do {
                let fit = try method.fit([2, 0, 4, 3, 0, 6], seasons: [4])
                var reader = try #require(StatisticalReader(fit))
                for value in [2.0, 0, 4, 3, 0, 6] { reader.read(value) }
                #expect(reader.forecast(horizon: 3).allSatisfy { $0.isFinite }, "\(method)")
            } catch let error as ForecastingError {
                #expect("\(error)".contains("needs"), "\(method): \(error)")
            }
            #expect(throws: ForecastingError.valueMissing(index: 1)) { try method.fit([2, .nan, 4], seasons: []) }
        }
    }

    @Test func `numbers that are those of no model start none`() {
        let wrong: [StatisticalFit] = [
            StatisticalFit(method: .ets), StatisticalFit(method: .theta, numbers: ["alpha": [2]]),
            StatisticalFit(method: .seasonalNaive, numbers: ["season": [0]]),
            StatisticalFit(method: .autoregression, numbers: ["season": [1], "lags": [1]]),
            StatisticalFit(method: .seasonalSmoothing, numbers: ["level": [.nan]]),
            StatisticalFit(method: .naive, skipped: -1),
        ]
        for fit in wrong { #expect(fit.start() == nil, "\(fit)") }
    }

    @Test func `the overall weighted average is the mean of two ratios`() {
        #expect(overallWeightedAverage(smape: 9, mase: 2, naive2: (smape: 18, mase: 4)) == 0.5)
        #expect(overallWeightedAverage(smape: 18, mase: 2, naive2: (smape: 18, mase: 1)) == 1.5)
    }

    @Test func `the quick choice of exponential smoothing is as likely as the whole one, or nearly`() throws {
        for (series, count, season) in [("sunspots", 100, 1), ("change", 60, 4), ("airline", 60, 12)] {
            let history = try Self.values(series, count: count)
            let whole = try ExponentialSmoothing.best(for: history, season: season)
            let quick = try ExponentialSmoothing.quickBest(for: history, season: season)
            #expect(
                quick.aicc < whole.aicc + 3, "\(series): \(quick.model) \(quick.aicc), \(whole.model) \(whole.aicc)")
        }
    }
}
