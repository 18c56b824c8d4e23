#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Chooses an autoregression by its AICc.
///
/// Tried are the lags 1…p for p up to 30, or a quarter of the values, each also with the lag of a season and with that and the next
/// one; where waves are asked for, some of them in place of seasonal lags. All are compared on the same values.
///
/// Source: C. Hurvich, C.-L. Tsai, “Regression and Time Series Model Selection in Small Samples”, 1989, for the criterion.
enum AutoregressionFit {
    private static let mostLags = 30
    private static let waveCounts = [0, 1, 2, 3, 4, 6, 8, 12]
    /// So much of a series without its trend is its season, where that is strong.
    ///
    /// Source: R. Hyndman, G. Athanasopoulos, “Forecasting: Principles and Practice”, 3rd edition, 2021, section 9.1.
    private static let strongSeason = 0.64

    /// With differences over a season that is strong, and such from step to step as the series wanders.
    static func seasonal(_ history: [Double], season: Int) -> AutoregressionModel.Parameters? {
        let isStrong = SeasonalStrength.of(history, season: season) > strongSeason
        let stages = AutoregressionModel.differenced(history, 0, isStrong ? 1 : 0, season)
        let plain = KPSSTest.differences(stages[stages.count - 1], most: 1)
        return chosen(history, plain, isStrong ? 1 : 0, season, hasWaves: false)
    }

    /// With waves in place of seasonal differences.
    static func harmonic(_ history: [Double], season: Int) -> AutoregressionModel.Parameters? {
        // A season makes no difference needed: it is taken out before the series is asked whether it wanders.
        let figure = SeasonalFigure(of: history, season: max(season, 2), kind: .additive)
        let adjusted = history.enumerated().map { figure?.adjusted($1, at: $0) ?? $1 }
        return chosen(history, KPSSTest.differences(adjusted, most: 1), 0, season, hasWaves: season > 1)
    }

    private static func chosen(
        _ history: [Double], _ plain: Int, _ seasonal: Int, _ season: Int, hasWaves: Bool
    ) -> AutoregressionModel.Parameters? {
        let stages = AutoregressionModel.differenced(history, plain, seasonal, season)
        let x = stages[stages.count - 1]
        guard x.count >= 8, let low = x.min(), let high = x.max(), high > low else { return nil }
        let unit = max(abs(low), abs(high))
        let scaled = x.map { $0 / unit }
        let mostLags = min(mostLags, x.count / 4)
        let candidates = candidates(mostLags, season, x.count, hasWaves: hasWaves)
        let columnLags = Set(candidates.flatMap(\.lags)).sorted()
        let skipped = columnLags.last ?? 0
        let rows = skipped..<x.count
        let waves = candidates.map(\.waves).max() ?? 0
        // Rows of x are counted from the first value of the history, as those that are forecast are.
        let offset = history.count - x.count
        var columns = columnLags.map { lag in rows.map { scaled[$0 - lag] } }
        for wave in 0..<waves {
            let points = rows.map { AutoregressionModel.wave(wave + 1, of: season, at: $0 + offset) }
            columns += [points.map(\.sine), points.map(\.cosine)]
        }
        columns.append(rows.map { _ in 1 })
        let squares = LeastSquares(columns, rows.map { scaled[$0] })
        var best: (criterion: Double, candidate: (lags: [Int], waves: Int), coefficients: [Double])?
        for candidate in candidates {
            let chosen =
                columnLags.indices.filter { candidate.lags.contains(columnLags[$0]) }
                + (0..<(2 * candidate.waves)).map { columnLags.count + $0 } + [columns.count - 1]
            let (size, count) = (Double(rows.count), Double(chosen.count + 1))
            guard size > count + 2, let solved = squares.solved(chosen) else { continue }
            let criterion =
                size * log(max(solved.squares / size, 1e-12)) + 2 * count + 2 * count * (count + 1) / (size - count - 1)
            if criterion < best?.criterion ?? .infinity { best = (criterion, candidate, solved.coefficients) }
        }
        guard let best else { return nil }
        let lagCount = best.candidate.lags.count
        return AutoregressionModel.Parameters(
            differences: plain, seasonalDifferences: seasonal, season: season, lags: best.candidate.lags,
            coefficients: best.coefficients.enumerated().map { $0 < lagCount ? $1 : $1 * unit },
            waves: best.candidate.waves, low: low - (high - low) / 2, high: high + (high - low) / 2)
    }

    private static func candidates(
        _ most: Int, _ season: Int, _ count: Int, hasWaves: Bool
    ) -> [(lags: [Int], waves: Int)] {
        var candidates: [(lags: [Int], waves: Int)] = []
        for last in 0...most {
            let plain = last == 0 ? [] : Array(1...last)
            if hasWaves {
                for waves in waveCounts where waves <= season / 2 && 2 * waves < count / 6 {
                    // The last wave of an even season has no sine.
                    if 2 * waves == season { continue }
                    candidates.append((plain, waves))
                }
                continue
            }
            candidates.append((plain, 0))
            for reach in 0...1 where season > 1 && last < season && season + reach <= count / 3 {
                if reach == 1, last == 0 { continue }
                candidates.append((plain + Array(season...(season + reach)), 0))
            }
        }
        return candidates
    }
}
