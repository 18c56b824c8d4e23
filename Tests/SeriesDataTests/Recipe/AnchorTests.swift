import Foundation
import Testing

@testable import SeriesData

@Suite("Anchors and a running scale")
struct AnchorTests {
    private static let values: [Double] = [3, 8, 5, 9, 4, 13, 6, 10, 7, 15, 8, 12]

    private func series(_ recipe: SeriesRecipe, _ values: [Double] = values, divisor: Double = 1) -> ScaledSeries {
        let scaling = SeriesScaling(targets: [Scaling(offset: 0, divisor: divisor)])
        return ScaledSeries(SeriesFrame(targets: [values]), recipe, scaling)
    }

    @Test(
        "values are counted from the mean of the seasonal naives, and how far these are apart is read for each step ahead"
    )
    func anchors() throws {
        let recipe = SeriesRecipe(columns: SeriesColumns(targets: ["y"]), horizon: 3, anchors: [2, 4])
        #expect(recipe.firstRow == 4 && recipe.inputSize == 1 + 3 && recipe.outputCount == 3)
        let series = series(recipe, divisor: 2)
        var (input, output) = ([] as [Double], [] as [Double])
        series.appendInput(after: 6, to: &input)
        // Row 6 is 6, those 2 and 4 before it 4 and 5. Ahead, rows 5 and 6 go on over 2 steps, rows 3 to 5 over 4.
        let wanted: [Double] = [(6 - 4.5) / 2, (13 - 9) / 2, (6 - 4) / 2, (13 - 13) / 2]
        #expect(input == wanted)
        series.appendOutput(after: 6, to: &output)
        let outputs: [Double] = [(10 - 11) / 2, (7 - 5) / 2, (15 - 13) / 2]
        #expect(output == outputs)
        let origins = try #require(series.origins(after: 6))
        #expect(origins[0].map(\.level) == [11, 5, 13])
        #expect(series.value(of: -0.5, target: 0, from: origins[0][0]) == 10)
    }

    @Test("one anchor is a seasonal difference")
    func one() {
        let columns = SeriesColumns(targets: ["y"])
        let chain = TransformChain([.seasonalDifference(3)]) ?? .none
        let (a, b) = (
            series(SeriesRecipe(columns: columns, horizon: 5, anchors: [3])),
            series(SeriesRecipe(columns: columns, transforms: chain, horizon: 5))
        )
        for row in 3..<6 {
            var lines = [[Double]](repeating: [], count: 4)
            a.appendInput(after: row, to: &lines[0])
            b.appendInput(after: row, to: &lines[1])
            a.appendOutput(after: row, to: &lines[2])
            b.appendOutput(after: row, to: &lines[3])
            #expect(lines[0] == lines[1] && lines[2] == lines[3])
        }
    }

    @Test(
        "all is divided by the mean size of the seasonal differences so far, whose logarithm is read, and multiplied again"
    )
    func running() throws {
        let recipe = SeriesRecipe(columns: SeriesColumns(targets: ["y"]), lags: [2], horizon: 2, runningSeason: 2)
        #expect(recipe.firstRow == 3 && recipe.inputSize == 3)
        let series = series(recipe)
        var (input, output) = ([] as [Double], [] as [Double])
        series.appendInput(after: 4, to: &input)
        // Differences over 2 steps: 2, 1, −1. Those up to row 3 have the mean size 1.5, up to row 4 it is 4/3.
        let wanted = [4 / (4.0 / 3), 9 / 1.5, log(4.0 / 3)]
        #expect(zip(input, wanted).allSatisfy { abs($0 - $1) < 1e-12 } && input.count == 3, "\(input)")
        series.appendOutput(after: 4, to: &output)
        #expect(zip(output, [13 * 0.75, 6 * 0.75]).allSatisfy { abs($0 - $1) < 1e-12 })
        let origins = try #require(series.origins(after: 4))
        #expect(abs(series.value(of: output[0], target: 0, from: origins[0][0]) - 13) < 1e-12)
    }

    @Test("a series that has not moved is divided by 1")
    func still() {
        let recipe = SeriesRecipe(columns: SeriesColumns(targets: ["y"]), runningSeason: 2)
        var input: [Double] = []
        series(recipe, [7, 7, 7, 7]).appendInput(after: 3, to: &input)
        #expect(input == [7, 0])
    }

    @Test("rows that are added are as if they had been there, to the bit, and rows that are forgotten are not missed")
    func grown() throws {
        let recipe = SeriesRecipe(
            columns: SeriesColumns(targets: ["y"]), lags: [1, 3], horizon: 2, anchors: [2, 3], runningSeason: 4)
        let whole = series(recipe)
        var grown = series(recipe, Array(Self.values.prefix(7)))
        grown.forget(before: 6)
        for row in 7..<12 {
            grown.append([Self.values[row]])
            var (a, b) = ([] as [Double], [] as [Double])
            whole.appendInput(after: row, to: &a)
            grown.appendInput(after: row, to: &b)
            #expect(a == b && a.count == recipe.inputSize)
            #expect(whole.origins(after: row) == grown.origins(after: row))
            let end = whole.end(ofFirst: row + 1)
            var c: [Double] = []
            end.appendInput(after: row, to: &c)
            #expect(a == c)
            grown.forget(before: row)
        }
    }
}
