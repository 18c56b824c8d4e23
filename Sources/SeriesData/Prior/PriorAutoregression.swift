/// Sums of the values before and of shocks, also of those a season ago and of their running sums.
///
/// The coefficients come from partial autocorrelations, so that the sums never run away.
/// Sources: O. Barndorff-Nielsen and G. Schou, “On the Parametrization of Autoregressive Models by Partial
/// Autocorrelations”, 1973; G. Box and G. Jenkins, “Time Series Analysis”, 1970.
enum PriorAutoregression {
    static func path(_ count: Int, season: Int, using random: inout PriorRandom) -> [Double] {
        let coefficients = coefficients(random.integer(in: 1...4), using: &random)
        let moving = random.chance(0.5) ? random.uniform(-0.8, 0.8) : 0
        let yearly = season > 1 && random.chance(0.6) ? random.uniform(0.3, 1) : 0
        let warmUp = max(60, yearly > 0 ? 3 * season : 0)
        let heavy = random.chance(0.25)
        var (values, sums, last): ([Double], [Double], Double) = ([], [], 0)
        values.reserveCapacity(count + warmUp)
        sums.reserveCapacity(count + warmUp)
        for time in 0..<count + warmUp {
            let shock = heavy ? random.student(4) : random.normal()
            var value = shock + moving * last
            last = shock
            for (lag, coefficient) in coefficients.enumerated() where time > lag {
                value += coefficient * values[time - 1 - lag]
            }
            values.append(value)
            sums.append(value + (yearly > 0 && time >= season ? yearly * sums[time - season] : 0))
        }
        var path = Array(sums[warmUp...])
        for _ in 0..<random.pick([(0, weight: 0.5), (1, 0.43), (2, 0.07)]) {
            path = PriorSeason.standardised(path)
            let drift = random.chance(0.4) ? 0.3 * random.normal() : 0
            var total = 0.0
            for time in path.indices {
                total += path[time] + drift
                path[time] = total
            }
        }
        return path
    }

    /// Of an autoregression that stays where it is, by the recursion of Durbin and Levinson.
    private static func coefficients(_ order: Int, using random: inout PriorRandom) -> [Double] {
        var coefficients: [Double] = []
        for step in 0..<order {
            let partial = step == 0 ? random.uniform(-0.5, 0.98) : random.uniform(-0.7, 0.7)
            coefficients =
                coefficients.indices.map {
                    coefficients[$0] - partial * coefficients[coefficients.count - 1 - $0]
                } + [partial]
        }
        return coefficients
    }
}
