import Files
import SeriesData
import TestSupport
import Testing

@testable import CSVTables

@Suite struct CSVReaderTests {
    static let good: [(name: String, x: [Double]?, y: [Double])] = [
        ("plain.csv", [0, 1], [1.5, -0.002]),
        ("bom.csv", [0, 1], [1.5, -0.002]),
        ("crlf.csv", [0, 1], [1.5, -0.002]),
        ("cr.csv", [0, 1], [1.5, -0.002]),
        ("no-last-line-end.csv", [0, 1], [1.5, -0.002]),
        ("blank-last-lines.csv", [0, 1], [1.5, -0.002]),
        ("quoted.csv", [0, 1], [1.5, -0.002]),
        ("signs-and-points.csv", [0, 1], [1.5, -0.002]),
        ("missing.csv", [0, .nan, .nan], [.nan, -1, 2]),
        ("text-column.csv", nil, [1, 2]),
        ("one-column.csv", nil, [1, .nan, .nan, 2]),
        ("no-rows.csv", [], []),
        ("index-column.csv", nil, [1, 2]),
    ]

    @Test(arguments: good)
    func `good files are read, however they are cut`(name: String, x: [Double]?, y: [Double]) throws {
        let bytes = try Fixtures.bytes("csv/good/" + name)
        for size in Array(1...12) + [.max] {
            let table = try readTable(bytes, inPiecesOf: size)
            #expect(bits(try table.numbers(of: "y")) == bits(y))
            #expect(table.rowCount == y.count)
            if let x { #expect(bits(try table.numbers(of: "x")) == bits(x)) }
        }
    }

    @Test(arguments: good)
    func `rows that are taken out as they come are those of the whole, on the same lines`(
        name: String, x: [Double]?, y: [Double]
    ) throws {
        let bytes = try Fixtures.bytes("csv/good/" + name)
        let whole = try readTable(bytes)
        for size in 1...12 {
            var reader = CSVReader()
            var (values, lines) = ([] as [Double], [] as [Int])
            func take() throws {
                guard let table = try reader.takeRows() else { return }
                values += try table.numbers(of: "y")
                lines += (0..<table.rowCount).map(table.lines.line)
            }
            for start in stride(from: 0, to: bytes.count, by: size) {
                try bytes[start..<min(start + size, bytes.count)].withUnsafeBytes { try reader.consume($0) }
                try take()
            }
            try reader.endLine()
            try take()
            #expect(bits(values) == bits(y))
            #expect(lines == (0..<whole.rowCount).map(whole.lines.line))
        }
    }

    @Test func `the first rows are taken out with their lines, and those after them are counted on`() throws {
        let text = "id,y\na,1\n\"a\",2\n\"b\nb\",3\nc,4\n\"c\n\nc\",5\nd,6\nd,7\ne,8"
        let whole = try readTable(text, keeping: .series(numbers: ["y"], time: nil, label: "id"))
        for first in 0...6 {
            for second in 0...(6 - first) {
                var reader = CSVReader(keeping: .series(numbers: ["y"], time: nil, label: "id"))
                try Array(text.utf8).withUnsafeBytes { try reader.consume($0) }
                // The last row has no end yet, but its name is another.
                #expect(reader.endedSeriesRowCount == 7)
                var tables = [try reader.takeRows(first), try reader.takeRows(second)]
                #expect(reader.endedSeriesRowCount == 7 - first - second)
                try reader.endLine()
                tables.append(try reader.takeRows())
                var (values, lines, names) = ([] as [Double], [] as [Int], [] as [String])
                for case let table? in tables {
                    values += try table.numbers(of: "y")
                    lines += (0..<table.rowCount).map(table.lines.line)
                    let labels = try table.labels(of: "id")
                    names += labels.indices.map { labels.names[$0] }
                }
                #expect(values == [1, 2, 3, 4, 5, 6, 7, 8])
                #expect(names == ["a", "a", "b\nb", "c", "c\n\nc", "d", "d", "e"])
                #expect(lines == (0..<8).map(whole.lines.line) && lines == [2, 3, 4, 6, 7, 10, 11, 12])
            }
        }
    }

    @Test func `dates that are taken out keep the reading and the form of those before`() throws {
        var reader = CSVReader(keeping: .series(numbers: ["y"], time: "t", label: nil))
        func rows(_ text: String) throws -> CSVTable {
            try Array(text.utf8).withUnsafeBytes { try reader.consume($0) }
            return try #require(try reader.takeRows())
        }
        let whole = try readTable(
            "t,y\n25/12/2024,1\n3/5/2024,2\n", keeping: .series(numbers: ["y"], time: "t", label: nil))
        let first = try rows("t,y\n25/12/2024,1\n3/5").times(of: "t")
        let second = try rows("/2024,2\n").times(of: "t")
        #expect(first.moments + second.moments == (try whole.times(of: "t").moments))
        #expect(second.text(second.moments[0]) == "3/5/2024")
        #expect(throws: CSVError.self) { try rows("5,3\n") }
        var ambiguous = CSVReader(keeping: .series(numbers: ["y"], time: "t", label: nil))
        try Array("t,y\n03/05/2024,1\n".utf8).withUnsafeBytes { try ambiguous.consume($0) }
        #expect(throws: CSVError.self) { try ambiguous.takeRows() }
    }

    @Test func `every good fixture is read by some test`() throws {
        let others = ["unicode.csv"]
        #expect(try Fixtures.names(in: "csv/good") == (Self.good.map(\.name) + others).sorted())
    }

    @Test func `names may be in any script, and are told apart by their bytes`() throws {
        let table = try readTable(Fixtures.bytes("csv/good/unicode.csv"))
        #expect(table.names == ["Größe", "温度"])
        #expect(try table.numbers(of: "温度") == [2])
        // The same letter as one scalar and as two: equal strings, but two names.
        let two = try readTable("\u{e9},e\u{301}\n1,2\n")
        #expect(try two.numbers(of: "e\u{301}") == [2])
    }

    @Test func `a text column keeps its first cell that is no number, with its line`() throws {
        let table = try readTable("a,b\n1,\"x\n\r\ny\"\n2,oh\n3,no\n")
        guard case .text(let error) = try table.column(named: "b").content else {
            Issue.record("b is text")
            return
        }
        #expect(error.line == 2)
        #expect(error.column == "b")
        let later = try readTable("a,b\n\"1\",\"\n\r\n\"\n2,3\noh,4\n")
        #expect(#expect(throws: CSVError.self) { try later.numbers(of: "a") }?.line == 6)
    }

    @Test func `a column that is not used may be text`() throws {
        let table = try readTable("t,y\nMon,1\nTue,2\n", keeping: .named(["y"]))
        #expect(try table.numbers(of: "y") == [1, 2])
        let error = #expect(throws: CSVError.self) { try table.numbers(of: "t") }
        #expect(error?.description == "column t: the column was not read")
    }

    @Test func `a preferred column is kept alone if it is there, else all are`() throws {
        let with = try readTable("x,y\n1,2\n", keeping: .preferring("y"))
        #expect(throws: CSVError.self) { try with.numbers(of: "x") }
        let without = try readTable("x,z\n1,2\n", keeping: .preferring("y"))
        #expect(try without.numbers(of: "x") == [1])
    }

    @Test func `the column to use is the preferred one, else the only one with numbers`() throws {
        #expect(try readTable("x,y\n1,2\n").columnToUse(preferring: "y") == "y")
        #expect(try readTable("day,load,note\nMon,2,\n").columnToUse(preferring: "y") == "load")
        let two = #expect(throws: CSVError.self) { try readTable("x,z\n1,2\n").columnToUse(preferring: "y") }
        #expect(
            two?.description
                == "2 columns have numbers: x, z; a column 'y' or a single column of numbers was expected; "
                + "name the column to use")
        let none = #expect(throws: CSVError.self) { try readTable("a,b\nu,v\n").columnToUse(preferring: "y") }
        #expect(
            none?.description
                == "no column has numbers, of a, b; a column 'y' or a single column of numbers was expected")
    }

    @Test func `a column that is not there is an error that lists those that are`() throws {
        let expected = "line 1: found no column 'z'; there are: x, y; name one of these"
        let late = #expect(throws: CSVError.self) { try readTable("x,y\n1,2\n").numbers(of: "z") }
        #expect(late?.description == expected)
        let early = #expect(throws: CSVError.self) { try readTable("x,y\n1,2\n", keeping: .named(["z"])) }
        #expect(early?.description == expected)
    }

    @Test func `room foreseen from the size of the file changes nothing`() throws {
        let text = "x,y\n" + (0..<5000).map { "\($0),-\($0)\n" }.joined()
        for size in [0, 1, text.utf8.count, 1 << 20, .max] {
            var reader = CSVReader(fileSize: size)
            try Array(text.utf8).withUnsafeBytes { try reader.consume($0) }
            let table = try reader.finish()
            #expect(table.rowCount == 5000)
            #expect(try table.numbers(of: "x") == (0..<5000).map(Double.init))
        }
    }

    @Test func `the longest cell is read, however it is cut`() throws {
        let text = "x,y\n1,\"" + String(repeating: "2", count: CSVReader.longestCell) + "\"\n"
        let table = try readTable(text, keeping: .named(["x"]))
        #expect(try table.numbers(of: "x") == [1])
    }

    @Test func `rows have their lines, whatever lies between them`() throws {
        let table = try readTable("x\n1\n2\n\n\"3\"\n\"\"\n4\r\n\r\n5\r6\n")
        let lines = (0..<table.rowCount).map(table.lines.line)
        #expect(lines == [2, 3, 4, 5, 6, 7, 8, 9, 10], "\(lines)")
        let quoted = try readTable("a,b\n1,\"x\ny\"\n2,z\n3,\"\n\n\"\n4,w\n")
        #expect((0..<4).map(quoted.lines.line) == [2, 4, 5, 8])
    }

    @Test func `a key of several columns is told apart whatever stands in their cells`() throws {
        // By commas alone these would be one key.
        let text = "a,b,y\n\"1,2\",3,1\n1,\"2,3\",2\n\"1\"\"\",2,3\n1,\"\"\"2\",4\n"
        let table = try readTable(text, keeping: .series(numbers: ["y"], time: nil, label: "a,b"))
        let labels = try table.labels(of: "a,b")
        #expect(labels.names.count == 4 && labels.indices == [0, 1, 2, 3], "\(labels.names)")
    }

    @Test func `random bytes are read or refused, never a trap`() throws {
        var random = SplitMix(seed: 3)
        let alphabet = Array("1-.e,,\"\"\n\n\r\n\0ä xy;".utf8)
        for _ in 0..<20_000 {
            let count = Int.random(in: 0..<40, using: &random)
            let bytes = Array("x,y\n".utf8) + (0..<count).compactMap { _ in alphabet.randomElement(using: &random) }
            let whole = Result { try bits(readTable(bytes).columns.flatMap(Self.numbers)) }
            let cut = Result {
                try bits(
                    readTable(bytes, inPiecesOf: Int.random(in: 1..<9, using: &random)).columns.flatMap(Self.numbers))
            }
            #expect(String(describing: whole) == String(describing: cut))
        }
    }

    static func numbers(_ column: CSVTable.Column) -> [Double] {
        if case .numbers(let numbers) = column.content { numbers } else { [] }
    }
}
