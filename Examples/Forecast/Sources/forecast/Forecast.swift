import ForecastModels
import RecurrentNets

/// Forecasts what comes after the rows of a file: `forecast MODEL FILE.csv STEPS`.
@main
struct Forecast {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 4, let steps = Int(arguments[3]), steps > 0 else {
            print("usage: forecast MODEL FILE.csv STEPS")
            return
        }
        let model = try TrainedModel(at: arguments[1])
        for forecast in try model.forecast(steps, afterFile: arguments[2]) {
            print("\(forecast.target) \(forecast.series)")
            for (step, point) in forecast.points.enumerated() {
                let interval = point.interval.map { " (\($0.lowerBound) to \($0.upperBound))" } ?? ""
                print("\(forecast.firstStep + step): \(point.prediction)\(interval)")
            }
            // The numbers as a tensor, for a network of one's own: how far they are from the first.
            let values = Tensor(forecast.predictions, elementType: .float64)
            print("against the first: \(1 / forecast.predictions[0] * values)")
        }
    }
}
