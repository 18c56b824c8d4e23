import SeriesData
import Testing

@Suite struct ForecastErrorsTests {
    /// Errors 1, -2 and 4: squares 1 + 4 + 16 = 21, magnitudes 7.
    @Test func `errors are taken over the pairs that are whole`() {
        let errors = ForecastErrors(actual: [2, 1, .nan, 5, 9], prediction: [1, 3, 0, 1, .nan])
        #expect(errors.count == 3)
        #expect(errors.mse == 7)
        #expect(errors.rmse == 7.0.squareRoot())
        #expect(errors.mae == 7.0 / 3)
        // 1/3, 2/4 and 4/6.
        #expect(abs(errors.smape - 200 * (1.0 / 3 + 0.5 + 2.0 / 3) / 3) < 1e-12)
    }

    @Test func `a forecast of nought for nought is no error`() {
        #expect(ForecastErrors(actual: [0, 2], prediction: [0, 2]).smape == 0)
        #expect(ForecastErrors(actual: [0], prediction: [5]).smape == 200)
    }

    @Test func `without a pair there is no error`() {
        let errors = ForecastErrors(actual: [.nan], prediction: [1])
        #expect(errors.count == 0)
        #expect(errors.mse.isNaN && errors.rmse.isNaN && errors.mae.isNaN && errors.smape.isNaN)
    }
}
