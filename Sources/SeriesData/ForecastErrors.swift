/// How far forecasts are from what came.
///
/// Formula, over the n pairs that have both: mse = Σ(actual − prediction)²/n, rmse = √mse, mae = Σ|actual − prediction|/n,
/// smape = Σ 200·|actual − prediction|/(|actual| + |prediction|)/n, where 0/0 counts as 0.
///
/// Source: R. Hyndman, A. Koehler, “Another Look at Measures of Forecast Accuracy”, 2006; of the many smapes this is that
/// of S. Makridakis, M. Hibon, “The M3-Competition”, 2000, with magnitudes below the line: 0 to 200.
package struct ForecastErrors: Sendable {
    /// How many pairs had both an actual value and a prediction.
    package private(set) var count = 0
    private var squares = 0.0
    private var magnitudes = 0.0
    private var ratios = 0.0

    package init() {}

    /// The errors over pairs of the same place; what the longer has more is passed over.
    package init(actual: some Sequence<Double>, prediction: some Sequence<Double>) {
        for (actual, prediction) in zip(actual, prediction) { add(actual: actual, prediction: prediction) }
    }

    /// Takes a pair in, unless one of the two is missing (NaN).
    package mutating func add(actual: Double, prediction: Double) {
        if actual.isNaN || prediction.isNaN { return }
        let error = actual - prediction
        count += 1
        squares += error * error
        magnitudes += abs(error)
        if error != 0 { ratios += 200 * abs(error) / (abs(actual) + abs(prediction)) }
    }

    /// The mean squared error; NaN without a pair.
    package var mse: Double { squares / Double(count) }
    /// The root of the mean squared error; NaN without a pair.
    package var rmse: Double { mse.squareRoot() }
    /// The mean absolute error; NaN without a pair.
    package var mae: Double { magnitudes / Double(count) }
    /// The symmetric mean absolute percentage error, 0 to 200; NaN without a pair.
    package var smape: Double { ratios / Double(count) }
}
