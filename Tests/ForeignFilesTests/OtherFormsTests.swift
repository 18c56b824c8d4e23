import CSVTables
import SeriesData
import TestSupport
import Testing

@testable import ForeignFiles

/// Forms that are told by a whole table: times that one cell may mean in two ways, cells that spaces align, tables in JSON.
@Suite struct OtherFormsTests {
    private func table(_ text: String) throws -> TidyTable { try TidyTable(Array(text.utf8)) }

    private func times(_ cells: [String]) throws -> [String] {
        try table("date,y\n" + cells.enumerated().map { "\($1),\($0 * $0)\n" }.joined()).columns[0].cells
    }

    @Test func `a pair of numbers is a season, a month or a week as the whole column says`() throws {
        #expect(try times((0..<8).map { "\(2000 + $0)/0\(1 + $0)" })[7] == "2007-01-01")
        #expect(try times((1...8).map { "2000/0\($0)" })[7] == "2000-08")
        #expect(try times((1...8).map { "0\($0)/2000" })[7] == "2000-08")
        #expect(try times((8...15).map { "\($0)/2000" })[7] == "2000-W15")
        // A quarter, or a month of the first four: nothing is said.
        #expect(try times((1...4).map { "0\($0)/2000" }) == ["01/2000", "02/2000", "03/2000", "04/2000"])
    }

    @Test func `a number behind a year is a part of it where each part follows the one before`() throws {
        #expect(try times((0..<9).map { "\(1990 + $0 / 4).\($0 % 4 + 1)" })[8] == "1992-Q1")
        // As a number, the tenth month has lost its zero.
        let months = (0..<14).map { "\(1990 + $0 / 12)." + ($0 % 12 == 9 ? "1" : padded($0 % 12 + 1, to: 2)) }
        #expect(try times(months)[9] == "1990-10")
        // The year 2020 has 53 weeks.
        let weeks = (50...53).map { "2020\($0)" } + (1...5).map { "20210\($0)" }
        #expect(try times(weeks)[0] == "2020-W50")
        let decimals = (0..<9).map { "\(1990 + $0).5" }
        #expect(try times(decimals) == decimals)
    }

    @Test func `an hour behind a day is no year, and a day behind a month is none`() throws {
        #expect(try times((0..<6).map { "2024-01-25 0\($0)" })[5] == "2024-01-25 05:00")
        let logs = (0..<6).map { "Jan 25 23:59:0\($0)" }
        let table = try table("date,y\n" + logs.map { "\($0),1\n" }.joined())
        #expect(table.columns[0].cells == logs)
        #expect(
            table.doubts == [
                "column date may be times without a year: put one into a line above the table, or into each"
            ])
        let titled = try self.table("Log of 2023\ndate,y\n" + logs.map { "\($0),1\n" }.joined())
        #expect(titled.columns[0].cells[5] == "2023-01-25 23:59:05")
    }

    @Test func `cells that spaces align stand below their names`() throws {
        let text = "year  a    b    c\n2001      2.5  3.5\n2002 1.5  2.5  3.5\n2003 1.25 2.5  3.5\n2004 1.5  2.75    \n"
        // Below a name's beginning in the first, in all lines alike.
        let table = try table(text)
        #expect(table.columns.map(\.name) == ["year", "a", "b", "c"])
        #expect(table.columns.map { $0.cells[0] } == ["2001", "", "2.5", "3.5"])
        #expect(table.columns.map { $0.cells[3] } == ["2004", "1.5", "2.75", ""])
    }

    @Test func `a day a row and an hour a column is turned, whatever else stands beside`() throws {
        let heads = (1...24).map { "H\($0)" }.joined(separator: ",")
        let rows = ["A", "B"].flatMap { key in
            (1...3).map { day in "\(key),2024-01-0\(day)," + (1...24).map { "\(day * 100 + $0)" }.joined(separator: ",")
            }
        }
        let table = try table("station,date,\(heads)\n" + rows.joined(separator: "\n") + "\n")
        #expect(table.columns.map(\.name) == ["station", "time", "value"] && table.rowCount == 144)
        #expect(table.columns[1].cells.prefix(2) == ["2024-01-01 01:00", "2024-01-01 02:00"])
        #expect(table.columns[1].cells[23] == "2024-01-01 24:00" && table.columns[2].cells[23] == "124")
        // Without a day they are no hours.
        let others = try self.table("station,\(heads)\nA,\((1...24).map(String.init).joined(separator: ","))\n")
        #expect(!others.changes.contains { $0.contains("time of day") })
    }

    @Test func `a table in one object of JSON is read, and one whose lists are no rows is refused`() throws {
        let byRows = try table("{\"2024-01-01\":{\"y\":1,\"z\":2},\"2024-01-02\":{\"y\":3,\"z\":4}}")
        #expect(byRows.columns.map(\.name) == ["index", "y", "z"])
        #expect(byRows.columns[0].cells == ["2024-01-01", "2024-01-02"] && byRows.columns[2].cells == ["2", "4"])
        let series = try table("{\"1704067200000\":1.5,\"1704153600000\":2.5}")
        #expect(series.columns.map(\.cells) == [["1704067200000", "1704153600000"], ["1.5", "2.5"]])
        let wrapped = try table("{\"status\":\"ok\",\"rows\":[{\"t\":1,\"y\":5},{\"t\":2,\"y\":6}]}")
        #expect(wrapped.columns.map(\.name) == ["t", "y"])
        #expect(throws: CSVError.self) { try table("{\"a\":{\"b\":[[1,2],[3,4]]},\"c\":5}") }
    }

    @Test func `the minus of accountants and the exponent of Fortran are read`() throws {
        let table = try table("t,a,b\n1,(12.5),1.5D+02\n2,13.5-,-1.5d-01\n3,14.5,2\n")
        #expect(table.columns[1].cells == ["-12.5", "-13.5", "14.5"])
        #expect(table.columns[2].cells.compactMap(decimal) == [150, -0.15, 2])
    }
}
