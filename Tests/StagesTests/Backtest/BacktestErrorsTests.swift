import ForecastModels
import Forecasting
import Testing

@testable import Stages

@Suite struct BacktestErrorsTests {
    /// Errors 2 and −3 on scales 4 and 2: 2/4 and 3/2; the interval 0…8 holds the first value alone.
    @Test func `errors are scaled origin by origin, and intervals counted`() {
        var errors = BacktestErrors(level: 0.5)
        errors.add(
            6, ForecastPoint(prediction: 4, interval: 0...8, spread: .samples([4, 6])),
            BacktestScale(naive: NaiveScale(of: [1, 5, 9], season: 1), deviation: 2))
        errors.add(
            10, ForecastPoint(prediction: 13, interval: 0...8),
            BacktestScale(naive: NaiveScale(of: [1, 3, 5], season: 1), deviation: 2))
        errors.add(
            .nan, ForecastPoint(prediction: 13, interval: 0...8),
            BacktestScale(naive: NaiveScale(of: [1, 3, 5], season: 1), deviation: 2))
        #expect(errors.errors.count == 2 && errors.intervals?.count == 2)
        let numbers = Dictionary(uniqueKeysWithValues: zip(BacktestErrors.names, errors.numbers))
        #expect(numbers["mae"] == 2.5 && numbers["rmse"] == 6.5.squareRoot())
        #expect(numbers["mase"] == (0.5 + 1.5) / 2)
        // In deviations of 2: 1 and 1.5.
        #expect(errors.scaledMSE == (1 + 2.25) / 2 && errors.scaledMAE == (1 + 1.5) / 2)
        #expect(numbers["coverage"] == 0.5 && numbers["width"] == 8)
        // Levels 0.25 and 0.75: 0.25·6 and 0.25·2; 0.25·10 and 0.75·2.
        #expect(numbers["pinball"] == ((1.5 + 0.5) / 2 + (2.5 + 1.5) / 2) / 2)
        // Distances 2 and 0, and 2 between the samples: 1 − 2/2, of the one forecast that has a distribution.
        #expect(numbers["crps"] == 0)
    }

    @Test func `a constant history has no scale, and nothing is divided by it`() {
        var errors = BacktestErrors(level: nil)
        errors.add(
            6, ForecastPoint(prediction: 4), BacktestScale(naive: NaiveScale(of: [5, 5, 5], season: 1), deviation: 2))
        #expect(errors.mase.isNaN && errors.errors.mae == 2)
        #expect(errors.numbers.filter(\.isNaN).count == 5)
    }

    @Test func `two forecasts are weighed over the same values, and a series without a scale by its smape`() {
        func errors(_ predictions: [Double], history: [Double] = [1, 5, 9]) -> BacktestErrors {
            var errors = BacktestErrors(level: nil)
            for prediction in predictions {
                errors.add(
                    10, ForecastPoint(prediction: prediction),
                    BacktestScale(naive: NaiveScale(of: history, season: 1), deviation: 1))
            }
            return errors
        }
        #expect(errors([8, 12]).overallWeightedAverage(beside: errors([8, 12])) == 1)
        #expect(errors([8, 12]).overallWeightedAverage(beside: errors([8])).isNaN)
        let constant = errors([8], history: [5, 5, 5])
        let both = [errors([8]), constant]
        #expect(BacktestErrors.overallWeightedAverage(of: both, beside: both) == 1)
    }
}
