import CSVTables
import ForecastModels
import SeriesData

/// The errors of the forecasts of one target beside those of forecasts that need no network.
struct TargetErrors {
    private var errors = ForecastErrors()
    private var naive = ForecastErrors()
    private var seasonal = ForecastErrors()
    private var insideCount = 0
    private var intervalCount = 0

    /// Takes a value and its forecasts in: the model's, the last known value, the value a season before.
    mutating func add(_ forecast: Compared) {
        errors.add(actual: forecast.actual, prediction: forecast.prediction)
        naive.add(actual: forecast.actual, prediction: forecast.naive)
        if let before = forecast.seasonal { seasonal.add(actual: forecast.actual, prediction: before) }
        guard let interval = forecast.interval else { return }
        intervalCount += 1
        if interval.contains(forecast.actual) { insideCount += 1 }
    }

    /// A value beside what was forecast of it.
    struct Compared {
        /// Which of the targets it is of.
        let target: Int
        let actual: Double
        let prediction: Double
        let interval: ClosedRange<Double>?
        let naive: Double
        let seasonal: Double?

        /// Nil where the value or a forecast is not known.
        init?(_ row: ForecastRow.Target, target: Int) {
            guard let forecast = row.forecast, !row.actual.isNaN, !row.naive.isNaN else { return nil }
            self.target = target
            (actual, prediction, interval) = (row.actual, forecast.prediction, forecast.interval)
            (naive, seasonal) = (row.naive, row.seasonal)
        }
    }

    /// A line for each kind of forecast, and one for the interval.
    func lines(season: Int?, level: Double?) -> [String] {
        guard errors.count > 0 else { return ["no row has both an actual value and a prediction"] }
        var lines = [Self.line(errors), "naive (the last value): " + Self.line(naive)]
        if let season, seasonal.count > 0 {
            let part = seasonal.count < errors.count ? ", \(seasonal.count) of \(errors.count) rows" : ""
            lines.append("seasonal naive (\(season) steps before\(part)): " + Self.line(seasonal))
        }
        if let level, intervalCount > 0 {
            let part = significantDecimal(100 * Double(insideCount) / Double(intervalCount), digits: 3)
            lines.append(
                "interval of \(significantDecimal(100 * level, digits: 3)) %: holds \(part) % of \(intervalCount) values"
            )
        }
        return lines
    }

    private static func line(_ errors: ForecastErrors) -> String {
        [("mse", errors.mse), ("rmse", errors.rmse), ("mae", errors.mae)]
            .map { "\($0.0)=\(significantDecimal($0.1, digits: 6))" }.joined(separator: " ")
    }
}
