/// A statistical model as it was fitted: its kind and numbers, which are enough to read a series with.
package struct StatisticalFit: Equatable, Sendable {
    package let method: StatisticalMethod
    /// What its method says they are.
    package let numbers: [String: [Double]]
    /// How many rows of the history come before those that were fitted.
    package let skipped: Int

    package init(method: StatisticalMethod, numbers: [String: [Double]] = [:], skipped: Int = 0) {
        (self.method, self.numbers, self.skipped) = (method, numbers, skipped)
    }

    init(method: StatisticalMethod, numbers: [String: [Double]] = [:], figure: SeasonalFigure?) {
        var numbers = numbers
        if let figure { numbers[figure.kind.rawValue] = figure.effects }
        self.init(method: method, numbers: numbers)
    }

    init(_ smoothing: ExponentialSmoothing, of count: Int) {
        let (model, first) = (smoothing.model, smoothing.first)
        self.init(
            method: .ets,
            numbers: [
                // The places of error, trend and season among the kinds there are.
                "kind": [
                    Double(ETSModel.Component.allCases.firstIndex(of: model.error) ?? 0),
                    Double(ETSModel.Trend.allCases.firstIndex(of: model.trend) ?? 0),
                    Double(ETSModel.Season.allCases.firstIndex(of: model.season) ?? 0),
                ],
                "smoothing": [smoothing.alpha, smoothing.beta, smoothing.gamma, smoothing.phi],
                "state": [first.level, first.growth], "season": first.season,
            ], skipped: count - smoothing.valueCount)
    }

    /// The kind of exponential smoothing that it is; nil if it is none.
    package var smoothingKind: ETSModel? {
        guard method == .ets, let kind = whole("kind"), kind.count == 3,
            ETSModel.Component.allCases.indices.contains(kind[0]), ETSModel.Trend.allCases.indices.contains(kind[1]),
            ETSModel.Season.allCases.indices.contains(kind[2])
        else { return nil }
        let season = ETSModel.Season.allCases[kind[2]]
        let period = numbers["season"]?.count ?? 0
        guard season == .none ? period == 0 : period >= 2 else { return nil }
        return ETSModel(
            error: ETSModel.Component.allCases[kind[0]], trend: ETSModel.Trend.allCases[kind[1]], season: season,
            period: max(period, 1))
    }

    /// The steps after which seasons come together again; 1 without a season.
    var cycle: Int {
        switch method {
        case .ets: max(numbers["season"]?.count ?? 1, 1)
        case .harmonic: max(whole("season")?.first ?? 1, 1)
        case .seasonalSmoothing:
            leastCommonMultiple(max(numbers["short"]?.count ?? 1, 1), max(numbers["long"]?.count ?? 1, 1))
        default: 1
        }
    }

    /// The model before the first value that it was fitted to; nil where the numbers are not those of one.
    package func start() -> (any StatisticalModel)? {
        guard skipped >= 0, numbers.values.allSatisfy({ $0.allSatisfy(\.isFinite) }) else { return nil }
        switch method {
        case .naive: return NaiveModel()
        case .drift: return DriftModel()
        case .croston: return IntermittentModel(.croston)
        case .sba: return IntermittentModel(.sba)
        case .tsb: return IntermittentModel(.tsb)
        case .seasonalNaive:
            guard let season = whole("season"), season.count == 1, season[0] >= 1 else { return nil }
            return SeasonalNaiveModel(season: season[0])
        case .naive2: return NaiveTwoModel(figure: figure)
        case .theta:
            guard let alpha = numbers["alpha"], alpha.count == 1, (0...1).contains(alpha[0]) else { return nil }
            return ThetaModel(alpha: alpha[0], figure: figure)
        case .optimisedTheta:
            guard let p = numbers["parameters"], p.count == 3, p[1] > 0, p[1] <= 1, p[2] >= 1 else { return nil }
            return OptimisedThetaModel(.init(level: p[0], alpha: p[1], theta: p[2]), figure: figure)
        case .ets: return startOfSmoothing()
        case .autoregression, .harmonic: return startOfAutoregression()
        case .seasonalSmoothing: return startOfSeasonalSmoothing()
        }
    }

    private var figure: SeasonalFigure? {
        for kind in [SeasonalFigure.Kind.multiplicative, .additive] {
            if let effects = numbers[kind.rawValue], !effects.isEmpty {
                return SeasonalFigure(kind: kind, effects: effects)
            }
        }
        return nil
    }

    private func startOfSmoothing() -> SmoothingModel? {
        guard let model = smoothingKind, let smoothing = numbers["smoothing"], smoothing.count == 4,
            let state = numbers["state"], state.count == 2
        else { return nil }
        return SmoothingModel(
            model,
            ETSParameters(alpha: smoothing[0], beta: smoothing[1], gamma: smoothing[2], phi: smoothing[3]),
            from: ETSState(level: state[0], growth: state[1], season: numbers["season"] ?? []))
    }

    private func startOfAutoregression() -> AutoregressionModel? {
        guard let differences = whole("differences"), differences.count == 2, let season = whole("season"),
            season.count == 1, season[0] >= 1, let lags = whole("lags"), lags == lags.sorted(),
            lags.first ?? 1 >= 1, lags.last ?? 0 <= Self.longestMemory, season[0] <= Self.longestMemory,
            let waves = whole("waves"), waves.count == 1, waves[0] <= season[0] / 2,
            differences.allSatisfy({ (0...2).contains($0) }), let coefficients = numbers["coefficients"],
            coefficients.count == lags.count + 2 * waves[0] + 1, let range = numbers["range"], range.count == 2,
            range[0] <= range[1]
        else { return nil }
        return AutoregressionModel(
            AutoregressionModel.Parameters(
                differences: differences[0], seasonalDifferences: differences[1], season: season[0], lags: lags,
                coefficients: coefficients, waves: waves[0], low: range[0], high: range[1]))
    }

    private static let longestMemory = 1_000_000

    private func startOfSeasonalSmoothing() -> SeasonalSmoothingModel? {
        guard let p = numbers["parameters"], p.count == 5, let level = numbers["level"], level.count == 1,
            let short = numbers["short"], !short.isEmpty, let long = numbers["long"], !long.isEmpty
        else { return nil }
        return SeasonalSmoothingModel(
            .init(alpha: p[0], beta: p[1], gamma: p[2], omega: p[3], rho: p[4]),
            from: .init(level: level[0], short: short, long: long))
    }

    /// Numbers that count something, of which there may be none; nil where one counts nothing.
    private func whole(_ key: String) -> [Int]? {
        let numbers = numbers[key] ?? []
        let counts = numbers.compactMap { $0 >= 0 && $0 < 1e9 ? Int(exactly: $0) : nil }
        return counts.count == numbers.count ? counts : nil
    }

    private func leastCommonMultiple(_ a: Int, _ b: Int) -> Int {
        var (x, y) = (a, b)
        while y > 0 { (x, y) = (y, x % y) }
        return a / x * b
    }
}
