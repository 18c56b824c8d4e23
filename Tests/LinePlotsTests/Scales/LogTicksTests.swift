import Testing

@testable import LinePlots

@Suite struct LogTicksTests {
    private func ticks(_ low: Double, _ high: Double, kind: Axis.Kind = .log, most: Int = 9) -> AxisTicks? {
        AxisSpan(Axis(kind, low: low, high: high), range: low...high, smallest: abs(high))
            .ticks(mostIntervals: most) { _ in true }
    }

    private func labels(_ ticks: AxisTicks?) -> [String] {
        ticks?.labels.spans.map { $0.map { $0.height == .raised ? "^" + $0.text : $0.text }.joined() } ?? []
    }

    @Test func `logarithms and powers are those of the C library, to the last digits`() {
        // From Python: math.log10.
        for (number, logarithm) in [
            (1.0, 0.0), (2, 0.3010299956639812), (1000, 3), (1e-300, -300), (3.7e205, 205.568201724067),
            (0.001, -3), (7.5e-12, -11.1249387366083),
        ] {
            #expect(abs(Logarithm.base10(number) - logarithm) <= abs(logarithm) * 4e-16 + 1e-16, "\(number)")
            #expect(abs(Logarithm.tenToThe(logarithm) / number - 1) < 1e-13, "\(number)")
        }
        #expect(Logarithm.tenToThe(500) == .infinity)
        #expect(Logarithm.tenToThe(-500) == 0)
    }

    @Test func `three decades and more have labels at decades and small ticks between`() throws {
        let ticks = try #require(self.ticks(0.05, 2000))
        #expect(labels(ticks) == ["10^−1", "10^0", "10^1", "10^2", "10^3"])
        #expect(ticks.minor.contains(0.05) && ticks.minor.contains(900) && ticks.minor.contains(2000))
        #expect(labels(self.ticks(0.9, 110)) == ["10^0", "10^1", "10^2"])
        let sparse = try #require(self.ticks(1, 1e10, most: 4))
        #expect(labels(sparse) == ["10^0", "10^3", "10^6", "10^9"])
        #expect(sparse.minor == [10, 100, 1e4, 1e5, 1e7, 1e8, 1e10])
        #expect(!ticks.minor.contains(0.04) && !ticks.minor.contains(3000) && !ticks.minor.contains(10))
    }

    @Test func `with two decades or fewer 2 and 5 are labelled too`() {
        #expect(labels(ticks(0.0015, 0.4)) == ["0.002", "0.005", "0.01", "0.02", "0.05", "0.1", "0.2"])
        #expect(labels(ticks(0.03, 1.5)) == ["0.05", "0.1", "0.2", "0.5", "1"])
        #expect(labels(ticks(3e-9, 1.5e-7)) == ["5×10^−9", "10^−8", "2×10^−8", "5×10^−8", "10^−7"])
    }

    @Test func `below one decade steps are even`() {
        #expect(labels(ticks(3, 4)) == ["3.0", "3.2", "3.4", "3.6", "3.8", "4.0"])
    }

    @Test func `many decades are labelled at even distances, with the others as small ticks`() throws {
        let ticks = try #require(self.ticks(1e-150, 1e150))
        #expect(ticks.values.count >= 2 && ticks.values.count <= 10)
        #expect(ticks.minor.count > ticks.values.count)
    }

    @Test func `there are two labels or more, whatever the range`() throws {
        var random = SeededNumbers(seed: 11)
        for _ in 0..<1000 {
            let low =
                PowerOfTen.value(Int.random(in: -280...280, using: &random)) * Double.random(in: 1...10, using: &random)
            let high = low * Logarithm.tenToThe(Double.random(in: 0.001...15, using: &random))
            let found = self.ticks(low, high, most: Int.random(in: 4...12, using: &random))
            let ticks = try #require(found, "\(low) \(high)")
            #expect(ticks.values.count >= 2, "\(low) \(high)")
            #expect(Set(ticks.labels.labels).count == ticks.values.count)
            #expect(ticks.values.allSatisfy { $0 >= low * (1 - 1e-8) && $0 <= high * (1 + 1e-8) }, "\(low) \(high)")
        }
    }

    @Test func `a symmetric logarithm has 0 and decades on both sides`() throws {
        let ticks = try #require(self.ticks(-500, 2000, kind: .symlog(threshold: 1)))
        #expect(labels(ticks) == ["−10^2", "−10^1", "−10^0", "0", "10^0", "10^1", "10^2", "10^3"])
        #expect(labels(self.ticks(0.1, 0.9, kind: .symlog(threshold: 10))).count >= 2)
    }

    @Test func `a symmetric logarithm is undone by its inverse and has no step`() {
        let transform = AxisTransform.symmetric(threshold: 0.1)
        for value in [-1e6, -3, -0.1, -0.01, 0, 0.05, 0.1, 0.2, 77] {
            #expect(abs(transform.undo(transform.apply(value)) - value) <= abs(value) * 1e-12)
        }
        for value in [-100.0, 100] { #expect(abs(transform.apply(value) - value / 25) < 1e-9) }
        #expect(abs(transform.apply(0.1 * 1.0000001) - transform.apply(0.1)) < 1e-6)
    }
}
