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

    @Test
    func
        `a series as R prints it has times where its start is a part of a year, and none where that is any other number`()
        throws
    {
        func printed(_ start: String) -> String { "Start = \(start)\nFrequency = 4\n[1] 1 2 3\n[4] 4 5 6\n" }
        let table = try table(printed("c(1960, 4)"))
        #expect(table.columns[0].cells.prefix(2) == ["1960-Q4", "1961-Q1"] && table.columns[1].cells[5] == "6")
        for part in [0, 5, Int.max, Int.min] {
            #expect(try self.table(printed("c(1960, \(part))")).columns.map(\.name) == ["value"])
        }
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

    @Test func `quarters, months and years in the writing of offices of statistics`() throws {
        let quarters = [
            "2001KW04", "2001/Q4", "2001 IV", "2001 4e kwartaal", "4. Quartal 2001", "4th quarter 2001", "Oct-Dec 2001",
            "FY2001 Q4", "Q4 FY01", "FY01Q4", "01Q4",
        ]
        for last in quarters {
            let all = (1...4).map { number in
                let word = ["I", "II", "III", "IV"][number - 1]
                let months = ["Jan-Mar", "Apr-Jun", "Jul-Sep", "Oct-Dec"][number - 1]
                let order = ["1st", "2nd", "3rd", "4th"][number - 1]
                switch last {
                case "2001 IV": return "2001 \(word)"
                case "Oct-Dec 2001": return "\(months) 2001"
                case "4th quarter 2001": return "\(order) quarter 2001"
                case "2001KW04": return "2001KW0\(number)"
                default: return last.map { $0 == "4" ? "\(number)" : String($0) }.joined()
                }
            }
            #expect(all[3] == last)
            #expect(try times(all) == (1...4).map { "2001-Q\($0)" }, "\(last)")
        }
        // Above 4 they are weeks.
        #expect(try times((3...9).map { "2020KW0\($0)" })[6] == "2020-W09")
        #expect(try times((1...9).map { "2020MM0\($0)" })[8] == "2020-09")
        #expect(try times((0..<9).map { "200\($0)JJ00" })[8] == "2008-01-01")
        #expect(try times(["2001 januari", "2001 februari", "2001 maart"])[2] == "2001-03-01")
        #expect(try times(["FY69", "FY70", "FY71"])[2] == "1971-01-01")
        #expect(try times(["FY 1999/00", "FY 2000/01"])[1] == "2000-01-01")
        #expect(try times((1...12).map { "2001:\($0)" })[11] == "2001-12")
        #expect(try times((1...12).map { "2001. \($0)" })[11] == "2001-12")
        // Days would not go on so, nor months.
        #expect(try times((0..<24).map { "\(padded($0 % 12 + 1, to: 2))/\(98 + $0 / 12)" })[23] == "1999-12")
        #expect(try times((0..<8).map { "\(2001 + $0 / 4)-\($0 % 4 + 1)" })[7] == "2002-Q4")
        #expect(try times((0..<8).map { "2001-\($0 + 1)" })[7] == "2001-8")
    }

    @Test func `the parts of days are counted, whatever changes the clock`() throws {
        func settled(_ parts: [(day: String, count: Int)]) throws -> TidyTable {
            let rows = parts.flatMap { part in (1...part.count).map { "\(part.day),\($0),\($0 * $0)\n" } }
            return try table("Settlement Date,Settlement Period,y\n" + rows.joined())
        }
        let even = try settled([("2023-03-24", 48), ("2023-03-25", 48), ("2023-03-26", 20)])
        #expect(even.columns[0].cells[0] == "2023-03-24 00:30" && even.columns[0].cells[47] == "2023-03-24 24:00")
        #expect(even.columns[0].cells[115] == "2023-03-26 10:00")
        // An hour is left out on the third day: by the clock of the first, each later day begins at 23:00.
        let spring = try settled([("2023-03-24", 48), ("2023-03-25", 48), ("2023-03-26", 46), ("2023-03-27", 48)])
        #expect(
            spring.columns[0].cells[142] == "2023-03-26 23:30" && spring.columns[0].cells[189] == "2023-03-27 23:00")
        #expect(
            spring.changes.last
                == "column time: days of 46 or 50 parts, on which clocks change: times go on by the clock "
                + "of the first day")
        let autumn = try settled([("28/10/2023", 24), ("29/10/2023", 25), ("30/10/2023", 24)])
        #expect(autumn.columns[0].cells[48] == "2023-10-30 01:00" && autumn.columns[0].cells[72] == "2023-10-31 01:00")
    }

    @Test func `means of years among months, and years and quarters beside them, are left out and told`() throws {
        let rows = (1...26).map { "\(2001 + ($0 - 1) / 13)\tM\(padded(($0 - 1) % 13 + 1, to: 2))\t\($0).5\n" }.joined()
        let agency = try table("year\tperiod\tvalue\n" + rows)
        #expect(agency.columns.map(\.name) == ["time", "value"])
        #expect(
            agency.rowCount == 24 && agency.columns[0].cells[12] == "2002-01" && agency.columns[1].cells[12] == "14.5")
        #expect(agency.changes.contains("rows of whole years (2, 'M13'): left out"))
        let mixed =
            ["2001", "2001 Q1", "2001 Q2"] + (1...5).map { "2001 " + ["JAN", "FEB", "MAR", "APR", "MAY"][$0 - 1] }
        let office = try table("Title,CPI\nCDID,L55O\nUnit,%\n" + mixed.enumerated().map { "\($1),\($0).5\n" }.joined())
        #expect(office.columns.map(\.name) == ["time", "CPI"] && office.rowCount == 5)
        #expect(office.columns[1].cells == ["3.5", "4.5", "5.5", "6.5", "7.5"])
        #expect(office.changes.contains("column time: years and quarters beside months (3): left out"))
    }

    @Test func `units with other prefixes are brought to one`() throws {
        let table = try table(
            "t,size,lag,n\n1,1.5 GiB,30 ms,1 kW\n2,512 MiB,1.5 s,2 kW\n3,1 GiB,2 min,3 kW\n4,1 GiB,1 s,4 kW\n")
        #expect(table.columns.map(\.name) == ["t", "size [B]", "lag [s]", "n [kW]"])
        #expect(table.columns[1].cells == ["1610612736", "536870912", "1073741824", "1073741824"])
        #expect(
            table.columns[2].cells == ["0.03", "1.5", "120", "1"] && table.columns[3].cells == ["1", "2", "3", "4"])
        // Metres are no mega-anything.
        #expect(try self.table("t,y\n1,5 m\n2,5 MB\n3,7 m\n").columns[1].cells == ["5 m", "5 MB", "7 m"])
    }

    @Test func `the numbers of things are no hours, however many there are`() throws {
        for (name, count) in [("store", 24), ("store", 48), ("site id", 24), ("Meters", 96)] {
            let rows = (1...9).flatMap { day in (1...count).map { "2001-01-0\(day),\($0),\($0 * day)\n" } }
            let table = try table("date,\(name),y\n" + rows.joined())
            #expect(table.columns.map(\.name) == ["date", name, "y"] && table.columns[0].cells[0] == "2001-01-01")
        }
    }

    @Test func `keys that begin with numbers are no hours, and months no days`() throws {
        let table = try table("Date;D0;Value\n2001-01;1J;5\n2001-01;10J;6\n2001-02;1J;5\n2001-02;10J;7\n")
        #expect(table.columns[0].cells == ["2001-01", "2001-01", "2001-02", "2001-02"])
        #expect(table.columns[1].cells == ["1", "10", "1", "10"])
    }
}
