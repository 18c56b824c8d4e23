import CSVTables
import SeriesData
import TestSupport
import Testing

@testable import Forecasting

/// Debug builds are slow: the longest history here has 200 values.
@Suite struct ExponentialSmoothingTests {
    private static func history(_ name: String, horizon: Int) throws -> [Double] {
        let values =
            switch name {
            case "airline-passengers": try ReferenceTable.numbers(ReferenceTable.airline, column: 1)
            // Plus 1, so that all are positive.
            case "sunspots-yearly": try ReferenceTable.numbers(ReferenceTable.sunspots, column: 1).map { $0 + 1 }
            default: try ReferenceTable.numbers(ReferenceTable.change, column: 2)
            }
        return Array(values.dropLast(horizon))
    }

    /// statsmodels 0.14.5, ETSModel with estimated first states: fixtures/forecasting/make.py.
    @Test func `fits are as likely as those of statsmodels or more, and forecast alike where they are alike`() throws {
        let forecasts = try ReferenceTable.rows("forecasting/ets_forecasts.csv")
        var comparedCount = 0
        for row in try ReferenceTable.rows("forecasting/ets.csv") {
            let (season, horizon) = (try #require(Int(row[1])), try #require(Int(row[2])))
            let likelihood = try #require(decimal(row[4]))
            let history = try Self.history(row[0], horizon: horizon)
            let fitted = try ExponentialSmoothing(ETSModel(named: row[3], season: season), fitting: history)
            #expect(fitted.logLikelihood > likelihood - 0.02, "\(row)")
            guard abs(fitted.logLikelihood - likelihood) < 0.02 else { continue }
            comparedCount += 1
            var random = SplitMix(seed: 7)
            let intervals = try fitted.intervals(horizon: horizon, level: 0.9, using: &random)
            let wanted = forecasts.filter { $0[0] == row[0] && $0[1] == row[3] }
            #expect(wanted.count == horizon)
            // Flat optima: parameters that are as likely differ, and so do the forecasts a little. Paths are drawn.
            let isDrawn = row[3].contains("M")
            for (step, reference) in wanted.enumerated() {
                let numbers = reference[3...].compactMap(decimal)
                let width = numbers[2] - numbers[1]
                #expect(abs(fitted.forecast(horizon: horizon)[step] - numbers[0]) < 0.02 * width, "\(reference)")
                #expect(abs(intervals[step].lowerBound - numbers[1]) < (isDrawn ? 0.1 : 0.02) * width, "\(reference)")
                #expect(abs(intervals[step].upperBound - numbers[2]) < (isDrawn ? 0.1 : 0.02) * width, "\(reference)")
            }
        }
        #expect(comparedCount >= 12)
    }

    /// α = 0.5 after the level 10: errors 2, −1 and 3.5; levels 11, 10.5, 12.25.
    @Test func `a history is read by the formulas of the book`() throws {
        let model = ETSModel(error: .additive, trend: .none, season: .none, period: 1)
        let likelihood = ETSLikelihood([12, 10, 14], model: model)
        let parameters = ETSParameters(alpha: 0.5, beta: 0, gamma: 0, phi: 1)
        let run = try #require(likelihood.run(parameters, ETSState(level: 10, growth: 0, season: [])))
        #expect(run.state.level == 12.25)
        #expect(run.squares == 4 + 1 + 12.25)
    }

    /// The loop of a fit is another than that of a simulated path: both are the formulas, in one order.
    @Test func `a history is read as a path goes on, to the last bit, under every model`() throws {
        let values = try Self.history("airline-passengers", horizon: 100)
        for season in [1, 4, 12] {
            for model in ETSModel.candidates(period: season) {
                let likelihood = ETSLikelihood(values, model: model)
                let (parameters, first) = try #require(likelihood.decoded(likelihood.begin().point))
                let run = try #require(likelihood.run(parameters, first), "\(model)")
                var (state, squares) = (first, 0.0)
                for value in values {
                    let forecast = state.nextForecast(parameters, model: model)
                    let r = value - forecast
                    let error = model.error == .multiplicative ? r / forecast : r
                    squares += error * error
                    state.advance(r, parameters, model: model)
                }
                #expect(run.state == state && run.squares == squares, "\(model)")
            }
        }
    }

    /// After l = 10, b = 2, s = (2, 0.5), the forecast is (10 + 0.5·2)·2 = 22; 26 comes, r = 4.
    ///
    /// l = 11 + 0.5·4/2 = 12, b = 1 + 0.25·4/2 = 1.5, s = 2 + 0.11·4/11 = 2.04.
    @Test func `a damped trend with a multiplicative season goes on by the formulas of the book`() {
        let model = ETSModel(error: .multiplicative, trend: .damped, season: .multiplicative, period: 2)
        let parameters = ETSParameters(alpha: 0.5, beta: 0.25, gamma: 0.11, phi: 0.5)
        var state = ETSState(level: 10, growth: 2, season: [2, 0.5])
        #expect(state.nextForecast(parameters, model: model) == 22)
        state.advance(4, parameters, model: model)
        #expect(state.level == 12 && state.growth == 1.5)
        #expect(abs(state.season[0] - 2.04) < 1e-15 && state.season[1] == 0.5)
        // (12 + 0.5·1.5)·0.5, and (12 + 0.75·1.5)·2.04.
        #expect(state.forecast(1, damping: 0.5, model: model) == 6.375)
        #expect(abs(state.forecast(2, damping: 0.5, model: model) - 13.125 * 2.04) < 1e-12)
    }

    @Test func `simulated intervals are the analytic ones, to the chance of the draw`() throws {
        let history = Array(try Self.history("us-change-quarterly", horizon: 90))
        let additive = try ExponentialSmoothing(ETSModel(named: "AAA", season: 4), fitting: history)
        var random = SplitMix(seed: 1)
        let exact = try additive.intervals(horizon: 9, level: 0.8, using: &random)
        let drawn = additive.simulated(9, 0.8, using: &random)
        for (one, other) in zip(exact, drawn) {
            let width = one.upperBound - one.lowerBound
            #expect(abs(one.lowerBound - other.lowerBound) < 0.08 * width)
            #expect(abs(one.upperBound - other.upperBound) < 0.08 * width)
        }
        #expect(throws: ForecastingError.wrongLevel(1)) {
            try additive.intervals(horizon: 1, level: 1, using: &random)
        }
    }

    @Test func `the model with the lowest criterion is chosen, and beats the seasonal naive forecast`() throws {
        let all = try ReferenceTable.numbers(ReferenceTable.airline, column: 1)
        let (history, actual) = (Array(all[60..<132]), Array(all[132...]))
        let best = try ExponentialSmoothing.best(for: history, season: 12)
        #expect(best.model.season == .multiplicative && best.model.trend != .none)
        let scale = NaiveScale(of: history, season: 12)
        func mase(_ forecast: [Double]) -> Double {
            ForecastErrors(actual: actual, prediction: forecast).mase(scale)
        }
        let naive = mase(try Baseline.seasonalNaive.forecast(after: history, season: 12, horizon: 12))
        let smooth = mase(best.forecast(horizon: 12))
        #expect(smooth < 0.7 * naive, "\(best.model): \(smooth), naive \(naive)")
    }

    @Test func `models of positive values refuse others, and the choice goes without them`() throws {
        let history = (0..<40).map { Double($0 % 4) - 1.5 }
        let model = ETSModel(error: .multiplicative, trend: .none, season: .none, period: 1)
        #expect(throws: ForecastingError.notPositive(index: 0, value: -1.5, model: "ETS(M,N,N)")) {
            try ExponentialSmoothing(model, fitting: history)
        }
        let best = try ExponentialSmoothing.best(for: history, season: 4)
        #expect(best.model.season == .additive && best.model.error == .additive)
        for (found, wanted) in zip(best.forecast(horizon: 4), [-1.5, -0.5, 0.5, 1.5]) {
            #expect(abs(found - wanted) < 1e-3)
        }
    }

    @Test func `a long history costs no more than its last seasons`() throws {
        let model = ETSModel(error: .additive, trend: .none, season: .additive, period: 168)
        let history = (0..<3000).map { Double($0 % 168) + Double($0 % 7) }
        let fitted = try ExponentialSmoothing(model, fitting: history)
        #expect(fitted.valueCount == 5 * 168)
        #expect(abs(fitted.forecast(horizon: 1)[0] - history[3000 - 168]) < 1)
    }
}
