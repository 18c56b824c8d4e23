import SeriesData
import Testing

@Suite struct GenerateSeriesTests {
    /// Gives the numbers of a list, and counts how many were taken.
    struct Listed: RandomNumberGenerator {
        var numbers: [UInt64]
        var taken = 0

        mutating func next() -> UInt64 {
            defer { taken += 1 }
            return numbers[taken % numbers.count]
        }
    }

    @Test func `points are even, and both ends are exact`() {
        var random = Listed(numbers: [0])
        let (x, y) = generateSeries(
            curve: .cosine, points: 5, periods: 2, amplitude: 3, noise: 0, using: &random)
        #expect(x == [0, .pi, 2 * .pi, 3 * .pi, 4 * .pi])
        for (value, expected) in zip(y, [3.0, -3, 3, -3, 3]) { #expect(abs(value - expected) < 1e-15) }
        #expect(random.taken == 0)
    }

    @Test(arguments: [2, 3, 7, 1000, 4099])
    func `the last point is the end for any number of points`(points: Int) {
        var random = Listed(numbers: [0])
        let (x, _) = generateSeries(
            curve: .sine, points: points, periods: 3, amplitude: 1, noise: 0, using: &random)
        #expect(x.first == 0)
        #expect(x.last == 2 * Double.pi * 3)
        #expect(x.count == points)
    }

    @Test func `one point is at zero, and none is none`() {
        var random = Listed(numbers: [0])
        let one = generateSeries(curve: .cosine, points: 1, periods: 1, amplitude: 2, noise: 0, using: &random)
        #expect(one.x == [0])
        #expect(one.y == [2])
        for points in [0, -1] {
            let none = generateSeries(
                curve: .sine, points: points, periods: 1, amplitude: 1, noise: 1, using: &random)
            #expect(none.x.isEmpty && none.y.isEmpty)
        }
    }

    /// A draw of 0 is the lower end, of 2^63 the middle, and the greatest just below the upper end.
    @Test func `noise takes one draw a point and lies within its half-width`() {
        var random = Listed(numbers: [0, 1 << 63, .max])
        let (_, y) = generateSeries(curve: .sine, points: 3, periods: 0, amplitude: 1, noise: 0.5, using: &random)
        #expect(y == [-0.5, 0, 0.5 - 0x1p-53])
        #expect(random.taken == 3)
    }

    @Test func `curves have the names of their options`() {
        #expect(Curve.allCases.map(\.rawValue) == ["sine", "cosine"])
        #expect(Curve(rawValue: "sine")?(.pi / 2) == 1)
    }
}
