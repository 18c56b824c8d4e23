#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What a network that was trained in advance reads of a series: numbers that do not depend on its units.
///
/// All differences are counted in the mean size of the series' seasonal differences, the unit of MASE, and large ones are
/// drawn together by asinh.
package struct ContextReading {
    /// The numbers read at each step of the context.
    package static let contextInputs = 13
    /// The numbers read at each step ahead.
    package static let stepInputs = SimpleRules.count + 4 + SimpleRules.count - 1 + 8
    /// The fewest values that say anything.
    static let shortest = 3
    /// The largest deviation of a rule from the seasonal naive forecast, in units of the scale.
    package static let furthest = 100.0

    /// The season that is used: that which was told, or 1 where the series is not longer than it.
    let period: Int
    /// The mean size of seasonal differences: the unit of all that is said.
    let scale: Double
    /// Whether all values are the same: there is nothing for a network to say.
    let isConstant: Bool
    /// The seasonal naive forecast, in the units of the series.
    let seasonalNaive: [Double]
    /// By step of the context its inputs, one after the other.
    let context: [Double]
    /// By step ahead its inputs, one after the other.
    let steps: [Double]
    /// By step ahead, what each rule says more than the seasonal naive one, in units of the scale.
    let rules: [Double]

    /// Reads a series.
    ///
    /// - Parameters:
    ///   - values: The newest values, the last of them present; NaN where one is missing.
    ///   - season: The season that goes with the series, in steps; 1 for none.
    ///   - horizon: The steps to forecast.
    init(_ values: [Double], season: Int, horizon: Int) {
        let isMissing = values.map(\.isNaN)
        let count = values.count
        period = season > 1 && count > season ? season : 1
        let filled = Self.filled(values, period: period)
        let seasonal = Self.meanDifference(filled, isMissing, lag: period)
        let plain = period > 1 ? Self.meanDifference(filled, isMissing, lag: 1) : seasonal
        let size = filled.reduce(0) { max($0, abs($1)) }
        let sound = [seasonal, plain].first { $0 > 1e-10 * size }
        isConstant = sound == nil
        let scale = sound ?? max(size, 1)
        self.scale = scale

        let found = SimpleRules(filled, isMissing, period: period, scale: scale, horizon: horizon)
        seasonalNaive = found.forecasts[0]
        let last = filled[count - 1]
        let ratio = log((seasonal + 0.01 * scale) / (plain + 0.01 * scale))
        let (lengthInput, seasonInput) = (log(Double(count)) / 6, log(Double(period)) / 4)
        let waves = Self.waves(period)

        var context: [Double] = []
        context.reserveCapacity(count * Self.contextInputs)
        let lastRest = found.rest[count - 1]
        for time in 0..<count {
            let value = filled[time]
            context.append(asinh((value - last) / scale))
            context.append(time >= period ? asinh((value - filled[time - period]) / scale) : 0)
            context.append(time >= 1 ? asinh((value - filled[time - 1]) / scale) : 0)
            context.append(asinh((found.rest[time] - lastRest) / scale))
            context.append(asinh(found.surprises[time] / scale))
            // The phase is counted from the end.
            let wave = waves[(count - 1 - time) % period]
            context.append(wave.sin)
            context.append(wave.cos)
            context.append(isMissing[time] ? 1 : 0)
            context.append(log(Double(count - time)) / 6)
            context.append(ratio)
            context.append(time >= period ? 1 : 0)
            context.append(lengthInput)
            context.append(seasonInput)
        }
        self.context = context

        let low = filled.min() ?? 0
        let mean = filled.reduce(0, +) / Double(count)
        let still: [Double] =
            found.errors.dropFirst().map { log(($0 + 0.01 * scale) / scale) } + [
                ratio, lengthInput, seasonInput, Double(isMissing.count { $0 }) / Double(count), low > 0 ? 1 : 0,
                asinh(mean / scale) / 4, Double(filled.count { $0 == 0 }) / Double(count),
                asinh((last - low) / scale) / 3,
            ]
        var (steps, rules): ([Double], [Double]) = ([], [])
        steps.reserveCapacity(horizon * Self.stepInputs)
        rules.reserveCapacity(horizon * SimpleRules.count)
        for step in 0..<horizon {
            let naive = found.forecasts[0][step]
            steps.append(asinh((naive - last) / scale))
            rules.append(0)
            for forecast in found.forecasts.dropFirst() {
                let more = min(max((forecast[step] - naive) / scale, -Self.furthest), Self.furthest)
                rules.append(more)
                steps.append(asinh(more))
            }
            let wave = waves[(period - (step + 1) % period) % period]
            steps.append(wave.sin)
            steps.append(wave.cos)
            steps.append(log(Double(step + 1)) / 4)
            steps.append(log(1 + Double(step + 1) / Double(period)) / 2)
            steps += still
        }
        (self.steps, self.rules) = (steps, rules)
    }

    /// What is missing is what was a season ago; before that, the nearest value.
    private static func filled(_ values: [Double], period: Int) -> [Double] {
        guard let first = values.first(where: { !$0.isNaN }) else { return values.map { _ in 0 } }
        var filled = values
        for time in filled.indices where filled[time].isNaN {
            filled[time] = time >= period ? filled[time - period] : time > 0 ? filled[time - 1] : first
        }
        return filled
    }

    private static func meanDifference(_ values: [Double], _ isMissing: [Bool], lag: Int) -> Double {
        var (total, count) = (0.0, 0)
        for time in stride(from: lag, to: values.count, by: 1) where !isMissing[time] && !isMissing[time - lag] {
            total += abs(values[time] - values[time - lag])
            count += 1
        }
        return count > 0 ? total / Double(count) : 0
    }

    /// Sine and cosine of each phase; nothing where there is no season.
    private static func waves(_ period: Int) -> [(sin: Double, cos: Double)] {
        guard period > 1 else { return [(0, 0)] }
        return (0..<period).map {
            let angle = 2 * Double.pi * Double($0) / Double(period)
            return (sin(angle), cos(angle))
        }
    }
}
