import CSVTables
import TestSupport
import Testing

@testable import SeriesData

@Suite("Numbers that could be counted from 1970")
struct CountedTimesTests {
    /// Values of a billion and some, with a season of a week, as a large company's revenues.
    private static let billions = (0..<40).map { row in
        "\(1_300_000_000 + [0, 40, 25, -60, 10, 80, -95][row % 7] * 1_000_000 + row * 999).\(row % 9 + 1)5"
    }
    private static let seconds = (0..<40).map { "\(1_700_000_000 + $0 * 300).\($0 % 9 + 1)5" }

    private func table(_ header: String, _ columns: [String]...) throws -> CSVTable {
        let rows = columns[0].indices.map { row in columns.map { $0[row] }.joined(separator: ",") + "\n" }
        return try readTable(header + "\n" + rows.joined(), keeping: .described)
    }

    private func areDates(_ name: String, in table: CSVTable) throws -> Bool {
        if case .dates = try table.column(named: name).content { true } else { false }
    }

    private static let days = (0..<40).map { "2024-0\($0 / 20 + 1)-\($0 % 20 + 10)" }

    @Test("are numbers where they go up and down, with dates beside them and without")
    func values() throws {
        for table in [
            try table("date,revenue", Self.days, Self.billions), try table("revenue,n", Self.billions, Self.billions),
        ] {
            #expect(try !areDates("revenue", in: table))
            #expect(try table.numbers(of: "revenue").map { decimalText($0) } == Self.billions)
        }
    }

    @Test("are times where they are called so, or go on as times do: up, down, or in each series")
    func times() throws {
        let values = (0..<40).map { String($0 % 5) }
        for name in ["timestamp", "frame.time_epoch", "unix"] {
            let named = try table("\(name),y", Self.billions, values)
            #expect(try areDates(name, in: named))
        }
        let up = try table("a,y", Self.seconds, values)
        let down = try table("a,y", Self.seconds.reversed(), values)
        let blocks = try table(
            "s,a,y", (0..<40).map { $0 < 20 ? "one" : "two" },
            Array(Self.seconds.prefix(20) + Self.seconds.prefix(20)), values)
        let turns = try table(
            "s,a,y", (0..<40).map { $0 % 2 == 0 ? "one" : "two" }, (0..<40).map { Self.seconds[$0 / 2] }, values)
        for table in [up, down, blocks, turns] { #expect(try areDates("a", in: table)) }
    }

    @Test("are numbers beside a better time, though they grow")
    func better() throws {
        #expect(try !areDates("total", in: table("date,total", Self.days, Self.seconds)))
        let digits = Self.days.map { $0.replacing("-", with: "") }
        #expect(try !areDates("total", in: table("total,day", Self.seconds, digits)))
        #expect(try areDates("total", in: table("total,y", Self.seconds, Self.billions)))
    }

    @Test("are the numbers that stand in the file where numbers are asked for")
    func asked() throws {
        let table = try table("epoch,ts", Self.seconds, (0..<40).map { "1700000000123456\(700 + $0)" })
        #expect(try areDates("epoch", in: table) && areDates("ts", in: table))
        #expect(try table.numbers(of: "epoch").map { decimalText($0) } == Self.seconds)
        #expect(try table.numbers(of: "ts") == (0..<40).map { Double(1_700_000_000_123_456_700 + $0) })
        #expect(try !areDates("epoch", in: table.readingNumbers(of: "epoch")))
        #expect(try areDates("ts", in: table.readingNumbers(of: "epoch")))
    }

    @Test("along an axis are dates where they can be, and not where numbers are asked for")
    func axes() throws {
        func form(_ cells: [String], _ reading: CSVTable.NumberReading) throws -> TimeColumn.Form {
            let text = "x,y\n" + cells.map { $0 + ",1\n" }.joined()
            return try readTable(text, keeping: .positioned(by: nil, others: [])).positions(of: "x", reading).form
        }
        #expect(try form(Self.seconds, .byName) != .number && form(Self.seconds, .numbers) == .number)
        #expect(try form(Self.billions, .byName) == .number && form(Self.billions, .dates) != .number)
    }

    @Test("whole ones are times of the rows where they are called so or go on")
    func whole() throws {
        func canBe(_ name: String, _ cells: [String]) throws -> Bool {
            let whole = cells.map { String($0.prefix(10)) }
            let table = try table("\(name),y", whole, whole)
            return table.canBeTimes(try table.times(of: name))
        }
        #expect(try canBe("a", Self.seconds) && canBe("epoch", Self.billions) && !canBe("a", Self.billions))
    }
}
