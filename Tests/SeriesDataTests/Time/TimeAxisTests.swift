import CSVTables
import TestSupport
import Testing

@testable import SeriesData

@Suite struct TimeAxisTests {
    private func axis(_ bytes: [UInt8], column: String) throws -> TimeAxis {
        TimeAxis(try readTable(bytes, keeping: .positioned(by: column, others: [])).times(of: column))
    }

    private func axis(_ cells: [String]) throws -> TimeAxis {
        try axis(Array(("t,y\n" + cells.map { $0 + ",1\n" }.joined()).utf8), column: "t")
    }

    /// What comes `counts` steps after the last time.
    private func next(_ axis: TimeAxis, _ counts: [Int] = [1, 2]) -> [String] {
        counts.compactMap { axis.moment(afterLast: $0).map(axis.column.text) }
    }

    /// The frequencies and ends are those of the files' sources; the hour 03:00 of 14 March 2010 is left out by the clock.
    @Test(arguments: [
        ("airline-passengers", "Date", "monthly", ["1961-01", "1961-02"], [12]),
        ("co2-weekly", "date", "weekly", ["20020105", "20020112"], [52]),
        ("seattle-temperature-hourly", "date", "hourly", ["2011/01/01 00:00", "2011/01/01 01:00"], [24, 168]),
        ("sunspots-yearly", "YEAR", "yearly", ["2009", "2010"], []),
        ("us-change-quarterly", "Quarter", "quarterly", ["2016 Q4", "2017 Q1"], [4]),
    ])
    func `real series have their frequency, and go on in the form they are written in`(
        name: String, column: String, frequency: String, next: [String], seasons: [Int]
    ) throws {
        let axis = try axis(Fixtures.bytes("series/\(name).csv"), column: column)
        #expect(axis.frequency?.description == frequency)
        #expect(self.next(axis) == next)
        #expect(axis.frequency?.seasons == seasons)
        #expect(axis.isComplete == (name != "seattle-temperature-hourly"))
    }

    @Test func `a gap has its rows, its line and its length`() throws {
        let axis = try axis(Fixtures.bytes("series/seattle-temperature-hourly.csv"), column: "date")
        #expect(axis.gaps.map(\.count) == [1])
        #expect(
            axis.problem?.description
                == "line 1733, column date: found 2010/03/14 04:00 after 2010/03/14 02:00; "
                + "expected 1 row between them; add them with empty cells")
    }

    @Test(arguments: [
        (["2024-01-31", "2024-02-29", "2024-03-31"], "monthly, on the last day of the month", "2024-04-30"),
        (["2023-12-31", "2024-03-31", "2024-06-30"], "quarterly, on the last day of the month", "2024-09-30"),
        (["2024-01-30", "2024-02-29", "2024-03-30"], "monthly", "2024-04-30"),
        (["31.5.2024", "28.6.2024", "31.7.2024"], "monthly, on the last business day of the month", "30.8.2024"),
        (["2020-02-29", "2021-02-28", "2022-02-28"], "yearly, on the last day of the month", "2023-02-28"),
        (["5 Jan 2024", "12 Jan 2024", "19 Jan 2024"], "weekly", "26 Jan 2024"),
        (["2024-02-27", "2024-02-28", "2024-02-29"], "daily", "2024-03-01"),
        (
            ["2024-03-01", "2024-03-04", "2024-03-05", "2024-03-06", "2024-03-07", "2024-03-08"],
            "every business day, Monday to Friday", "2024-03-11"
        ),
        (["03/12/2024 23:50", "03/13/2024 00:00", "03/13/2024 00:10"], "every 10 minutes", "03/13/2024 00:20"),
        (["2024-01-01T00:00:00+02:00", "2024-01-01T06:00:00+02:00"], "every 6 hours", "2024-01-01T12:00:00+02:00"),
        (["2024-01-01 00:00:00.00", "2024-01-01 00:00:00.25"], "every 0.25 seconds", "2024-01-01 00:00:00.50"),
        (["2024-01-01T00:00:01Z", "2024-01-01T00:00:02Z"], "every second", "2024-01-01T00:00:03Z"),
        (["1700000000", "1700003600", "1700007200"], "hourly", "1700010800"),
        (["Q3 2023", "Q4 2023", "Q1 2024"], "quarterly", "Q2 2024"),
        (["December 2023", "January 2024"], "monthly", "February 2024"),
        (["1991 Nov", "1991 Dec"], "monthly", "1992 Jan"),
        (["Nov-1-1994", "Dec-1-1994", "Jan-1-1995"], "monthly", "Feb-1-1995"),
        (["202311", "202312", "202401"], "monthly", "202402"),
        (["0", "0.1", "0.2", "0.30000000000000004"], "every 0.1", "0.4"),
        (["7", "9", "11"], "every 2", "13"),
    ])
    func `a step is found and gone on with`(cells: [String], frequency: String, next: String) throws {
        let axis = try axis(cells)
        #expect(axis.frequency?.description == frequency)
        #expect(axis.isComplete)
        let found = try #require(axis.moment(afterLast: 1).map(axis.column.text))
        #expect(found == next)
    }

    @Test(arguments: [
        (
            ["2024-01-01", "2024-01-02", "", "2024-01-04"],
            "line 4, column t: found no time; expected one in every row; fill it in, or leave the row out"
        ),
        (
            ["2024-01-02", "2024-01-01", "2024-01-03"],
            "line 3, column t: found 2024-01-01 after a later time; expected ascending times; sort the rows"
        ),
        (
            ["1", "2", "2", "3"],
            "line 4, column t: found 2 again, which line 3 has too; expected each time once; "
                + "remove a row, or name the column that tells the series apart"
        ),
        (
            (1...30).map { "\($0)" } + ["30.5", "31", "32", "33", "34", "35", "36", "37", "38", "39", "40"],
            "line 32, column t: found 30.5; expected times that are every 1; correct it"
        ),
        (
            ["1", "2", "5", "6", "7"],
            "line 4, column t: found 5 after 2; expected 2 rows between them; add them with empty cells"
        ),
    ])
    func `what is wrong with the times is said with its line`(cells: [String], problem: String) throws {
        #expect(try axis(cells).problem?.description == problem)
    }

    @Test func `times without a step have none`() throws {
        let none = [
            ["1"], ["3", "3"], ["1", "2", "4", "8", "16"], ["1e308", "-1e308"], ["2024-01-01", "2024-01-01"], [],
        ]
        for cells in none {
            let axis = try axis(cells)
            #expect(axis.frequency == nil && axis.moment(afterLast: 1) == nil, "\(cells)")
        }
    }

    @Test func `rows of one series of many have their own axis, and rows after quoted line ends their own line`() throws
    {
        let text = "t,s,y\n1,\"a\nb\",1\n1,c,1\n2,\"a\nb\",1\n2,c,1\n4,\"a\nb\",1\n"
        let times = try readTable(text, keeping: .positioned(by: "t", others: ["y"])).times(of: "t")
        #expect(TimeAxis(times).problem?.line == 4)
        #expect(TimeAxis(times, rows: .listed([1, 3])).isComplete)
        #expect(TimeAxis(times, rows: .listed([0, 2, 4])).gaps.map(\.row) == [4])
        #expect((0..<5).map(times.lines.line(ofRow:)) == [2, 4, 5, 7, 8])
    }

    @Test func `steps forth and back, over any distance, end where they began`() throws {
        let frequencies: [Frequency] = [
            .seconds(600), .days(1), .days(7), .businessDays, .months(1, .number(31)), .months(3, .last),
            .months(12, .number(1)), .months(1, .firstBusinessDay), .months(1, .lastBusinessDay), .steps(0.5),
        ]
        for frequency in frequencies {
            // Friday 31 May 2024 is the last day and the last business day of its month; Monday 1 July the first.
            let origin = CivilDate(year: 2024, month: 5, day: 31)
            let first = CivilDate(year: 2024, month: 7, day: 1)
            let isFirst = [.months(12, .number(1)), .months(1, .firstBusinessDay)].contains(frequency)
            let start = Double((isFirst ? first : origin).dayNumber) * 86_400
            for count in [-2000, -13, -1, 0, 1, 2, 5, 12, 77, 7000] {
                let moment = frequency.moment(start, plus: count)
                #expect(frequency.steps(from: start, to: moment) == count, "\(frequency) \(count)")
            }
            #expect(frequency.moment(start, plus: .max).isNaN)
            guard frequency != .steps(0.5) else { continue }
            // Beyond the year 9999, and before the year 1.
            #expect(frequency.moment(start, plus: 500_000_000).isNaN)
            #expect(frequency.moment(start, plus: -500_000_000).isNaN)
            #expect(Frequency(code: frequency.code) == frequency)
        }
    }

    @Test func `what lies beside the steps of a calendar is none of them`() {
        func moment(_ day: Int, _ month: Int, hour: Int = 0) -> Double {
            Double(CivilDate(year: 2024, month: month, day: day).dayNumber * 86_400 + hour * 3600)
        }
        // Saturday 1 June 2024, and the days round it.
        #expect(Frequency.businessDays.steps(from: moment(31, 5), to: moment(3, 6)) == 1)
        #expect(Frequency.businessDays.steps(from: moment(1, 6), to: moment(3, 6)) == nil)
        #expect(Frequency.businessDays.steps(from: moment(31, 5), to: moment(1, 6)) == nil)
        let (ends, quarters) = (Frequency.months(1, .number(31)), Frequency.months(3, .last))
        #expect(ends.steps(from: moment(31, 5), to: moment(30, 6)) == 1)
        #expect(ends.steps(from: moment(31, 5), to: moment(30, 6, hour: 1)) == nil)
        #expect(quarters.steps(from: moment(31, 5), to: moment(31, 8)) == 1)
        #expect(quarters.steps(from: moment(31, 5), to: moment(30, 6)) == nil)
    }

    @Test func `every frequency of dates, from a nanosecond to millennia, is read as it was written`() throws {
        for texts in [
            ["0001-01-01", "9999-12-30"], ["0001-01-01", "9999-12-31"], ["4999-12-20", "9999-02-21"],
            ["9999-12-31T23:59:59.5", "9999-12-31T23:59:59.6"],
        ] {
            let table = try readTable(
                "t,y\n" + texts.map { $0 + ",1\n" }.joined(), keeping: .positioned(by: "t", others: []))
            let frequency = try #require(TimeAxis(try table.times(of: "t")).frequency)
            #expect(Frequency(code: frequency.code) == frequency)
        }
        #expect(Frequency.seconds(1e-300).seasons.isEmpty)
    }

    @Test func `a code that is none is refused`() {
        for code in [
            "", "days", "days 0", "days -1", "days 1.5", "days 1e300", "days 1 2", "months 1", "months 1 32",
            "months 1 x",
            "seconds nan", "business-days 1", "weeks 1", "months 1 31", "steps",
        ] {
            #expect(Frequency(code: code) == nil, "\(code)")
        }
    }
}
