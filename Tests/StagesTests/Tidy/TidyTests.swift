import Files
import ForeignFiles
import TestSupport
import Testing

@testable import SeriesData
@testable import Stages

@Suite struct TidyTests {
    private func tidied(_ path: String, _ duplicates: TidyFile.Duplicates? = nil) throws -> (text: String, TidyFile) {
        let file = try TidyFile(at: path, duplicates: duplicates)
        var bytes: [UInt8] = []
        try file.table.write { bytes += $0 }
        return (String(decoding: bytes, as: UTF8.self), file)
    }

    private func table(_ text: String, decimal: DecimalMark? = nil, missing: [String] = []) throws -> TidyTable {
        try TidyTable(Array(text.utf8), decimal: decimal, missing: missing)
    }

    private func message(_ text: String) -> String? {
        do {
            _ = try table(text)
            return nil
        } catch {
            return "\(error)"
        }
    }

    @Test(arguments: try Fixtures.names(in: "csv/foreign"))
    func `a file from elsewhere becomes one that is read, and is left alone the second time`(name: String) throws {
        let (text, file) = try tidied(Fixtures.path("csv/foreign/" + name))
        #expect(text == String(decoding: try Fixtures.bytes("csv/tidy/" + name), as: UTF8.self))
        #expect(!file.table.changes.isEmpty)
        let (again, untouched) = try tidied(Fixtures.path("csv/tidy/" + name))
        #expect(again == text && untouched.table.changes.isEmpty)
    }

    @Test func `what was done is said`() throws {
        let quarters = try TidyFile(at: Fixtures.path("csv/foreign/year-and-quarter.csv"))
        #expect(quarters.table.changes == ["time in the columns year, qtr: joined in the column time"])
        let comma = try TidyFile(at: Fixtures.path("csv/foreign/semicolons-decimal-comma.csv"))
        #expect(
            comma.table.changes
                == ["cells have semicolons between them: commas", "column SST: decimal commas: points"])
        let newest = try TidyFile(at: Fixtures.path("csv/foreign/newest-first-and-double.csv"))
        #expect(
            newest.table.changes == ["rows after a later time (2): sorted by time; rows that stand twice (1): left out"]
        )
    }

    @Test func `a number that may be read in two ways is refused, unless an option says how`() throws {
        let text = "t;y\n1;1,234\n2;2,345\n"
        #expect(
            message(text)
                == "line 2, column y: found '1,234', which may be 1234 or 1.234; give --decimal point or --decimal comma"
        )
        #expect(try table(text, decimal: .comma).columns[1].cells == ["1.234", "2.345"])
        #expect(try table(text, decimal: .point).columns[1].cells == ["1234", "2345"])
        // Another column shows it.
        #expect(try table("t;y;z\n1;1,234;0,5\n2;2,345;7\n").columns[1].cells == ["1.234", "2.345"])
    }

    @Test func `what is no number, or no table, stays so or is refused`() throws {
        #expect(try table("t,y\n1,2\n2,oops\n").columns[1].cells == ["2", "oops"])
        #expect(try table("t,y\n1,1,5\n").columns.count == 3)
        #expect(
            message("t,y\n1,2\n3,4,5\n6,7\n")
                == "line 3: found 3 cells where most lines have 2; expected rows of the same number of cells, with commas, "
                + "semicolons, tabs, bars or spaces between them; correct it")
        #expect(message("t,y\n1,\"2\n") == "line 2: the quote opened here is never closed; close it, or remove it")
        #expect(message("\n\n") == "the file is empty; a header line with the names of the columns was expected")
        #expect(try table("year,quarter,y\n1990,5,1\n1990,2,3\n").columns.map(\.name) == ["year", "quarter", "y"])
    }

    @Test func `a line of countless cells is refused before they fill the memory`() {
        let cells = String(repeating: ",", count: 20_000)
        #expect(
            message("t,y\n" + cells)?.hasPrefix("line 2: found more than 16384 columns; expected at most as many")
                == true)
    }

    @Test func `thousands of columns of one name are told apart in no time`() throws {
        let count = 10_000
        let row = { (cell: String) in Array(repeating: cell, count: count).joined(separator: ",") }
        let table = try table(row("y") + "\n" + row("1") + "\n" + row("2"))
        #expect(table.columns.prefix(3).map(\.name) == ["y", "y 2", "y 3"])
        #expect(Set(table.columns.map(\.name)).count == count)
        #expect(table.changes.last == "9994 more columns of the name of another: by numbers too")
        #expect(try self.table("y,,y 2,y,\n1,2,3,4,5\n").columns.map(\.name) == ["y", "", "y 2", "y 3", "column 2"])
    }

    @Test func `a number that stands for a missing value is one where an option says so`() throws {
        #expect(try table("t,y\n1,-999\n2,5\n").columns[1].cells == ["-999", "5"])
        #expect(try table("t,y\n1,-999.0\n2,5\n", missing: ["-999"]).columns[1].cells == ["", "5"])
    }

    @Test func `rows of one time that differ stay, or become one`() throws {
        let directory = try TemporaryDirectory()
        let rows = (1...12).map { "2024-03-\(padded($0, to: 2)),\($0),a\n" }.joined()
        let path = try directory.write("day,y,note\n" + rows + "2024-03-12,14,b\n", to: "data.csv")
        let (all, file) = try tidied(path)
        #expect(file.duplicates == [12] && all.hasSuffix("2024-03-12,12,a\n2024-03-12,14,b\n"))
        #expect(try tidied(path, .first).text.hasSuffix("2024-03-11,11,a\n2024-03-12,12,a\n"))
        #expect(try tidied(path, .last).text.hasSuffix("2024-03-11,11,a\n2024-03-12,14,b\n"))
        #expect(try tidied(path, .mean).text.hasSuffix("2024-03-11,11,a\n2024-03-12,13,a\n"))
    }

    @Test func `lines of the file are told of rows that were moved`() throws {
        let file = try TidyFile(at: Fixtures.path("csv/foreign/newest-first-and-double.csv"))
        let table = try file.table.table(keeping: .described)
        #expect((0..<3).map(table.lines.line(ofRow:)) == [5, 3, 2])
    }
}
