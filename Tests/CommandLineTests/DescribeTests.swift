import Files
import Foundation
import TestSupport
import Testing

@Suite("describe")
struct DescribeTests {
    private static let directory = Fixtures.packageDirectory

    private static func describe(_ path: String) throws -> SeqcastCommand.End {
        try SeqcastCommand.run(["describe", path], in: directory)
    }

    /// The description of a file with these lines.
    private func description(_ text: String) throws -> SeqcastCommand.End {
        let directory = try TemporaryDirectory()
        _ = try directory.write(text, to: "data.csv")
        return try SeqcastCommand.run(["describe", "data.csv"], in: directory.path)
    }

    private static let series: [(name: String, lines: [String], options: String)] = [
        (
            "airline-passengers",
            [
                "fixtures/series/airline-passengers.csv: 144 rows, 2 columns",
                "  Date        dates, 1949-01 to 1960-12",
                "  Passengers  numbers, 104 to 622, mean 280.299", "  Date: monthly", "  no gaps",
                "  12 steps; autocorrelation of the differences: 0.83 at 12, 0.7 at 24, 0.58 at 36",
            ], "--target Passengers --time Date --transform log1p --transform seasonal-difference:12 --calendar month"
        ),
        (
            "co2-weekly",
            [
                "  date  dates, 19580329 to 20011229",
                "  co2   numbers, 313 to 373.9, mean 340.142, 59 missing (lines 8, 11, 12, …)", "  date: weekly",
            ], "--target co2 --time date --missing interpolate --transform seasonal-difference:52 --calendar month"
        ),
        (
            "seattle-temperature-hourly",
            [
                "  date: hourly",
                "  1 gap, 1 step missing, the first before line 1733: 2010/03/14 02:00 to 2010/03/14 04:00",
            ],
            "--target temp --time date --missing interpolate --transform seasonal-difference:24 --calendar hour,weekday"
        ),
        (
            "sunspots-yearly", ["  YEAR         dates, 1700 to 2008", "  YEAR: yearly"],
            "--target SUNACTIVITY --time YEAR"
        ),
        (
            "us-change-quarterly",
            [
                "  ''            counts the rows from 0", "  Quarter: quarterly", "season of Consumption",
                "  Savings       numbers, -68.78826698 to 50.75796205, mean 1.22232, "
                    + "6 values far from the others (lines 128, 129, 130, …)",
            ], "--target Consumption --time Quarter --features Income,Production,Savings,Unemployment --calendar month"
        ),
    ]

    @Test("finds in real series what is in them, and how to begin", arguments: series)
    func realSeries(name: String, lines: [String], options: String) throws {
        let path = "fixtures/series/\(name).csv"
        let end = try Self.describe(path)
        #expect(end.code == 0 && end.error.isEmpty)
        let found = end.output.components(separatedBy: "\n")
        for line in lines { #expect(found.contains(line), "\(end.output)") }
        #expect(end.output.contains("  seqcast train --data \(path) --output \(name)-model \(options) "))
        #expect(end.output.contains("--data \(path) --output \(name)-forecast.csv\n  seqcast plot "))
    }

    @Test("gives the same as JSON")
    func json() throws {
        let end = try SeqcastCommand.run(
            ["describe", "--json", "fixtures/series/seattle-temperature-hourly.csv"], in: Self.directory)
        let object = try #require(try JSONSerialization.jsonObject(with: Data(end.output.utf8)) as? [String: Any])
        #expect(object["rows"] as? Int == 8759)
        let time = try #require(object["time"] as? [String: Any])
        #expect(time["frequency"] as? String == "hourly")
        let gaps = try #require(time["gaps"] as? [[String: Any]])
        #expect(gaps.count == 1 && gaps[0]["line"] as? Int == 1733 && gaps[0]["missing"] as? Int == 1)
        #expect((object["season"] as? [String: Any])?["steps"] as? Int == 24)
        #expect((object["columns"] as? [[String: Any]])?.map { $0["kind"] as? String } == ["dates", "numbers"])
        #expect((object["commands"] as? [String])?.count == 6)
        #expect(object["series"] is NSNull)
    }

    @Test("finds the column that tells many series apart, its rows in any order")
    func longFormat() throws {
        var rows: [String] = []
        for day in 1...20 {
            for (shop, level) in [("north", 10), ("O'Hara", 100)] where !(day > 15 && shop == "north") {
                rows.append("2024-03-\(day < 10 ? "0" : "")\(day),\(shop),\(level + day * day % 7),7")
            }
        }
        let end = try description("date,shop,sold,open\n" + rows.joined(separator: "\n") + "\n")
        #expect(end.code == 0)
        for part in [
            "\n  shop  texts, 2 different\n", "\n  open  constant, 7\n", "\n  date: daily\n  no gaps\n",
            "\n  shop: 2 series of 15 to 20 rows\n", " --target sold --time date --series-column shop ",
        ] {
            #expect(end.output.contains(part), "\(part) in \(end.output)")
        }
    }

    @Test("joins a quarter with the year beside it")
    func partsOfTime() throws {
        let rows = (0..<40).map { "\(1990 + $0 / 4),\($0 % 4 + 1),\($0 * $0 % 17)\n" }.joined()
        let end = try description("year,quarter,gdp\n" + rows)
        #expect(end.output.contains("\nmade tidy\n  time in the columns year, quarter: joined in the column time\n"))
        #expect(end.output.contains("\n  time: quarterly\n  no gaps\n"))
        #expect(end.output.contains("\n  seqcast tidy --data data.csv --output data-tidy.csv\n"))
        #expect(end.output.contains(" --data data-tidy.csv --output data-model --target gdp --time time "))
    }

    @Test(
        "takes a number that comes again and again far from all others for a missing value, and means of double times")
    func missingValues() throws {
        let rows = (1...30).map { "2024-03-\($0 < 10 ? "0" : "")\($0),\($0 % 9 == 4 ? -999 : $0 % 7)\n" }.joined()
        let end = try description("day,y\n" + rows + "2024-03-30,5\n")
        #expect(
            end.output.contains(
                "\n  seqcast tidy --data data.csv --missing-value=-999 --duplicates mean --output data-tidy.csv\n"))
        #expect(end.output.contains("numbers, 0 to 6, ") && end.output.contains("3 missing (lines 5, 14, 23)"))
    }

    /// A file from elsewhere, under a name that a shell would take apart.
    private static let foreign: [(name: String, text: String)] = [
        (
            "-o'd d \"$1\".csv",
            "# passengers\nMonat;Passagiere;n\n"
                + (0..<96).reversed().map { month in
                    "\(["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][month % 12])-"
                        + "\(49 + month / 12);\(100 + 2 * month + month * month % 12),5;\(month % 40 == 7 ? "NA" : "1.000,5")\n"
                }.joined()
        ),
        (
            "many series.csv",
            "shop,ds,y\n"
                + (0..<300).map { row in
                    "\(["north", "O'Hara $x"][row / 150]),\(1970 + row % 150 / 12)M\(padded(row % 12 + 1)),\(row * row % 13)\n"
                }.joined()
        ),
    ]

    private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    @Test("suggests a chain from any file to its picture, whatever its name", arguments: foreign)
    func chain(name: String, text: String) throws {
        let directory = try TemporaryDirectory()
        _ = try directory.write(text, to: name)
        let end = try SeqcastCommand.run(["describe", "--", name], in: directory.path)
        let lines = end.output.components(separatedBy: "\n").filter { $0.hasPrefix("  seqcast ") }
        let verbs = lines.compactMap { $0.split(separator: " ").dropFirst().first.map(String.init) }
        #expect(verbs.suffix(4) == ["train", "backtest", "predict", "plot"], "\(end.output)")
        for line in lines {
            let run = try Shell.run(
                line.replacingOccurrences(of: "  seqcast", with: "\"$SEQCAST\"", options: .anchored),
                in: directory.path,
                environment: ["SEQCAST": SeqcastCommand.path])
            #expect(run.code == 0, "\(line)\n\(run.error)")
        }
        #expect(try directory.names().contains(name.dropLast(4) + "-forecast.png"))
    }

    @Test(
        "says what is wrong, and suggests nothing that would be refused for it",
        arguments: [
            ("t,y\n", ["0 rows, 2 columns", "  t  no values", "nothing to learn"]),
            ("y\n1\n2\n", ["nothing to learn: a column of numbers that vary was expected, with at least 10 values"]),
            ("t,y\n1,5\n2,5\n3,5\n", ["  y  constant, 5", "nothing to learn"]),
            (
                "t,y\n1,3\n2,4\n3,oops\n",
                ["  y  numbers and texts: line 4: found 'oops'; expected a decimal number", "nothing to learn"]
            ),
            (
                "day,y\n2024-01-01,1\n2024-01-02,2\n2024-01-02,4\n,3\n2024-01-01,9\n",
                [
                    "1 row without a time (line 5)", "1 row after a later time (line 6)",
                    "2 rows with a time that stands before (lines 6, 4)",
                ]
            ),
            ("day,y\n2024-01-01,1e308\n2024-01-02,-1e308\n", ["  y    numbers, -1e+308 to 1e+308, mean 0"]),
            ("a,b\n\"x\ny\",\u{1b}[31m\n", ["  a  texts, 1 different", "  b  texts, 1 different"]),
        ])
    func findings(text: String, parts: [String]) throws {
        let end = try description(text)
        #expect(end.code == 0 && end.error.isEmpty)
        for part in parts { #expect(end.output.contains(part), "\(part) in \(end.output)") }
        #expect(!end.output.contains("seqcast train") && !end.output.contains("\u{1b}"))
    }

    @Test("takes values of a billion for numbers, with decimals and without, and knows what is to be forecast")
    func billions() throws {
        for decimals in ["", ".63"] {
            let rows = (0..<60).map { row in
                "2024-0\(row / 20 + 1)-\(row % 20 + 10),"
                    + "\(1_300_000_000 + [0, 40, 25, -60, 10, 80, -95][row % 7] * 1_000_000 + row)\(decimals)\n"
            }
            let end = try description("date,revenue\n" + rows.joined())
            #expect(end.code == 0 && end.error.isEmpty)
            #expect(end.output.contains("  revenue  numbers, 1205000006\(decimals) to "), "\(end.output)")
            #expect(end.output.contains("--target revenue --time date"), "\(end.output)")
        }
    }

    @Test("leaves times out of the suggestion that train would refuse")
    func unevenTimes() throws {
        let rows = (1...30).map { "\(1700 + $0 * $0),\($0 % 3)\n" }.joined()
        let end = try description(
            "time,y\n2024-01-01,1\n2024-01-02,2\n2024-01-02,3\n"
                + (3...28).map {
                    "2024-01-\($0 < 10 ? "0" : "")\($0),\($0 % 5)\n"
                }.joined())
        // One of two rows with a time is in the mean of both; without that, the times could not be given.
        #expect(end.output.contains("\n  times with rows that differ (1): their mean\n"))
        #expect(end.output.contains(" --duplicates mean --output data-tidy.csv\n"))
        #expect(end.output.contains(" --target y --time time "))
        let uneven = try description("when,y\n" + rows)
        #expect(uneven.output.contains("no column of times was found: rows count as steps"))
    }

    /// Files that the other commands refuse, and that are made tidy.
    private static let tidied = [
        "blank-first-line.csv", "blank-line.csv", "duplicate-column.csv", "no-header.csv", "semicolons.csv",
        "trailing-comma.csv",
    ]

    @Test("refuses a bad file as the other commands do, in one line, and never crashes")
    func badFiles() throws {
        var refusedCount = 0
        for name in try Fixtures.names(in: "csv/bad") {
            let end = try Self.describe("fixtures/csv/bad/" + name)
            let isTidied = Self.tidied.contains(name)
            #expect(end.code == (isTidied ? 0 : 65) || name.hasPrefix("cell-"), "\(name): \(end.error)")
            #expect(!isTidied || end.output.contains("\nmade tidy\n"))
            if end.code == 65 {
                refusedCount += 1
                #expect(end.output.isEmpty && end.error.hasPrefix("seqcast: fixtures/csv/bad/\(name):"))
                #expect(end.error.split(separator: "\n").count == 1)
            }
        }
        #expect(refusedCount > 15)
        #expect(try Self.describe("no-such-file.csv").code == 66)
        #expect(try SeqcastCommand.run(["describe"]).code == 64)
        let mixed = try description("d,y\n2024-01-01,1\nlater,2\n")
        #expect(mixed.code == 65)
        #expect(
            mixed.error
                == "seqcast: data.csv:3: column 'd': found 'later'; expected a date in the form of those before it; "
                + "correct it\n")
    }

    /// Whether train has the options that are suggested.
    private static var hasOptions: Bool {
        (try? SeqcastCommand.run(["train", "--help"]).output.contains("--series-column")) == true
    }

    @Test("suggests commands that work as they stand", .enabled(if: hasOptions), arguments: series.map(\.name))
    func suggestions(name: String) throws {
        let directory = try TemporaryDirectory()
        try FileManager.default.copyItem(
            atPath: Fixtures.path("series/\(name).csv"), toPath: directory.file("\(name).csv"))
        let end = try SeqcastCommand.run(["describe", "\(name).csv"], in: directory.path)
        for line in end.output.components(separatedBy: "\n") where line.hasPrefix("  seqcast ") {
            // Few epochs and origins, for time.
            let short = line.replacing(/--epochs \d+/, with: "--epochs 1").replacing(
                /--origins \d+/, with: "--origins 1")
            let run = try Shell.run(
                short.replacingOccurrences(of: "  seqcast", with: "\"$SEQCAST\"", options: .anchored),
                in: directory.path,
                environment: ["SEQCAST": SeqcastCommand.path])
            #expect(run.code == 0, "\(line)\n\(run.error)")
        }
        #expect(try directory.names().contains("\(name)-forecast.png"))
    }
}
