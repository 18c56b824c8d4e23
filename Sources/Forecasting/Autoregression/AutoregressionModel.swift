#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A linear regression of a series, or of its differences, on its own earlier values, and on waves of known length.
///
/// Formula: x the series, differenced over its season D times and then from step to step d times;
/// xₜ = c + Σ φₗ·xₜ₋ₗ + Σₖ (aₖ·sin(2πkt/m) + bₖ·cos(2πkt/m)) + e. What is forecast of x stays within twice its range, so that no
/// forecast explodes.
///
/// Source: G. Box, G. Jenkins, G. Reinsel, “Time Series Analysis”, 4th edition, 2008, chapters 3, 4 and 9.
struct AutoregressionModel: StatisticalModel {
    struct Parameters: Equatable, Sendable {
        var differences: Int
        var seasonalDifferences: Int
        /// The season that is differenced, and that of the waves; 1 for none.
        var season: Int
        var lags: [Int]
        /// Of the lags, of a sine and a cosine a wave, and c.
        var coefficients: [Double]
        /// How many waves there are: of the season, of half of it, and so on.
        var waves: Int
        /// Between these lies what is forecast of x.
        var low: Double
        var high: Double

        /// How many values are remembered.
        var memory: Int { (lags.last ?? 0) + differences + seasonalDifferences * season }
    }

    private let parameters: Parameters
    /// The last values, the newest last.
    private var past: [Double] = []
    private var count = 0

    init(_ parameters: Parameters) { self.parameters = parameters }

    mutating func read(_ value: Double) {
        past.append(value)
        count += 1
        // Cut now and then: cheaper than at each step.
        if past.count > 2 * parameters.memory + 64 { past.removeFirst(past.count - parameters.memory - 1) }
    }

    func forecast(horizon: Int) -> [Double] {
        guard past.count > parameters.memory else { return Array(repeating: past.last ?? 0, count: horizon) }
        let stages = Self.differenced(
            Array(past.suffix(parameters.memory + 1)), parameters.differences, parameters.seasonalDifferences,
            parameters.season)
        var x = stages[stages.count - 1]
        let start = x.count
        for step in 0..<horizon { x.append(next(after: x, at: count + step)) }
        return Self.summed(
            Array(x[start...]), stages, parameters.differences, parameters.seasonalDifferences, parameters.season)
    }

    private func next(after x: [Double], at row: Int) -> Double {
        let coefficients = parameters.coefficients
        var sum = coefficients[coefficients.count - 1]
        for (lag, coefficient) in zip(parameters.lags, coefficients) { sum += coefficient * x[x.count - lag] }
        for wave in 0..<parameters.waves {
            let (sine, cosine) = Self.wave(wave + 1, of: parameters.season, at: row)
            let place = parameters.lags.count + 2 * wave
            sum += coefficients[place] * sine + coefficients[place + 1] * cosine
        }
        return min(max(sum, parameters.low), parameters.high)
    }

    static func wave(_ number: Int, of season: Int, at row: Int) -> (sine: Double, cosine: Double) {
        let angle = 2 * Double.pi * Double(number * (row % season) % season) / Double(season)
        return (sin(angle), cos(angle))
    }

    /// The series, that with each seasonal difference, and that with each plain one after these.
    static func differenced(_ values: [Double], _ plain: Int, _ seasonal: Int, _ season: Int) -> [[Double]] {
        var stages = [values]
        for index in 0..<(seasonal + plain) {
            let last = stages[index]
            let lag = index < seasonal ? season : 1
            stages.append(zip(last.dropFirst(lag), last).map { $0 - $1 })
        }
        return stages
    }

    /// Forecasts of the last stage, as those of the series.
    private static func summed(
        _ forecasts: [Double], _ stages: [[Double]], _ plain: Int, _ seasonal: Int, _ season: Int
    ) -> [Double] {
        var forecasts = forecasts
        for index in stride(from: seasonal + plain - 1, through: 0, by: -1) {
            let lag = index < seasonal ? season : 1
            var level = Array(stages[index].suffix(lag))
            for forecast in forecasts { level.append(forecast + level[level.count - lag]) }
            forecasts = Array(level[lag...])
        }
        return forecasts
    }
}
