import CSVTables
import Files
import RecurrentNets
import SeriesData
import TestSupport
import Testing

@testable import ForecastModels

@Suite("Made-up series in batches")
struct PriorBatchesTests {
    @Test("have the numbers that generate writes: streamed or from a file, they are the same")
    func sameNumbers() throws {
        let batches = PriorBatches(
            family: .prior, seed: 11, stepsPerBatch: 1500, mostSeries: 9, elementType: .float64)
        let (made, horizon) = batches.series(of: 0)
        #expect(made.count == 9)
        let directory = try TemporaryDirectory()
        let file = directory.file("prior.csv")
        let count = made[0].values.count
        let end = try SeqcastCommand.run([
            "generate", "--family", "prior", "--series", "9", "--points", String(count), "--seed", "11", "--output",
            file,
        ])
        #expect(end.code == 0, "\(end.error)")
        let table = try readTable(FileReader.read(file, limit: 1 << 20))
        #expect(table.names == ["series", "season", "x", "y"])
        let written = try table.numbers(of: "y")
        let seasons = try table.numbers(of: "season")
        #expect(written.count == 9 * count)
        for (index, series) in made.enumerated() {
            let rows = index * count..<(index + 1) * count
            #expect(seasons[rows].allSatisfy { $0 == Double(series.season) })
            for (a, b) in zip(series.values, written[rows]) { #expect(a == b || a.isNaN && b.isNaN) }
        }
        // What the network reads of them: the targets are what follows, counted from the seasonal naive forecast.
        let drawn = batches.batch(0)
        let (targets, weights) = (drawn.targets.scalars, drawn.weights.scalars)
        for (index, series) in made.enumerated() {
            let reading = ContextReading(
                Array(series.values.dropLast(horizon)), season: series.season, horizon: horizon)
            for step in 0..<horizon where weights[step * made.count + index] > 0 {
                let value = reading.seasonalNaive[step] + targets[step * made.count + index] * reading.scale
                let expected = series.values[count - horizon + step]
                #expect((value - expected).magnitude <= 1e-9 * max(1, expected.magnitude))
            }
        }
    }

    @Test("follow from their number alone, and are of one size each")
    func reproducible() {
        let batches = PriorBatches(
            family: .prior, seed: 3, stepsPerBatch: 2000, mostSeries: 20, elementType: .float32)
        var sizes: Set<[Int]> = []
        for number in [5, 2, 5, 8, 11, 2] {
            let drawn = batches.batch(number)
            #expect(drawn.batch.context.scalars == batches.batch(number).batch.context.scalars)
            #expect(drawn.batch.context.shape[1] == drawn.targets.shape[1])
            #expect(drawn.batch.steps.shape[0] == drawn.targets.shape[0])
            #expect(drawn.batch.context.shape[1] * drawn.batch.context.shape[0] < 9000)
            sizes.insert(drawn.batch.context.shape)
        }
        #expect(sizes.count > 2)
    }
}
