import CSVTables
import SeriesData
import TestSupport
import Testing

@Suite struct CSVWriterTests {
    /// What a writer hands on.
    final class Sink {
        var pieces: [[UInt8]] = []
        var text: String { String(decoding: pieces.joined(), as: UTF8.self) }
    }

    func written(_ header: [String], _ body: (inout CSVWriter) throws -> Void) throws -> Sink {
        let sink = Sink()
        var writer = try CSVWriter(header: header) { sink.pieces.append($0) }
        try body(&writer)
        try writer.finish()
        return sink
    }

    @Test func `rows are lines of cells`() throws {
        let sink = try written(["step", "actual", "prediction"]) { writer in
            writer.add(0)
            writer.add(0.5)
            writer.add(.nan)
            try writer.endRow()
        }
        #expect(sink.text == "step,actual,prediction\n0,0.5,\n")
    }

    @Test func `texts are quoted where they must be`() throws {
        let sink = try written(["a,b", "say \"hi\"", "two\nlines", "plain"]) { _ in }
        #expect(sink.text == "\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\",plain\n")
    }

    @Test func `a missing value alone in its row is read back`() throws {
        let sink = try written(["y"]) { writer in
            for value in [1, Double.nan, .nan] {
                writer.add(value)
                try writer.endRow()
            }
        }
        #expect(sink.text == "y\n1\n\"\"\n\"\"\n")
        #expect(bits(try readTable(sink.text).numbers(of: "y")) == bits([1, .nan, .nan]))
    }

    @Test func `what is written in pieces is read back bit by bit`() throws {
        var random = SplitMix(seed: 4)
        let values = (0..<20_000).map { _ in Double(bitPattern: random.next()) }.map { $0.isFinite ? $0 : -0.0 }
        let sink = try written(["i", "y"]) { writer in
            for (index, value) in values.enumerated() {
                writer.add(index)
                writer.add(value)
                try writer.endRow()
            }
        }
        #expect(sink.pieces.count > 2)
        #expect(bits(try readTable(sink.text).numbers(of: "y")) == bits(values))
    }

    @Test func `what the sink throws comes through`() throws {
        struct Full: Error {}
        var writer = try CSVWriter(header: ["y"]) { _ in throw Full() }
        #expect(throws: Full.self) { try writer.finish() }
    }
}
