/// How much of a series without its trend is its season: from 0, none, to 1, all.
///
/// Formula: max(0, 1 − var(r)/var(s + r)), s the season by classical decomposition and r what is left.
///
/// Source: X. Wang, K. Smith, R. Hyndman, “Characteristic-Based Clustering for Time Series Data”, 2006.
enum SeasonalStrength {
    /// 0 of a history of less than three seasons.
    static func of(_ values: [Double], season: Int) -> Double {
        guard season >= 2, values.count >= 3 * season,
            let parts = SeasonalFigure.parts(of: values, season: season)
        else { return 0 }
        let left = parts.map(\.remainder)
        let both = parts.map { $0.effect + $0.remainder }
        let whole = variance(both)
        return whole > 0 ? max(0, 1 - variance(left) / whole) : 0
    }

    private static func variance(_ values: [Double]) -> Double {
        let mean = values.reduce(0, +) / Double(values.count)
        return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
    }
}
