import CSVTables
import SeriesData
import TestSupport
import Testing
import Texts

@testable import ForeignFiles

/// Forms that users of forecasting libraries reported as misread, told by a whole table.
@Suite struct ReportedFormsTests {
    private func table(_ text: String) throws -> TidyTable { try TidyTable(Array(text.utf8)) }

    private func column(_ cells: [String], name: String = "date") throws -> [String] {
        try table("\(name);y\n" + cells.enumerated().map { "\($1);\($0 * $0)\n" }.joined()).columns[0].cells
    }

    private func values(_ cells: [String]) throws -> [String] {
        try table("date;y\n" + cells.enumerated().map { "2024-01-\(padded($0 + 1, to: 2));\($1)\n" }.joined()).columns[
            1
        ].cells
    }

    @Test(arguments: [
        ("days since 1850-01-01", "60000.5", "2014-04-11T12:00:00"),
        ("hours since 1900-1-1 00:00:0.0", "6", "1900-01-01T06:00:00"),
        ("minutes_since_2020-01-01", "90", "2020-01-01T01:30:00"),
        ("seconds since 1970-01-01T12:00:00Z", "1", "1970-01-01T12:00:01"),
        ("months since 2000-01-31", "1", "2000-02-29T00:00:00"), ("years since 2000-02-29", "1", "2001-02-28T00:00:00"),
        ("milliseconds since 2000-01-01", "1500", "2000-01-01T00:00:01.500"),
    ])
    func `numbers count from the moment that a text names`(unit: String, number: String, time: String) throws {
        let counted = try #require(CountedSince(in: unit))
        let places = number.utf8.contains(UInt8(ascii: ".")) ? 1 : 0
        #expect(counted.iso(try #require(decimal(number)), places: places) == time)
        #expect(CountedSince.withoutUnit("time (\(unit))") == "time" && CountedSince.withoutUnit(unit) == "time")
    }

    @Test func `a text without a unit, since and a day counts from nothing`() {
        for text in [
            "days since rain", "since 1850-01-01", "days from 1850-01-01", "days since 1850-13-01",
            "m since 1850-01-01",
        ] {
            #expect(CountedSince(in: text) == nil, "\(text)")
        }
        #expect(CountedSince(in: "months since 2000-01-01")?.iso(1.5, places: 1) == nil)
    }

    @Test func `years of two digits stand where days follow each other`() throws {
        let days = (0..<40).map { CivilDate(dayNumber: 19_723 + $0) }
        func written(_ text: (String, String, String) -> String) throws -> [String] {
            try column(
                days.map { text(padded($0.year % 100, to: 2), padded($0.month, to: 2), padded($0.day, to: 2)) })
        }
        for cells in [
            try written { "\($0)-\($1)-\($2)" }, try written { "\($0)/\($1)/\($2)" },
            try written { "\($2)-\($1)-\($0)" },
        ] {
            #expect(cells[0] == "2024-01-01" && cells[31] == "2024-02-01")
        }
        // With slashes and the year behind, as before.
        #expect(try written { "\($2)/\($1)/\($0)" }[31] == "01/02/2024")
    }

    @Test func `money, India's groups, bounds and remarks in brackets leave the number`() throws {
        #expect(
            try values(["₹1,23,456.5", "₹12,345.5", "-₹5", "$-7", "$3K"].map { $0.hasPrefix("$") ? "₹9" : $0 })[0]
                == "123456.5")
        #expect(try values(["R$ 1.234,5", "R$ 2,5"]) == ["1234.5", "2.5"])
        #expect(try values(["$-7", "$8"]) == ["-7", "8"])
        #expect(try values(["$300K", "$2M"]) == ["300000", "2000000"])
        #expect(try values(["CHF 1'234.5", "CHF -2"]) == ["1234.5", "-2"])
        #expect(try values(["<1", "25", ">=100"]) == ["1", "25", "100"])
        #expect(try values(["1.5(R)", "2.5 [1]", "3.5"]) == ["1.5", "2.5", "3.5"])
        // Identifiers are no money, and words in brackets no numbers below zero.
        #expect(try values(["SKU 1", "SKU 2"]) == ["SKU 1", "SKU 2"])
        #expect(ForeignNumber("(200 rows)", .point) == nil && ForeignNumber("(200)", .point)?.text == "-200")
    }

    @Test
    func `a letter among numbers is a missing one, among few kinds it is one of these, and a trace of rain is none`()
        throws
    {
        let numbers = (1...12).map { "\($0).5" }
        #expect(try values(numbers + ["x", "(D)", "…"]).suffix(3) == ["", "", ""])
        #expect(try values(["0", "0", "a", "0", "b", "0"]) == ["0", "0", "a", "0", "b", "0"])
        #expect(try values(numbers + ["T"]).last == "0")
        #expect(try values(numbers + ["-1", "T"]).last == "")
    }

    @Test func `words among numbers are told with the option that takes them for missing ones`() throws {
        let table = try table(
            "date,y\n"
                + (1...20).map { "2024-01-\(padded($0, to: 2)),\($0 % 7 == 3 ? "Scan Off" : "\($0).5")\n" }.joined())
        #expect(
            table.doubts == [
                "column y has 'Scan Off' (3) among numbers: give tidy --missing-value 'Scan Off' where a value is missing"
            ])
    }

    @Test func `a word among numbers is one word of a shell, and none is told that cannot be seen`() throws {
        func doubts(_ word: String) throws -> [String] {
            try table(
                "date,y\n"
                    + (1...20).map { "2024-01-\(padded($0, to: 2)),\($0 % 7 == 3 ? word : "\($0).5")\n" }.joined()
            )
            .doubts
        }
        #expect(try doubts("it's; touch x").first?.holds(text: "--missing-value 'it'\\''s; touch x' where") == true)
        #expect(try doubts("-out-").first?.holds(text: "--missing-value=-out- where") == true)
        #expect(try doubts("so\u{202E}what").isEmpty)
        let alike = (1...20).map {
            "2024-01-\(padded($0, to: 2)),\($0 == 3 ? "caf\u{E9}" : $0 == 9 ? "cafe\u{301}" : "\($0).5")\n"
        }
        let told = try #require(try table("date,y\n" + alike.joined()).doubts.first)
        for word in ["caf\u{E9}", "cafe\u{301}"] { #expect(told.holds(text: "--missing-value '\(word)'")) }
    }

    @Test func `a text in the first row of each group belongs to all of it, where times begin again`() throws {
        let rows = ["A,2024-01-01,1", ",2024-01-02,2", "B,2024-01-01,3", ",2024-01-02,4"]
        #expect(try table("store,date,y\n" + rows.joined(separator: "\n")).columns[0].cells == ["A", "A", "B", "B"])
        // Times that go on: a remark.
        let remarks = ["A,2024-01-01,1", ",2024-01-02,2", "B,2024-01-03,3", ",2024-01-04,4"]
        #expect(try table("note,date,y\n" + remarks.joined(separator: "\n")).columns[0].cells == ["A", "", "B", ""])
    }

    @Test func `weeks are those of ISO where a 53rd stands, and a 52nd part of a year where none ever does`() throws {
        let stata = (2015...2016).flatMap { year in (1...52).map { "\(year)w\($0)" } }
        #expect(try column(stata)[51...52] == ["2015.9808", "2016.0000"])
        let iso = (1...53).map { "2015w\($0)" } + (1...52).map { "2016w\($0)" }
        #expect(try column(iso)[52...53] == ["2015-W53", "2016-W01"])
    }

    @Test func `months of several years make one where only the years go back`() throws {
        let days = (0..<120).map { CivilDate(dayNumber: CivilDate(year: 1990, month: 1, day: 1).dayNumber + $0) }
        let years = [1990, 1985, 2001, 1999]
        let cells = days.map { "\(years[$0.month - 1])-\(padded($0.month, to: 2))-\(padded($0.day, to: 2))" }
        #expect(try column(cells)[60] == "1990-03-02")
        // Rows that are in disorder are no such year.
        var mixed = cells
        mixed.swapAt(3, 90)
        #expect(try column(mixed) == mixed)
    }

    @Test func `rows of sums between others and below them are left out, a word that is no sum is not`() throws {
        let months = (1...12).map { "2010-\(padded($0, to: 2)),\($0)\n" }
        let text = "month,y\n" + months[..<6].joined() + "Subtotal,21\n" + months[6...].joined()
        #expect(try table(text).rowCount == 12)
        #expect(try table(text + ",78\n").rowCount == 12)
        // Numbers that are some without the sum have the mark of the others.
        let days = (1...12).map { "2010-01-\(padded($0, to: 2));\($0),5;\($0),234\n" }.joined()
        #expect(try table("day;a;b\n" + days + "Summe;84;keine\n").columns[2].cells.first == "1.234")
        #expect(try table("month,y\n" + months[..<6].joined() + "Strike,21\n" + months[6...].joined()).rowCount == 13)
    }

    @Test func `columns below their lengths and starts become series of these, if the lengths are right`() throws {
        let good = "q1,q2\n3,2\n1990,1991\n2,4\n1,5\n2,6\n3,\n"
        let table = try table(good)
        #expect(table.columns[0].cells == ["q1", "q1", "q1", "q2", "q2"])
        #expect(table.columns[1].cells == ["1990-Q2", "1990-Q3", "1990-Q4", "1991-Q4", "1992-Q1"])
        #expect(table.columns[2].cells == ["1", "2", "3", "5", "6"])
        #expect(try self.table("q1,q2\n0,2\n1990,1991\n2,4\n,5\n,6\n,7\n").rowCount == 6)
        #expect(try self.table("q1,q2\n4,2\n1990,1991\n2,4\n1,5\n2,6\n3,\n").rowCount == 6)
    }

    @Test func `numbers that touch are taken apart if that makes as many as others have, and dates are not`() {
        func parted(_ last: [String]) -> [String] {
            var lines = [["1.0", "2.0", "-3.0"], ["1.5", "2.5", "3.5"], last].map {
                ForeignLines.Line(cells: $0, number: 1, isRemark: false)
            }
            _ = GluedNumbers.part(&lines)
            return lines[2].cells
        }
        #expect(parted(["1.0", "-999.9-999.9"]) == ["1.0", "-999.9", "-999.9"])
        #expect(parted(["1.0-999.9", "2024-01-05"]) == ["1.0", "-999.9", "2024-01-05"])
        #expect(parted(["1.0", "2024-05"]) == ["1.0", "2024-05"])
    }

    @Test func `what was done alike to many columns is told once`() throws {
        let names = (1...8).map { "c\($0)" }.joined(separator: ";")
        let table = try table(
            "t;\(names)\n" + (1...3).map { "\($0)" + String(repeating: ";1,\($0)", count: 8) + "\n" }.joined())
        #expect(
            table.changes == [
                "cells have semicolons between them: commas", "8 columns, c1 to c8: decimal commas: points",
            ])
    }
}
