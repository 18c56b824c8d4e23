/// Whether a series wanders: the test of Kwiatkowski, Phillips, Schmidt and Shin, whose null hypothesis is that it stays around a
/// level.
///
/// Formula: η = Σ Sₜ²/(n²·s²), S the sums of the deviations from the mean, s² = γ₀ + 2·Σₖ(1 − k/(l + 1))·γₖ their long-run
/// variance with l = ⌊3·√n/13⌋ lags.
///
/// Source: D. Kwiatkowski, P. Phillips, P. Schmidt, Y. Shin, “Testing the Null Hypothesis of Stationarity against the Alternative of
/// a Unit Root”, 1992, table 1; the lags of R. Hyndman, Y. Khandakar, “Automatic Time Series Forecasting”, 2008.
package struct KPSSTest: Equatable, Sendable {
    /// What η exceeds in one of twenty series that stay around a level.
    package static let critical = 0.463

    /// What it exceeds in one of a hundred.
    package static let criticalAtOnePercent = 0.739

    package let statistic: Double

    /// Tests `values`, of which none is missing, with so many lags in the variance, by default the source's; a constant series stays
    /// where it is.
    package init(_ values: [Double], lags: Int? = nil) {
        let count = values.count
        guard count > 1 else {
            statistic = 0
            return
        }
        let size = Double(count)
        let mean = values.reduce(0) { $0 + $1 / size }
        let deviations = values.map { $0 - mean }
        let last = min(lags ?? Int(3 * size.squareRoot() / 13), count - 1)
        var variance = deviations.reduce(0) { $0 + $1 * $1 }
        for lag in 0..<last {
            let product = (lag + 1..<count).reduce(0) { $0 + deviations[$1] * deviations[$1 - lag - 1] }
            variance += 2 * (1 - Double(lag + 1) / Double(last + 1)) * product
        }
        variance /= size
        var (sum, squares) = (0.0, 0.0)
        for deviation in deviations {
            sum += deviation
            squares += sum * sum
        }
        statistic = variance > 0 ? squares / (size * size * variance) : 0
    }

    /// Whether the series wanders, at the level of 5 %.
    package var wanders: Bool { statistic > Self.critical }

    /// Whether the series wanders, at the level of 1 %.
    package var wandersSurely: Bool { statistic > Self.criticalAtOnePercent }

    /// How often a series is to be differenced until it stays around a level, at most so often.
    package static func differences(_ values: [Double], most: Int = 2) -> Int {
        var values = values
        for count in 0..<most {
            guard values.count > 2, KPSSTest(values).wanders else { return count }
            values = zip(values.dropFirst(), values).map { $0 - $1 }
        }
        return most
    }
}
