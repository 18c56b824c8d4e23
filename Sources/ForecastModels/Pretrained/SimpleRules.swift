#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What simple rules say of a series' next values, for a network to choose from and to better.
///
/// The first is the seasonal naive forecast, then the last value, the value of seven seasons ago (a week, where the season is a
/// day), and the mean of that and the first; the first again where the series is too short. Then smoothing with fixed rates: of the series without
/// its season, of the series as it is, and of the logarithms without theirs (where not all values are above 0, of the values).
package struct SimpleRules {
    package static let withoutSeason = [
        SmoothingRule(level: 1), SmoothingRule(level: 0.5), SmoothingRule(level: 0.15),
        SmoothingRule(level: 0.6, slope: 0.3, damping: 0.9), SmoothingRule(level: 0.3, slope: 0.2, damping: 0.97),
        SmoothingRule(level: 0.4, slope: 0.1, start: 1), SmoothingRule(level: 1, start: 1),
        SmoothingRule(level: 0.3, start: 0.5), SmoothingRule(level: 0.03),
    ]
    package static let asItIs = [
        SmoothingRule(level: 0.3), SmoothingRule(level: 0.6, slope: 0.2, damping: 0.9), SmoothingRule(level: 0.05),
    ]
    package static let ofLogarithms = [
        SmoothingRule(level: 1), SmoothingRule(level: 0.4), SmoothingRule(level: 0.5, slope: 0.25, damping: 0.95),
        SmoothingRule(level: 0.4, slope: 0.1, start: 1), SmoothingRule(level: 1, start: 1),
    ]
    /// The number of rules.
    package static let count = firstSmoothed + withoutSeason.count + asItIs.count + ofLogarithms.count
    /// The place of the first rule that smoothes.
    package static let firstSmoothed = 4
    /// A week in days.
    package static let longer = 7
    /// The rule without a season whose errors a network reads.
    package static let watched = 4
    /// The rules without a season, with nearly the same rates, that stand for those of logarithms where there are none.
    package static let likeLogarithms = [0, 1, 3, 5, 6]
    /// How many times the lowest value the highest may be for logarithms.
    package static let widestRatio = 1e6

    /// By rule its forecasts.
    private(set) var forecasts: [[Double]]
    /// By rule the mean size of its errors one step ahead; of the seasonal naive one, a season ahead.
    private(set) var errors: [Double]
    /// The series without its season.
    let rest: [Double]
    /// By time the error of one of the rules, one step ahead; 0 for the first.
    let surprises: [Double]

    /// - Parameters:
    ///   - values: The series, filled; at least one more than the period.
    ///   - isMissing: Which of them were filled in.
    ///   - period: The season, 1 for none.
    ///   - scale: The mean size of seasonal differences.
    ///   - horizon: The steps to forecast.
    init(_ values: [Double], _ isMissing: [Bool], period: Int, scale: Double, horizon: Int) {
        let count = values.count
        let last = values[count - 1]
        forecasts = [
            (0..<horizon).map { values[count - period + $0 % period] }, Array(repeating: last, count: horizon),
        ]
        errors = [scale, Self.meanDifference(values, lag: 1)]
        let week = Self.longer * period
        let hasWeek = period > 1 && count > week
        let weekAgo = hasWeek ? (0..<horizon).map { values[count - week + $0 % week] } : forecasts[0]
        forecasts += [weekAgo, zip(weekAgo, forecasts[0]).map { ($0 + $1) / 2 }]
        let error = hasWeek ? Self.meanDifference(values, lag: week) : scale
        errors += [error, (error + scale) / 2]

        let parts = SeasonalParts(values, period: period)
        let slope = Self.slope(of: parts.rest)
        var surprises = [Double](repeating: 0, count: count)
        for (index, rule) in Self.withoutSeason.enumerated() {
            let fit = surprises.withUnsafeMutableBufferPointer {
                rule.fit(
                    parts.rest, isMissing, wholeSlope: slope, errors: index == Self.watched ? $0.baseAddress : nil)
            }
            let season = parts.season
            forecasts.append(fit.forecast(horizon).enumerated().map { $1 + season[(count + $0) % period] })
            errors.append(fit.error)
        }
        for rule in Self.asItIs {
            let fit = rule.fit(values, isMissing, wholeSlope: slope)
            forecasts.append(fit.forecast(horizon))
            errors.append(fit.error)
        }
        (rest, self.surprises) = (parts.rest, surprises)
        addLogarithms(values, isMissing, period: period, horizon: horizon)
    }

    private mutating func addLogarithms(_ values: [Double], _ isMissing: [Bool], period: Int, horizon: Int) {
        guard let low = values.min(), let high = values.max(), low > 0, high / low < Self.widestRatio else {
            for index in Self.likeLogarithms {
                forecasts.append(forecasts[Self.firstSmoothed + index])
                errors.append(errors[Self.firstSmoothed + index])
            }
            return
        }
        let parts = SeasonalParts(values.map { log($0) }, period: period)
        let slope = Self.slope(of: parts.rest)
        let mean = values.reduce(0, +) / Double(values.count)
        // No forecast is further from what was seen than that is wide, twice over.
        let room = 2 * (log(high) - log(low)) + 0.1
        let limits = (log(low) - room)...(log(high) + room)
        for rule in Self.ofLogarithms {
            let fit = rule.fit(parts.rest, isMissing, wholeSlope: slope)
            forecasts.append(
                fit.forecast(horizon).enumerated().map { step, level in
                    let value = level + parts.season[(values.count + step) % period]
                    return exp(min(max(value, limits.lowerBound), limits.upperBound))
                })
            errors.append(fit.error * mean)
        }
    }

    /// The slope from the mean of the first third to that of the last.
    private static func slope(of values: [Double]) -> Double {
        let third = max(1, values.count / 3)
        guard values.count > third else { return 0 }
        let rise = values.suffix(third).reduce(0, +) - values.prefix(third).reduce(0, +)
        return rise / Double(third) / Double(values.count - third)
    }

    private static func meanDifference(_ values: [Double], lag: Int) -> Double {
        zip(values, values.dropFirst(lag)).reduce(0) { $0 + abs($1.1 - $1.0) } / Double(max(1, values.count - lag))
    }
}
