import Testing

@testable import SeriesData

@Suite("Made-up series")
struct PriorSeriesTests {
    private func series(_ family: PriorFamily, _ number: Int = 60, count: Int = 90, seed: UInt64 = 1) -> [PriorSeries] {
        (0..<number).map { PriorSeries(family, index: $0, count: count, seed: seed) }
    }

    private func moments(_ values: [Double]) -> (mean: Double, variance: Double) {
        let mean = values.reduce(0, +) / Double(values.count)
        return (mean, values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count))
    }

    /// The correlation of values so many steps apart.
    private func correlation(_ values: [Double], lag: Int) -> Double {
        let (mean, variance) = moments(values)
        let products = zip(values, values.dropFirst(lag)).map { ($0 - mean) * ($1 - mean) }
        return products.reduce(0, +) / Double(values.count) / variance
    }

    @Test("follow from family, seed, number and length, whichever were made before", arguments: PriorFamily.allCases)
    func reproducible(family: PriorFamily) {
        let all = series(family, 20)
        for index in [0, 7, 19] {
            let again = PriorSeries(family, index: index, count: 90, seed: 1)
            #expect(again.season == all[index].season)
            // NaN is not itself: bits are compared.
            #expect(again.values.map(\.bitPattern) == all[index].values.map(\.bitPattern))
        }
        #expect(Set(all.map { $0.values.map(\.bitPattern) }).count > 17, "series differ")
        #expect(series(family, 3, seed: 2)[2] != all[2])
    }

    @Test("have as many values as asked for, all of a size that can be computed with", arguments: PriorFamily.allCases)
    func sound(family: PriorFamily) {
        for count in [1, 2, 5, 33, 400] {
            for made in series(family, 40, count: count) {
                #expect(made.values.count == count && made.season >= 1)
                #expect(made.values.allSatisfy { $0.isNaN || $0.magnitude < 1e12 })
                #expect(made.values.contains { !$0.isNaN })
                let mayMiss = family == .prior || family == .gaps
                #expect(mayMiss || !made.values.contains { $0.isNaN })
            }
        }
    }

    @Test("with gaps miss something, nearly all of them; in the mixture about one in ten does")
    func gaps() {
        func part(_ family: PriorFamily) -> Double {
            let all = series(family, 400)
            return Double(all.count { $0.values.contains { $0.isNaN } }) / 400
        }
        #expect(part(.gaps) > 0.8)
        #expect((0.05...0.15).contains(part(.prior)))
    }

    @Test("of noise have a mean of 0 and a deviation of 1")
    func noise() {
        let (mean, variance) = moments(series(.noise, 400).flatMap(\.values))
        #expect(mean.magnitude < 0.05 && (0.85...1.15).contains(variance), "\(mean) \(variance)")
    }

    @Test("with outliers have values further off than noise has, on either side")
    func outliers() {
        func far(_ family: PriorFamily) -> (above: Int, below: Int) {
            let values = series(family, 300).flatMap(\.values)
            return (values.count { $0 > 8 }, values.count { $0 < -8 })
        }
        let (with, without) = (far(.outliers), far(.noise))
        #expect(with.above > 40 && with.below > 40 && without.above + without.below < 10, "\(with) \(without)")
    }

    @Test("of a season come again: values a season apart agree, those half a season apart do not")
    func season() {
        let told = series(.season, 300, count: 400).filter { $0.season >= 6 }
        let whole = told.map { correlation($0.values, lag: $0.season) }
        let half = told.map { correlation($0.values, lag: $0.season / 2) }
        #expect(whole.reduce(0, +) / Double(told.count) > 0.7)
        #expect(half.reduce(0, +) / Double(told.count) < 0.1)
    }

    @Test("of cycles go to and fro, at no fixed time: neighbours agree, and the sign changes again and again")
    func cycle() {
        let all = series(.cycle, 200, count: 300)
        let neighbours = all.map { correlation($0.values, lag: 1) }
        #expect(neighbours.allSatisfy { $0 > 0.2 })
        #expect(neighbours.reduce(0, +) / 200 > 0.8)
        let changes = all.map { made in zip(made.values, made.values.dropFirst()).count { $0 * $1 < 0 } }
        #expect(changes.count { $0 >= 2 } > 190)
    }

    @Test("of Gaussian processes have the covariance of their kernel")
    func kernel() {
        let (draws, length) = (3000, 5.0)
        var sums = [Double](repeating: 0, count: 4)
        let lags = [0, 3, 5, 10]
        for index in 0..<draws {
            var random = PriorRandom(seed: 4, index: index)
            let path = PriorKernel.smooth(30, length: length, using: &random)
            for (place, lag) in lags.enumerated() { sums[place] += path[12] * path[12 + lag] }
        }
        // exp(−k² ∕ 2ℓ²) for the lags 0, 3, 5, 10.
        for (sum, expected) in zip(sums, [1, 0.835270, 0.606531, 0.135335]) {
            #expect((sum / Double(draws) - expected).magnitude < 0.1)
        }
    }

    @Test("of demand are whole numbers from 0 on, intermittent ones mostly none")
    func demand() {
        for family in [PriorFamily.intermittent, .count] {
            for made in series(family, 100) {
                #expect(made.values.allSatisfy { $0 >= 0 && $0 == $0.rounded() })
            }
        }
        let zeros = series(.intermittent, 200).flatMap(\.values).count { $0 == 0 }
        #expect((0.6...0.95).contains(Double(zeros) / (200 * 90)), "\(zeros)")
    }

    @Test("of autoregressions stay about where they are, or are running sums of such")
    func autoregression() {
        let all = series(.autoregression, 300, count: 200)
        let halves = all.map { made in
            moments(Array(made.values.suffix(100))).variance / moments(Array(made.values.prefix(100))).variance
        }
        let sorted = halves.sorted()
        // As often wider in the second half as narrower.
        #expect((0.4...2.5).contains(sorted[150]), "\(sorted[150])")
    }

    @Test("of levels and of smoothing go on: their steps are small beside their width")
    func levels() {
        let all = series(.level, 300, count: 200).filter { moments($0.values).variance > 1e-9 }
        let neighbours = all.map { correlation($0.values, lag: 1) }.sorted()
        #expect(all.count > 250 && neighbours[all.count / 2] > 0.9)
        let smoothed = series(.smoothing, 200, count: 200)
        #expect(smoothed.count { correlation($0.values, lag: 1) > 0.5 } > 60)
    }

    @Test("of regimes have stretches of their own levels")
    func regimes() {
        let all = series(.regime, 200, count: 300)
        let spreads = all.map { made in
            let parts = stride(from: 0, to: 300, by: 30).map { moments(Array(made.values[$0..<$0 + 30])).mean }
            return moments(parts).variance / moments(made.values).variance
        }.sorted()
        #expect(spreads[100] > 0.3)
    }
}
