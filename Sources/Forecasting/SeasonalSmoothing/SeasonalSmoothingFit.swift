#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Fits seasonal smoothing by the least squares of its errors of one step.
///
/// The first level is the mean of the first of the longest season, the first effects are the means of up to four of them; three
/// starts are tried.
enum SeasonalSmoothingFit {
    private static let starts = [[0.1, 0, 0.1, 0.1, 0.5], [0.5, 0.01, 0.05, 0.05, 0.1], [0.02, 0, 0.05, 0.1, 0.9]]

    /// The parameters and the first state; nil where there are not two of the longest season.
    static func fitted(
        _ values: [Double], short: Int, long: Int
    ) -> (parameters: SeasonalSmoothingModel.Parameters, state: SeasonalSmoothingModel.State)? {
        let state = first(values, short, long)
        guard let state else { return nil }
        let hasSeasons = (short > 1, long > 1)
        func parameters(_ p: [Double]) -> SeasonalSmoothingModel.Parameters? {
            let (gamma, omega) = (hasSeasons.0 ? p[2] : 0, hasSeasons.1 ? p[3] : 0)
            guard (0...1).contains(p[0]), p[1] >= 0, p[1] <= p[0], gamma >= 0, omega >= 0, gamma <= 1 - p[0],
                omega <= 1 - p[0], (-0.2...0.99).contains(p[4])
            else { return nil }
            return SeasonalSmoothingModel.Parameters(alpha: p[0], beta: p[1], gamma: gamma, omega: omega, rho: p[4])
        }
        func cost(_ p: [Double]) -> Double {
            guard let parameters = parameters(p) else { return .infinity }
            return log(max(SeasonalSmoothingModel.squares(values, parameters, from: state), .leastNormalMagnitude))
        }
        let search = NelderMead(evaluations: 400, tolerance: 1e-4)
        let found = starts.map { search.minimum(from: $0, steps: [0.05, 0.01, 0.05, 0.05, -0.1], of: cost) }
        guard let best = found.min(by: { $0.value < $1.value }), let chosen = parameters(best.point) else { return nil }
        return (chosen, state)
    }

    private static func first(_ values: [Double], _ short: Int, _ long: Int) -> SeasonalSmoothingModel.State? {
        let longest = max(short, long)
        let count = min(values.count / longest, 4)
        guard count >= 2 || longest == 1 && count >= 1 else { return nil }
        var base: [Double] = []
        for cycle in 0..<count {
            let part = values[(cycle * longest)..<((cycle + 1) * longest)]
            let mean = part.reduce(0, +) / Double(longest)
            base += part.map { $0 - mean }
        }
        let shortEffects = short > 1 ? means(base, short) : [0]
        let rest = base.enumerated().map { $1 - shortEffects[$0 % shortEffects.count] }
        return SeasonalSmoothingModel.State(
            level: values[..<longest].reduce(0, +) / Double(longest), short: shortEffects,
            long: long > 1 ? means(rest, long) : [0])
    }

    private static func means(_ values: [Double], _ season: Int) -> [Double] {
        var sums = [Double](repeating: 0, count: season)
        var counts = sums
        for (row, value) in values.enumerated() {
            sums[row % season] += value
            counts[row % season] += 1
        }
        return zip(sums, counts).map { $1 > 0 ? $0 / $1 : 0 }
    }
}
