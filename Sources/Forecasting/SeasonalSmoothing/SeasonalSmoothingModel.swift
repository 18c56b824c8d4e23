/// Exponential smoothing with one or two seasons, of which the longer may be long, and errors that go on.
///
/// Formula: the forecast is q + s + w + ρ·e with q = ℓ + φ·b, and of a step h later the trend damped on and ρʰ·e; with r what came
/// less its forecast ℓ ← q + α·r, b ← φ·b + β·r, s ← s + γ·r, w ← w + ω·r, e ← ρ·e + r. φ = 0.9.
///
/// Source: J. Taylor, “Short-Term Electricity Demand Forecasting Using Double Seasonal Exponential Smoothing”, 2003, with its
/// adjustment for autocorrelated errors; the damped trend after E. Gardner, E. McKenzie, 1985.
struct SeasonalSmoothingModel: StatisticalModel {
    static let damping = 0.9

    struct Parameters: Equatable, Sendable {
        var alpha: Double
        var beta: Double
        var gamma: Double
        var omega: Double
        var rho: Double
    }

    /// Level, trend, seasons and error after some step.
    struct State: Equatable, Sendable {
        var level: Double
        var growth = 0.0
        /// The effects of the seasons, that of row r at the place r modulo their number; one effect of 0 for none.
        var short: [Double]
        var long: [Double]
        var error = 0.0
    }

    private let parameters: Parameters
    private var state: State
    private var row = 0

    init(_ parameters: Parameters, from state: State) {
        self.parameters = parameters
        self.state = state
    }

    mutating func read(_ value: Double) { _ = error(reading: value) }

    @inline(__always)
    private mutating func error(reading value: Double) -> Double {
        let (short, long) = (row % state.short.count, row % state.long.count)
        let q = state.level + Self.damping * state.growth
        let r = value - (q + state.short[short] + state.long[long] + parameters.rho * state.error)
        state.level = q + parameters.alpha * r
        state.growth = Self.damping * state.growth + parameters.beta * r
        state.short[short] += parameters.gamma * r
        state.long[long] += parameters.omega * r
        state.error = parameters.rho * state.error + r
        row += 1
        return r
    }

    func forecast(horizon: Int) -> [Double] {
        var (level, growth, error) = (state.level, state.growth, state.error)
        return (0..<horizon).map { step in
            growth *= Self.damping
            level += growth
            error *= parameters.rho
            return level + state.short[(row + step) % state.short.count]
                + state.long[(row + step) % state.long.count] + error
        }
    }

    /// The sum of the squares of the errors of one step, over all values.
    static func squares(_ values: [Double], _ parameters: Parameters, from state: State) -> Double {
        var model = SeasonalSmoothingModel(parameters, from: state)
        var sum = 0.0
        values.withUnsafeBufferPointer { values in
            for value in values {
                let error = model.error(reading: value)
                sum += error * error
            }
        }
        return sum
    }
}
