import CSVTables
import TestSupport
import Testing

@testable import SeriesData

@Suite struct DateTests {
    /// 5 March 2024, midnight UTC: from Python, calendar.timegm((2024, 3, 5, 0, 0, 0)).
    private static let day = 1_709_596_800.0

    @Test(
        arguments: [
            ("2024-03-05", 0), ("2024/03/05", 0), ("2024/3/5", 0), ("5.3.2024", 0), ("05.03.2024", 0),
            ("5 Mar 2024", 0),
            ("05 March 2024", 0), ("Mar 5, 2024", 0), ("march 5 2024", 0), ("5-Mar-2024", 0),
            ("2024-03-05T06:07", 22_020), ("2024-03-05 06:07:08", 22_028), ("2024-03-05 6:07", 22_020),
            ("2024-03-05T06:07:08.25", 22_028.25), ("2024-03-05T06:07:08,25Z", 22_028.25),
            ("2024-03-05T06:07:08Z", 22_028), ("2024-03-05 06:07:08 UTC", 22_028),
            ("2024-03-05T06:07:08+02:00", 14_828),
            ("2024-03-05T06:07:08-0530", 41_828), ("2024-03-05T06:07:08+02", 14_828), ("2024-03-05T24:00", 86_400),
            ("5.3.2024 06:07", 22_020), ("2024-03", -4 * 86_400), ("Mar 2024", -4 * 86_400),
        ] as [(String, Double)])
    func `the usual forms are read`(text: String, secondsAfterMidnight: Double) {
        #expect(DateText(text)?.only == Self.day + secondsAfterMidnight, "\(text)")
    }

    @Test(arguments: [
        "2024-13-01", "2024-02-30", "2023-02-29", "2024-00-05", "2024-03-00", "24-03-05", "20240305", "2024-03-05T",
        "2024-03-05T25:00", "2024-03-05T06:60", "2024-03-05T06:07:61", "2024-03-05T06", "2024-03-05x",
        "2024-03-05T06:07+99",
        "2024/03", "32.1.2024", "13/13/2024", "Foo 5, 2024", "yesterday", "12:30:00", "2024", "",
        "2024-03-05T06:07:08UT",
        "0000-01-01", "0001-01-01T00:00+14:00", "9999-12-31T23:59:59-00:01", "9999-12-31T24:00",
    ])
    func `what is no date is none`(text: String) {
        #expect(DateText(text) == nil)
    }

    @Test(
        arguments: [
            ("2024M03", 1_709_251_200), ("2024-W10", 1_709_510_400), ("2020W53", 1_609_113_600),
            ("Q1/2024", 1_704_067_200),
            ("Tuesday, March 5, 2024", 1_709_596_800), ("Tue 5 Mar 2024", 1_709_596_800),
            ("20240305T0607", 1_709_618_820), ("20240305T060708Z", 1_709_618_828), ("3/5/2024 6:07 PM", 1_709_662_020),
            ("2024-03-05 12:07 am", 1_709_597_220), ("2024-03-05 12:07:08PM", 1_709_640_428),
        ])
    func `dates are read in the forms of spreadsheets and agencies, and gone on with in them`(
        text: String, moment: Double
    ) throws {
        let date = try #require(DateText(text))
        #expect(date.monthFirst == moment)
        guard !text.contains("T0") else { return }
        let form = DateForm(of: [(text, moment)])
        #expect(form.text(moment) == text)
        #expect(DateText(form.text(moment + 86_400 * 40)) != nil)
    }

    @Test(
        arguments: [
            "2024M13", "2024-W53", "2024-W00", "Q5/2024", "Tuesday", "20240305", "20240305T2460", "2024-03-05 13:07 PM",
            "2024-03-05 0:07 AM", "20240230T0607",
        ])
    func `what is no such date is none`(text: String) {
        #expect(DateText(text) == nil)
    }

    @Test func `of two readings the one is taken in which the dates follow by even steps`() throws {
        let rows = (0..<48).map { "\(1 + $0 / 12)/\(2 + $0 / 12)/2021 \(padded($0 % 12 * 2, to: 2)):00\n" }
        #expect(throws: CSVError.self) { try positions("d\n1/2/2021\n2/3/2021\n") }
        #expect(throws: CSVError.self) { try positions("d\n" + rows.joined()) }
        let hours = (0..<48).map { "5/\(1 + $0 / 24)/2021 \($0 % 24):00\n" }.joined()
        #expect(try positions("d\n" + hours).values.first == 1_619_827_200)
    }

    @Test func `whole numbers of twelve and fourteen digits are dates with a time of day`() throws {
        let times = try readTable(
            "t,y\n202403050607,1\n202403050707,2\n", keeping: .series(numbers: ["y"], time: "t", label: nil)
        )
        .times(of: "t")
        #expect(times.moments == [1_709_618_820, 1_709_622_420])
        #expect(times.text(1_709_618_820 + 7200) == "202403050807")
    }

    @Test func `a leap second and a leap day are dates`() {
        #expect(DateText("2016-12-31T23:59:60Z")?.only == 1_483_228_800)
        #expect(DateText("2000-02-29")?.only == 951_782_400)
        #expect(DateText("1900-02-29") == nil)
    }

    private func positions(_ text: String, by name: String? = nil, others: [String] = []) throws -> CSVTable.Positions {
        let table = try readTable(text, inPiecesOf: 7, keeping: .positioned(by: name, others: others))
        return try table.positions(of: name ?? table.names[0])
    }

    @Test func `the first column, or the one named, may hold dates; an empty cell is a missing one`() throws {
        let first = try positions("day,y\n,1\n2024-03-05,2\n,3\n2024-03-06,4\n")
        #expect(first.areDates)
        #expect(bits(first.values) == bits([.nan, Self.day, .nan, Self.day + 86_400]))
        let named = try positions("y,day\n1,2024-03-05\n", by: "day", others: ["y"])
        #expect(named == CSVTable.Positions(values: [Self.day], form: .date(.iso)))
        #expect(try positions("x,y\n3,1\n4,2\n") == CSVTable.Positions(values: [3, 4], form: .number))
    }

    @Test func `forms with slashes are read as the whole column allows`() throws {
        #expect(try positions("d\n03/04/2024\n03/13/2024\n").values[1] == Self.day + 8 * 86_400)
        #expect(try positions("d\n05/03/2024\n13/03/2024\n").values == [Self.day, Self.day + 8 * 86_400])
        #expect(try positions("d\n03/03/2024\n").values == [Self.day - 2 * 86_400])
    }

    private func message(_ text: String, by name: String? = nil, others: [String] = []) -> String? {
        do {
            _ = try positions(text, by: name, others: others)
            return nil
        } catch {
            return "\(error)"
        }
    }

    @Test func `dates that may be read in two ways are an error`() {
        #expect(
            message("d\n03/05/2024\n04/06/2024\n")
                == "column d: found dates as 03/05/2024 that may be 5 March or 3 May; expected one reading; "
                + "write them as 2024-03-05, as tidy --dates day-first "
                + "or month-first does")
    }

    @Test func `a cell that is no date among dates is an error with its line`() {
        #expect(
            message("d,y\n2024-03-05,1\n17,2\n")
                == "line 3, column d: found '17'; expected a date in the form of those before it; correct it")
        #expect(message("d\n03/13/2024\n13/03/2024\n")?.hasPrefix("line 3, column d: found '13/03/2024'; ") == true)
        #expect(message("d,y\n1,1\n2024-03-05,2\n")?.contains("expected a decimal number") == true)
        #expect(message("d\nmonday\n")?.hasSuffix("dates are written as 2024-03-05 or 2024-03-05T06:07:08") == true)
    }

    @Test func `dates elsewhere than along the axis are no numbers`() throws {
        let table = try readTable("d,y\n2024-03-05,1\n", keeping: .positioned(by: nil, others: []))
        #expect { try table.numbers(of: "d") } throws: {
            "\($0)" == "column d: found dates; expected numbers; use another column"
        }
        #expect(
            message("x,y\n1,2024-03-05\n", others: ["y"])?.hasPrefix("line 2, column y: found '2024-03-05'") == true)
        #expect(throws: CSVError.self) {
            try readTable("d,y\n2024-03-05,1\n", keeping: .named(["d"])).numbers(of: "d")
        }
    }

    @Test func `a column that is not there is an error`() {
        #expect(message("a,b\n1,2\n", by: "c")?.contains("found no column 'c'") == true)
    }
}
