import ForecastModels
import Forecasting
import SeriesData

/// The errors of one kind of forecast over many origins.
///
/// Formula: mase = the mean of |actual − prediction| over the mean error of the seasonal naive forecast within the values
/// before the origin; pinball = the mean of the pinball losses of the ends of the interval; scaled mse and mae = those of values
/// divided by the deviation of the rows trained on; owa = (smape/smape of Naive2 + mase/mase of Naive2)/2.
struct BacktestErrors {
    private(set) var errors = ForecastErrors()
    private(set) var intervals: IntervalErrors?
    private var (scaled, scaledCount) = (0.0, 0)
    private var (standardSquares, standard) = (0.0, 0.0)
    private var pinball = 0.0
    private var (scores, scoreCount) = (0.0, 0)

    /// - Parameter level: The probability of the intervals; nil where there are none.
    init(level: Double?) {
        intervals = level.map { IntervalErrors(level: $0) }
    }

    /// Takes a value in, unless it is missing, and what was forecast of it; `scale` is that of the values before the origin.
    mutating func add(_ actual: Double, _ forecast: ForecastPoint, _ scale: BacktestScale) {
        guard !actual.isNaN else { return }
        errors.add(actual: actual, prediction: forecast.prediction)
        let error = abs(actual - forecast.prediction) / scale.deviation
        standardSquares += error * error
        standard += error
        if scale.naive.absolute > 0 {
            scaled += abs(actual - forecast.prediction) / scale.naive.absolute
            scaledCount += 1
        }
        if let spread = forecast.spread {
            scores += spread.score(actual)
            scoreCount += 1
        }
        guard let interval = forecast.interval, let level = intervals?.level else { return }
        intervals?.add(actual: actual, lower: interval.lowerBound, upper: interval.upperBound)
        pinball +=
            (pinballLoss(actual, quantile: interval.lowerBound, level: (1 - level) / 2)
                + pinballLoss(actual, quantile: interval.upperBound, level: (1 + level) / 2)) / 2
    }

    var mase: Double { scaled / Double(scaledCount) }
    var scaledMSE: Double { standardSquares / Double(errors.count) }
    var scaledMAE: Double { standard / Double(errors.count) }

    /// How large the errors are beside those of Naive2; NaN where the two are not of the same values.
    func overallWeightedAverage(beside benchmark: BacktestErrors) -> Double {
        Self.overallWeightedAverage(of: [self], beside: [benchmark])
    }

    /// The same of several series, of which the means are taken first; a series without a scale counts in the smape alone.
    static func overallWeightedAverage(of series: [BacktestErrors], beside benchmark: [BacktestErrors]) -> Double {
        guard zip(series, benchmark).allSatisfy({ $0.errors.count == $1.errors.count }) else { return .nan }
        func means(_ all: [BacktestErrors]) -> (smape: Double, mase: Double) {
            func mean(_ values: [Double]) -> Double {
                let there = values.filter { !$0.isNaN }
                return there.reduce(0, +) / Double(there.count)
            }
            return (mean(all.map(\.errors.smape)), mean(all.map(\.mase)))
        }
        let (own, naive2) = (means(series), means(benchmark))
        let average = Forecasting.overallWeightedAverage(smape: own.smape, mase: own.mase, naive2: naive2)
        return average.isFinite ? average : .nan
    }

    /// The names of the numbers, in the order of ``numbers``.
    static let names = ["mae", "rmse", "smape", "mase", "pinball", "crps", "coverage", "width"]

    /// NaN where there is none.
    var numbers: [Double] {
        [
            errors.mae, errors.rmse, errors.smape, mase, pinball / Double(intervals?.count ?? 0),
            scores / Double(scoreCount), intervals?.coverage ?? .nan, intervals?.meanWidth ?? .nan,
        ]
    }
}
