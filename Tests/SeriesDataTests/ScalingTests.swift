import SeriesData
import Testing

@Suite struct ScalingTests {
    /// Mean (1 + 2 + 3 + 6)/4 = 3; variance (4 + 1 + 0 + 9)/4 = 3.5.
    @Test func `standard scaling has the mean and the deviation of the population`() {
        let scaling = Scaling(.standard, fitting: [1, 2, .nan, 3, 6])
        #expect(scaling == Scaling(offset: 3, divisor: 3.5.squareRoot()))
    }

    @Test func `values that come piece by piece are scaled as all of them, to the last bit`() {
        let tiny = Double.leastNonzeroMagnitude
        for values in [[1, 2, .nan, 3, 6], [7, 7, 7], [.nan], [], [tiny, 2 * tiny], [1e308, -1e308, 0.1]] {
            var running = RunningDeviation()
            for _ in 0..<RunningDeviation.passCount {
                running.take(values.prefix(2))
                running.take(values.dropFirst(2))
                running.endPass()
            }
            #expect(running.scaling == Scaling(.standard, fitting: values), "\(values)")
            // A deviation that rounds to 0 divides nothing.
            if values.last == 2 * tiny { #expect(running.scaling.divisor == 1) }
        }
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
        // Half of the least number there is comes to 0, by which nothing is divided.
        #expect(small.divisor == 1 && small.offset.isFinite)
    }

    @Test func `what is scaled is scaled back`() {
        let scaling = Scaling(.standard, fitting: [0.3, 5, -2])
        for value in [0.3, 5, -2, 100] { #expect(abs(scaling.invert(scaling.apply(value)) - value) < 1e-13) }
    }
}

@Suite struct RobustScalingTests {
    @Test func `a robust scaling of a series that is mostly 0 falls back to its standard deviation`() {
        // Of 40 zeros and 10 tens: mean 2, variance (40·4 + 10·64)/50 = 16.
        let values = (0..<50).map { $0 % 5 == 0 ? 10.0 : 0 }
        let scaling = Scaling(.robust, fitting: values)
        #expect(scaling.offset == 0 && abs(scaling.divisor - 4) < 1e-12)
    }

    @Test func `differences that are alike but for rounding are constant`() {
        let line = (0..<60).map { 0.125 + Double($0) / 1000 }
        let recipe = SeriesRecipe(
            columns: SeriesColumns(targets: ["y"]), transforms: TransformChain([.difference]) ?? .none)
        let scaling = SeriesScaling(.standard, fitting: SeriesFrame(targets: [line]), rows: 60, recipe)
        #expect(scaling.targets[0].divisor == 1 && abs(scaling.targets[0].offset - 0.001) < 1e-12)
    }
}
