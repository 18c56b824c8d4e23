/// A simple forecast that every other has to beat.
///
/// Formula, for step h after the values y₁…yₙ: naive = yₙ; seasonal naive = the last known value of the same season,
/// yₙ₊ₕ₋ₘ·ₖ with k = ⌈h/m⌉; drift = yₙ + h·(yₙ − y₁)/(n − 1); ets = that of ``ExponentialSmoothing/best(for:season:)``;
/// naive2 and theta are the benchmarks of the M4 competition.
///
/// Source: R. Hyndman, G. Athanasopoulos, “Forecasting: Principles and Practice”, 3rd edition, 2021, section 5.2.
package enum Baseline: String, CaseIterable, Sendable {
    case naive
    case seasonalNaive = "seasonal-naive"
    case drift
    case ets
    case naive2
    case theta

    /// Those that stand beside a model unless others are asked for.
    package static let usual: [Baseline] = [.naive, .seasonalNaive, .drift, .ets]

    /// The forecasts of the steps 1 to `horizon` after a history; a season of 1 step is none.
    ///
    /// - Throws: ``ForecastingError`` where the history is too short or has gaps.
    package func forecast(
        after history: [Double], season: Int, horizon: Int
    ) throws(ForecastingError) -> [Double] {
        precondition(season >= 1 && horizon >= 0, "season \(season), horizon \(horizon)")
        try requireComplete(history)
        let needed = self.needed(season: season)
        guard history.count >= needed else {
            throw .tooFewValues(found: history.count, needed: needed, purpose: "the \(rawValue) forecast")
        }
        switch self {
        case .naive, .seasonalNaive, .drift:
            return simple(afterFirst: history.count, of: ValueWindow(history), season: season, horizon: horizon)
        case .ets: return try ExponentialSmoothing.best(for: history, season: season).forecast(horizon: horizon)
        case .naive2: return try Self.forecast(of: .naive2, after: history, season, horizon)
        case .theta: return try Self.forecast(of: .theta, after: history, season, horizon)
        }
    }

    /// The forecasts of the steps 1 to `horizon` after the first `count` of values, finite numbers, of a baseline that looks at single
    /// ones of them, without memory; nil of any other, and where the history is too short.
    package func forecast(afterFirst count: Int, of values: ValueWindow, season: Int, horizon: Int) -> [Double]? {
        guard looksAtSingleValues, count >= needed(season: season) else { return nil }
        return simple(afterFirst: count, of: values, season: season, horizon: horizon)
    }

    /// Whether it looks at single values of a history, and not at all of it.
    package var looksAtSingleValues: Bool { self == .naive || self == .seasonalNaive || self == .drift }

    /// Whether of a long history it looks at the end alone, but for single values and whether all are positive.
    package var looksAtTheEnd: Bool { looksAtSingleValues || self == .ets }

    /// The values that a history must have.
    private func needed(season: Int) -> Int { self == .seasonalNaive ? season : self == .drift ? 2 : 1 }

    private func simple(afterFirst count: Int, of values: ValueWindow, season: Int, horizon: Int) -> [Double] {
        let last = values[count - 1]
        if self == .naive { return Array(repeating: last, count: horizon) }
        if self == .seasonalNaive { return (0..<horizon).map { values[count - season + $0 % season] } }
        let slope = (last - values.first) / Double(count - 1)
        return (0..<horizon).map { last + Double($0 + 1) * slope }
    }

    private static func forecast(
        of method: StatisticalMethod, after history: [Double], _ season: Int, _ horizon: Int
    ) throws(ForecastingError) -> [Double] {
        guard var model = try method.fit(history, seasons: [season]).start() else { return [] }
        for value in history { model.read(value) }
        return model.forecast(horizon: horizon)
    }
}
