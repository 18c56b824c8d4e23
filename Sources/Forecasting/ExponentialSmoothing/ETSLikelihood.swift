import CSmoothing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// How likely a history is under a model, as a function of what is fitted.
///
/// A point has α, β/α, γ/(1 − α) and φ, as far as the model has them, then the first level, growth and season, in units of
/// the spread of the values. Bounds: 0.0001 to 0.9999 for the first three, 0.8 to 0.98 for φ. The effects of a season sum
/// to 0, or to its length if multiplicative; with more than 24 steps they stay as first guessed.
struct ETSLikelihood {
    static let mostFittedEffects = 24

    let model: ETSModel
    let values: [Double]
    private let start: ETSStart
    private let unit: Double
    private let fitsSeason: Bool

    init(_ values: [Double], model: ETSModel) {
        self.model = model
        self.values = values
        start = ETSStart(values, model: model)
        let mean = values.reduce(0, +) / Double(values.count)
        let spread = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)).squareRoot()
        unit = spread > 0 ? spread : max(abs(mean), 1)
        fitsSeason = model.season != .none && model.period <= Self.mostFittedEffects
    }

    /// Where to begin, and how far the first steps go: the smoothing parameters, then all.
    func begin() -> (point: [Double], steps: [Double], smoothingCount: Int) {
        var (point, steps) = ([0.3], [0.2])
        if model.trend != .none {
            point.append(0.1)
            steps.append(0.1)
        }
        if model.season != .none {
            point.append(0.1)
            steps.append(0.1)
        }
        if model.trend == .damped {
            point.append(0.95)
            steps.append(-0.05)
        }
        let smoothingCount = point.count
        point.append(start.level / unit)
        steps.append(0.2)
        if model.trend != .none {
            point.append(start.growth / unit)
            steps.append(0.05)
        }
        if fitsSeason {
            let scale = model.season == .additive ? unit : 1
            point += start.season.dropLast().map { $0 / scale }
            steps += Array(repeating: 0.1, count: model.period - 1)
        }
        return (point, steps, smoothingCount)
    }

    /// The parameters and the first state that a point stands for; nil out of bounds.
    func decoded(_ point: [Double]) -> (parameters: ETSParameters, state: ETSState)? {
        var effects = [Double](repeating: 0, count: start.season.count)
        let found = point.withUnsafeBufferPointer { point in
            decode(Point(head: point, tail: UnsafeBufferPointer(rebasing: point[..<0]))) { effects[$0] = $1 }
        }
        return found.map { ($0.parameters, ETSState(level: $0.level, growth: $0.growth, season: effects)) }
    }

    /// A point in two parts, of which the first may be searched alone.
    struct Point {
        let head: UnsafeBufferPointer<Double>
        let tail: UnsafeBufferPointer<Double>

        @inline(__always)
        subscript(_ index: Int) -> Double { index < head.count ? head[index] : tail[index - head.count] }
    }

    /// What a point stands for, its effects one by one into `effect`; nil out of bounds.
    @inline(__always)
    func decode(
        _ point: Point, effect: (Int, Double) -> Void
    ) -> (parameters: ETSParameters, level: Double, growth: Double)? {
        let inside = 0.0001...0.9999
        var next = 0
        func take() -> Double {
            next += 1
            return point[next - 1]
        }
        let alpha = take()
        let trend = model.trend == .none ? 0 : take()
        let season = model.season == .none ? 0 : take()
        let phi = model.trend == .damped ? take() : 1
        guard inside.contains(alpha), model.trend == .none || inside.contains(trend),
            model.season == .none || inside.contains(season), model.trend != .damped || (0.8...0.98).contains(phi)
        else { return nil }
        let level = take() * unit
        let growth = model.trend == .none ? 0 : take() * unit
        if fitsSeason {
            let scale = model.season == .additive ? unit : 1
            var sum = 0.0
            for step in 0..<(model.period - 1) {
                let number = take() * scale
                sum += number
                effect(step, number)
            }
            effect(model.period - 1, (model.season == .additive ? 0 : Double(model.period)) - sum)
        } else {
            for (step, number) in start.season.enumerated() { effect(step, number) }
        }
        let parameters = ETSParameters(alpha: alpha, beta: alpha * trend, gamma: (1 - alpha) * season, phi: phi)
        return (parameters, level, growth)
    }

    /// −2·log L without its constants: n·log Σe², with a multiplicative error n·log Σ(e/ŷ)² + 2·Σ log|ŷ|; infinite out of
    /// bounds, and where a model of positive values leaves them.
    func cost(_ point: [Double]) -> Double {
        guard let (parameters, state) = decoded(point), let run = run(parameters, state) else { return .infinity }
        return run.cost
    }

    /// What comes of reading the history.
    struct Run {
        let state: ETSState
        /// The sum of the squares of the errors, which are relative if multiplicative.
        let squares: Double
        let logarithms: Double
        let count: Int

        var cost: Double { Self.cost(squares: squares, logarithms: logarithms, count: count) }

        static func cost(squares: Double, logarithms: Double, count: Int) -> Double {
            Double(count) * log(max(squares, .leastNormalMagnitude)) + 2 * logarithms
        }

        /// The logarithm of the likelihood with the variance Σe²/n.
        var logLikelihood: Double {
            let size = Double(count)
            return -(cost + size * (log(2 * Double.pi / size) + 1)) / 2
        }
    }

    /// Reads the history; nil where a model of positive values leaves them.
    func run(_ parameters: ETSParameters, _ first: ETSState) -> Run? {
        if model.season == .multiplicative, first.season.contains(where: { $0 <= 0 }) { return nil }
        var state = cs_state(level: first.level, growth: first.growth, next: first.next)
        var fit = cs_fit()
        var effects = first.season
        let isRead = values.withUnsafeBufferPointer { values in
            effects.withUnsafeMutableBufferPointer { effects in
                cs_read(
                    model.season.code, model.error.code, model.needsPositiveValues ? 1 : 0, values.baseAddress,
                    values.count,
                    cs_parameters(
                        alpha: parameters.alpha, beta: parameters.beta, gamma: parameters.gamma, phi: parameters.phi),
                    &state, effects.baseAddress, effects.count, &fit)
            }
        }
        guard isRead != 0 else { return nil }
        let after = ETSState(level: state.level, growth: state.growth, season: effects, next: state.next)
        return Run(state: after, squares: fit.squares, logarithms: fit.logarithms, count: values.count)
    }
}

extension ETSModel.Season {
    var code: cs_season {
        switch self {
        case .none: CS_SEASON_NONE
        case .additive: CS_SEASON_ADDITIVE
        case .multiplicative: CS_SEASON_MULTIPLICATIVE
        }
    }
}

extension ETSModel.Component {
    var code: cs_error {
        switch self {
        case .additive: CS_ERROR_ADDITIVE
        case .multiplicative: CS_ERROR_MULTIPLICATIVE
        }
    }
}
