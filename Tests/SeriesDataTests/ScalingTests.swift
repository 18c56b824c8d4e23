import SeriesData
import Testing

@Suite struct ScalingTests {
    /// Mean (1 + 2 + 3 + 6)/4 = 3; variance (4 + 1 + 0 + 9)/4 = 3.5.
    @Test func `standard scaling has the mean and the deviation of the population`() {
        let scaling = Scaling(.standard, fitting: [1, 2, .nan, 3, 6])
        #expect(scaling == Scaling(offset: 3, divisor: 3.5.squareRoot()))
    }

    @Test func `minmax scaling goes from zero to one`() {
        let scaling = Scaling(.minmax, fitting: [3, -1, 7])
        #expect([-1, 3, 7].map(scaling.apply) == [0, 0.5, 1])
    }

    @Test func `no scaling changes nothing, as does that of no values`() {
        #expect(Scaling(.none, fitting: [3, 4]) == .identity)
        #expect(Scaling(.standard, fitting: [.nan]) == .identity)
        #expect(Scaling(.minmax, fitting: []) == .identity)
    }

    @Test(arguments: [Scaling.Method.standard, .minmax])
    func `a constant series becomes zeros`(method: Scaling.Method) {
        let scaling = Scaling(method, fitting: [Double](repeating: 0.1, count: 7))
        #expect(scaling == Scaling(offset: 0.1, divisor: 1))
        #expect(scaling.apply(0.1) == 0)
    }

    @Test func `values at the ends of the range are scaled`() {
        let large = Scaling(.standard, fitting: [1e308, -1e308, 1.5e308, 1e308])
        #expect(large.offset.isFinite && large.divisor.isFinite)
        let small = Scaling(.standard, fitting: [.leastNonzeroMagnitude, 0])
        #expect(small.divisor >= 0 && small.offset.isFinite)
    }

    @Test func `what is scaled is scaled back`() {
        let scaling = Scaling(.standard, fitting: [0.3, 5, -2])
        for value in [0.3, 5, -2, 100] { #expect(abs(scaling.invert(scaling.apply(value)) - value) < 1e-13) }
    }
}
