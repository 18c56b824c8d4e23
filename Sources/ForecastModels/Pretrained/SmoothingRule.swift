/// Exponential smoothing with fixed rates: a forecast that needs no fitting.
///
/// l′ = l + φ·b + α·e, b′ = φ·b + α·β·e; the forecast of h steps ahead is l + (φ + … + φʰ)·b.
/// Source: R. Hyndman, A. Koehler, J. Ord, R. Snyder, “Forecasting with Exponential Smoothing”, 2008.
package struct SmoothingRule {
    /// The part of an error that the level takes, α.
    package let level: Double
    /// The part of that which the slope takes, β.
    package var slope = 0.0
    /// What is left of the slope a step later, φ.
    package var damping = 1.0
    /// The part of the whole series' own slope that it starts from, and with a slope that is not learnt keeps.
    package var start = 0.0

    /// What the rule makes of a series.
    struct Fit {
        var level: Double
        var slope: Double
        let damping: Double
        /// The mean size of the errors one step ahead, over the last three quarters.
        let error: Double

        /// The forecasts of so many steps.
        func forecast(_ count: Int) -> [Double] {
            var (value, step) = (level, slope)
            return (0..<count).map { _ in
                step *= damping
                value += step
                return value
            }
        }
    }

    /// Runs over a series; what is missing teaches nothing.
    ///
    /// - Parameters:
    ///   - values: The series, filled.
    ///   - isMissing: Which values were filled in.
    ///   - wholeSlope: The slope of the series as a whole.
    ///   - errors: Where each error one step ahead goes, if anywhere.
    /// - Returns: Where the level and the slope are in the end.
    func fit(
        _ values: [Double], _ isMissing: [Bool], wholeSlope: Double, errors: UnsafeMutablePointer<Double>? = nil
    ) -> Fit {
        let first = values.count / 4
        var (l, b, total, count) = (values[0], start * wholeSlope, 0.0, 0)
        let slopeRate = level * slope
        for time in 1..<max(1, values.count) {
            b *= damping
            l += b
            guard !isMissing[time] else { continue }
            let e = values[time] - l
            errors?[time] = e
            l += level * e
            b += slopeRate * e
            if time >= first {
                total += abs(e)
                count += 1
            }
        }
        return Fit(level: l, slope: b, damping: damping, error: count > 0 ? total / Double(count) : 0)
    }
}
