import Testing

@testable import SeriesData

@Suite struct ScaledSeriesTests {
    /// The values one after the other are what the documentation of the recipe says.
    @Test func `an input holds the present, the future that is known, and the past that is asked for`() throws {
        let frame = SeriesFrame(
            times: [0, 86_400, 172_800, 259_200], timeForm: .date(.iso), frequency: .days(1),
            targets: [[1, 2, 4, 8], [0, 10, 20, 30]], features: [[5, 6, 7, 8]], knownFuture: [[1, 2, 3, 4, 5, 6]])
        let recipe = SeriesRecipe(
            columns: SeriesColumns(targets: ["a", "b"], features: ["f"], knownFuture: ["k"], time: "t"),
            calendar: [.hour], lags: [1, 3], horizon: 2)
        let scaling = SeriesScaling(
            targets: [Scaling(offset: 1, divisor: 2), .identity], features: [Scaling(offset: 5, divisor: 1)],
            knownFuture: [Scaling(offset: 0, divisor: 10)])
        let series = ScaledSeries(frame, recipe, scaling)
        #expect(recipe.inputSize == 13 && recipe.outputCount == 4 && recipe.firstRow == 2)
        var input: [Double] = []
        series.appendInput(after: 2, to: &input)
        // Midnight is sine 0 and cosine 1.
        let expected: [Double] = [1.5, 20, 2, 0.4, 0, 1, 0.5, 0, 1, 1.5, 20, 0, 0]
        #expect(input == expected)
        var output: [Double] = []
        series.appendOutput(after: 1, to: &output)
        let wanted: [Double] = [1.5, 20, 3.5, 30]
        #expect(output == wanted)
        #expect(!series.hasInput(after: 1) && series.hasInput(after: 3) && !series.hasInput(after: 4))
    }

    @Test
    func `outputs are counted from where the series would go with no further difference, and turned back exactly`()
        throws
    {
        let values = [10.0, 20, 31, 43, 52, 68, 71, 99]
        let chain = try #require(TransformChain([.log1p, .difference, .seasonalDifference(2)]))
        let recipe = SeriesRecipe(columns: SeriesColumns(targets: ["y"]), transforms: chain, horizon: 3)
        let scaling = SeriesScaling(targets: [Scaling(offset: 0.3, divisor: 0.7)])
        let series = ScaledSeries(SeriesFrame(targets: [values]), recipe, scaling)
        var output: [Double] = []
        series.appendOutput(after: 4, to: &output)
        let origins = try #require(series.origins(after: 4))
        for step in 0..<3 {
            let value = series.value(of: output[step], target: 0, from: origins[0][step])
            #expect(abs(value - values[5 + step]) < 1e-12 * values[5 + step])
        }
        // The origin does not know what comes: it is the same where the series ends.
        let shorter = ScaledSeries(SeriesFrame(targets: [Array(values.prefix(5))]), recipe, scaling)
        #expect(shorter.origins(after: 4) == origins)
    }

    @Test func `rows that are added are as if they had been there, and rows that are forgotten are not missed`() throws
    {
        let values = [10.0, 20, 31, 43, 52, 68, 71, 99]
        let chain = try #require(TransformChain([.seasonalDifference(2)]))
        let recipe = SeriesRecipe(columns: SeriesColumns(targets: ["y"]), transforms: chain, lags: [2])
        let scaling = SeriesScaling(targets: [Scaling(offset: 1, divisor: 2)])
        let whole = ScaledSeries(SeriesFrame(targets: [values]), recipe, scaling)
        var grown = ScaledSeries(SeriesFrame(targets: [Array(values.prefix(5))]), recipe, scaling)
        grown.forget(before: 4)
        for value in values.dropFirst(5) { grown.append([value]) }
        grown.forget(before: 6)
        #expect(grown.count == whole.count && grown.hasInput(after: 7))
        for row in [6, 7] {
            var (a, b) = ([] as [Double], [] as [Double])
            whole.appendInput(after: row, to: &a)
            grown.appendInput(after: row, to: &b)
            #expect(a == b && grown.origins(after: row) == whole.origins(after: row))
        }
    }

    @Test func `scaling is fitted to the training part of the differences alone`() throws {
        let chain = try #require(TransformChain([.difference]))
        let recipe = SeriesRecipe(columns: SeriesColumns(targets: ["y"], features: ["f"]), transforms: chain)
        func scaling(_ last: Double) -> SeriesScaling {
            let frame = SeriesFrame(targets: [[1, 3, 7, 9, last]], features: [[2, 4, 6, 8, last]])
            return SeriesScaling(.minmax, fitting: frame, rows: 4, recipe)
        }
        // Differences 2, 4, 2.
        #expect(scaling(0).targets == [Scaling(offset: 2, divisor: 2)])
        #expect(scaling(0).features == [Scaling(offset: 2, divisor: 6)] && scaling(0) == scaling(1e9))
    }

    /// Of 1, 2, 3, 4, 100 the median is 3 and the quartiles are 2 and 4.
    @Test func `robust scaling does not see an outlier`() {
        #expect(Scaling(.robust, fitting: [4, 100, 1, .nan, 3, 2]) == Scaling(offset: 3, divisor: 2))
        // Equal quartiles leave the standard deviation: mean 2.6, variance (4·2.56 + 40.96)/5 = 10.24.
        let flat = Scaling(.robust, fitting: [1, 1, 1, 1, 9])
        #expect(flat.offset == 1 && abs(flat.divisor - 3.2) < 1e-12)
        #expect(Scaling(.robust, fitting: [1, 1, 1]) == Scaling(offset: 1, divisor: 1))
    }
}
