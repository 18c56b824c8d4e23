import Testing

@testable import LinePlots

@Suite struct TickTests {
    private func ticks(_ low: Double, _ high: Double, most: Int = 9) -> AxisTicks? {
        AxisTicks(limits: DataLimits(showing: low, high), mostIntervals: most) { _ in true }
    }

    @Test func `steps in order are 1, 2, 2 point 5 and 5 times powers of ten`() {
        #expect((-4...4).map { TickStep(number: $0).value } == [0.1, 0.2, 0.25, 0.5, 1, 2, 2.5, 5, 10])
    }

    @Test func `two ticks are enough`() {
        #expect(ticks(0.5, 4.5, most: 2)?.values == [2, 4])
    }

    @Test func `between two ticks are four small ones, or three where the step begins with a 2`() {
        let limits = DataLimits(low: 0, high: 4)
        #expect(TickStep(number: 1).between(in: limits) == [0.5, 1, 1.5, 2.5, 3, 3.5])
        #expect(TickStep(number: 3).between(in: limits) == [1, 2, 3, 4])
        #expect(TickStep(number: 2).between(in: limits) == [0.5, 1, 1.5, 2, 3, 3.5, 4])
    }

    @Test(arguments: [
        (0.0, 1.0, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
        (-1.1, 1.1, ["−1.00", "−0.75", "−0.50", "−0.25", "0.00", "0.25", "0.50", "0.75", "1.00"]),
        (-50, 1050, ["0", "200", "400", "600", "800", "1000"]),
        (1948.4, 1961.5, ["1950", "1952", "1954", "1956", "1958", "1960"]),
        (-1235.1, -1233.6, ["−1235.0", "−1234.8", "−1234.6", "−1234.4", "−1234.2", "−1234.0", "−1233.8", "−1233.6"]),
        (0.95, 1.05, ["0.96", "0.98", "1.00", "1.02", "1.04"]),
    ])
    func `nice ranges have the ticks that a person would draw`(low: Double, high: Double, labels: [String]) throws {
        let ticks = try #require(self.ticks(low, high))
        #expect(ticks.labels.labels == labels)
        #expect(ticks.labels.note == nil)
    }

    @Test func `ticks are within the limits, evenly spaced, two or more, whatever the range`() throws {
        var random = SeededNumbers(seed: 1)
        for _ in 0..<2000 {
            let size = PowerOfTen.value(Int.random(in: -250...250, using: &random))
            let low = Double.random(in: -1...1, using: &random) * size
            let span = size * PowerOfTen.value(-Int.random(in: 0...9, using: &random))
            let limits = DataLimits(low...low + span)
            let found = AxisTicks(limits: limits, mostIntervals: 9) { _ in true }
            let ticks = try #require(found, "\(limits)")
            #expect((2...10).contains(ticks.values.count), "\(limits)")
            #expect(Set(ticks.labels.labels).count == ticks.values.count, "\(limits) \(ticks.labels.labels)")
            let gaps = zip(ticks.values, ticks.values.dropFirst()).map { $1 - $0 }
            for gap in gaps { #expect(abs(gap / gaps[0] - 1) < 1e-3, "\(limits)") }
            let slack = limits.span * 1e-5
            #expect(ticks.values.allSatisfy { $0 > limits.low - slack && $0 < limits.high + slack }, "\(limits)")
        }
    }

    @Test func `all labels of an axis have the same number of decimals`() throws {
        var random = SeededNumbers(seed: 2)
        for _ in 0..<500 {
            let size = PowerOfTen.value(Int.random(in: -12...12, using: &random))
            let low = Double.random(in: -1...1, using: &random) * size
            let limits = DataLimits(low...low + Double.random(in: 0.001...2, using: &random) * size)
            let ticks = AxisTicks(limits: limits, mostIntervals: 9) { _ in true }
            let labels = try #require(ticks).labels.labels
            let decimals = labels.map { $0.contains(".") ? $0.split(separator: ".").last?.count : 0 }
            #expect(Set(decimals).count == 1, "\(labels)")
        }
    }

    @Test func `as many ticks as fit, and only the outermost of a step where no step fits`() throws {
        let limits = DataLimits(showing: 0, 10)
        let four = AxisTicks(limits: limits, mostIntervals: 9) { $0.values.count <= 4 }
        #expect(four?.values == [0, 5, 10])
        let two = AxisTicks(limits: DataLimits(showing: 0.5, 3.5), mostIntervals: 9) { $0.values.count <= 2 }
        #expect(two?.values == [1, 3])
        #expect(AxisTicks(limits: limits, mostIntervals: 9) { _ in false } == nil)
    }
}

extension DataLimits {
    /// Limits whose margins end at `low` and `high`.
    init(showing low: Double, _ high: Double) {
        let margin = (high - low) / 22
        self.init(low + margin...high - margin)
    }
}
