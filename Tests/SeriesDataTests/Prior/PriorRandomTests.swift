import Testing

@testable import SeriesData

@Suite("Random numbers of made-up series")
struct PriorRandomTests {
    private static let count = 40_000

    /// Mean and variance of so many draws.
    private func moments(_ draw: (inout PriorRandom) -> Double) -> (mean: Double, variance: Double) {
        var random = PriorRandom(seed: 5, index: 3)
        let values = (0..<Self.count).map { _ in draw(&random) }
        let mean = values.reduce(0, +) / Double(Self.count)
        return (mean, values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(Self.count))
    }

    @Test("have the means and variances of their distributions")
    func distributions() {
        // Of 40,000 draws the mean is off by 0.005 deviations, five times which is allowed.
        func check(_ name: String, mean: Double, variance: Double, _ draw: (inout PriorRandom) -> Double) {
            let found = moments(draw)
            #expect((found.mean - mean).magnitude < 0.025 * variance.squareRoot(), "\(name): \(found)")
            #expect((found.variance / variance - 1).magnitude < 0.1, "\(name): \(found)")
        }
        check("uniform", mean: 0.5, variance: 1.0 / 12) { $0.uniform() }
        check("uniform between", mean: 1, variance: 16.0 / 12) { $0.uniform(-1, 3) }
        check("normal", mean: 0, variance: 1) { $0.normal() }
        check("exponential", mean: 1, variance: 1) { $0.exponential() }
        check("Student", mean: 0, variance: 1) { $0.student(8) }
        check("gamma", mean: 2.5, variance: 2.5) { $0.gamma(2.5) }
        check("gamma below 1", mean: 0.4, variance: 0.4) { $0.gamma(0.4) }
        check("Poisson", mean: 3.7, variance: 3.7) { $0.poisson(3.7) }
        check("large Poisson", mean: 80, variance: 80) { $0.poisson(80) }
        check("whole numbers", mean: 4, variance: 2) { Double($0.integer(in: 2...6)) }
        check("chance", mean: 0.3, variance: 0.21) { $0.chance(0.3) ? 1 : 0 }
        check("pick", mean: 0.25, variance: 0.1875) { $0.pick([(1.0, weight: 2), (0, 6)]) }
        // The mean of a number whose logarithm is even between 0 and log 4 is 3 ∕ log 4.
        check("even logarithms", mean: 2.164043, variance: 0.727) { $0.logUniform(1, 4) }
    }

    @Test("differ from series to series and from seed to seed, and follow from both alone")
    func streams() {
        func first(_ seed: UInt64, _ index: Int) -> [UInt64] {
            var random = PriorRandom(seed: seed, index: index)
            return (0..<3).map { _ in random.next() }
        }
        let all = (0..<20).flatMap { seed in (0..<50).map { first(UInt64(seed), $0) } }
        #expect(Set(all.joined()).count == all.count * 3)
        #expect(first(7, 9) == first(7, 9))
    }
}
