import Testing

@testable import LinePlots

@Suite struct DataLimitsTests {
    @Test func `limits are the data's range and a twentieth of it on either side`() {
        let limits = DataLimits(-10...30)
        #expect(limits.low == -12)
        #expect(limits.high == 32)
    }

    @Test(arguments: [3, -7, 1e-9, 1e9, -1e300, 2.5e-200]) func `a constant stands in the middle`(value: Double) {
        let limits = DataLimits(value...value)
        #expect(limits.low < value && value < limits.high)
        #expect(abs((limits.low + limits.high) / 2 - value) <= abs(value) * 1e-12)
    }

    @Test func `zeros and numbers too small to tell apart have limits`() {
        #expect(DataLimits(0...0).span > 0)
        #expect(DataLimits(.leastNonzeroMagnitude...2e-308).span > 0)
        #expect(DataLimits(1...1.0.nextUp).span > 0.05)
        #expect(DataLimits(0...1e-291) == DataLimits(0...0) && DataLimits(0...1e-289).high < 1e-288)
    }

    @Test func `no data has the limits 0 and 1`() {
        let range = DataLimits.range(of: [.nan, .infinity, -.infinity])
        #expect(range == nil)
        #expect(DataLimits(range) == DataLimits(nil))
        #expect(DataLimits(nil).low == 0)
        #expect(DataLimits(nil).high == 1)
    }
}
