import CSVTables
import Files
import Foundation
import ForecastModels
import SeriesData
import TestSupport
import Testing

@testable import Stages

/// A long series that is read piece by piece, beside the same series in memory.
@Suite struct LongSeriesTests {
    private let directory: TemporaryDirectory
    private let console = Collector()

    init() throws {
        directory = try TemporaryDirectory()
    }

    /// What the pieces of a file have in all, as they are given and with nothing missing, and how many there are; nil where the
    /// file must be read as a whole.
    private func pieces(
        _ text: String, _ recipe: SeriesRecipe, by learnt: Frequency? = nil, rowCount: Int = 3, pieceSize: Int = 16
    ) throws -> (given: SeriesFrame, complete: SeriesFrame, count: Int)? {
        let path = try directory.write(text, to: "series.csv")
        var all: (given: SeriesFrame, complete: SeriesFrame, count: Int)?
        let cut = SeriesParts.Cut(smallestFile: 0, rowCount: rowCount, pieceSize: pieceSize)
        let isDone = try LongSeries.work(on: path, recipe, by: learnt, cut: cut, console) { rows, console in
            all = nil
            try rows.forEachPiece { piece in
                if all == nil {
                    all = (piece.given, piece.complete, 1)
                } else {
                    all?.given.append(piece.given)
                    all?.complete.append(piece.complete)
                    all?.count += 1
                }
            }
            #expect(try rows.rowCount() == all?.given.count)
            console.note("done")
        }
        return isDone ? all : nil
    }

    /// The numbers of a frame; what is missing is equal to itself.
    private static func bits(_ frame: SeriesFrame) -> [[UInt64]] {
        (frame.targets + frame.features).map { $0.map(\.bitPattern) }
    }

    private static let targets = ["y"]

    private static func rows(_ times: [String], _ values: [String]? = nil) -> String {
        let values = values ?? times.indices.map { "\($0)" }
        return "t,y\n" + zip(times, values).map { "\($0),\($1)\n" }.joined()
    }

    private static func hours(_ count: Int, _ form: (Int, Int) -> String) -> [String] {
        (0..<count).map { form(1 + $0 / 24, $0 % 24) }
    }

    private static let dates = hours(60) { "2024-03-0\($0) \(padded($1, to: 2)):00" }

    @Test(arguments: [1, 4, 9, 16, 33])
    func `the pieces of a series are, together, what the whole is`(pieceSize: Int) throws {
        let recipe = SeriesRecipe(columns: SeriesColumns(targets: Self.targets, time: "t"))
        for rowCount in [2, 5, 7, 100] {
            let text = Self.rows(Self.dates)
            let pieces = try #require(
                try pieces(text, recipe, by: .seconds(3600), rowCount: rowCount, pieceSize: pieceSize))
            let whole = try SeriesFile(at: directory.file("series.csv"), recipe)
            #expect([pieces.given] == whole.frames && [pieces.complete] == whole.frames)
            if pieceSize < 16, rowCount == 7 { #expect(pieces.count == 9) }
        }
        #expect(console.lines == Array(repeating: "done", count: 4))
    }

    /// Kinds of times, and whether the first ones tell all that there is to know of the column.
    @Test(
        arguments: [
            (dates, true), (hours(60) { "2024030\($0)\(padded($1, to: 2))" }, true),
            ((0..<60).map { "\(1_700_000_000 + 60 * $0)" }, true),
            ((0..<60).map { "\(1_700_000_000_000 + 5000 * $0)" }, true),
            ((0..<60).map { "\(7 * $0 - 100)" }, true), ((0..<60).map { "\($0).0" }, true),
            // From 1990 on numbers are seconds, and up to 2100.
            ((0..<60).map { "\(631_151_999 + $0)" }, true), ((0..<60).map { "\(4_102_444_780 + $0)" }, false),
            // Years, the last of them beyond those that are taken for some.
            ((0..<60).map { "\(2150 + $0)" }, false), ((0..<60).map { "\(1000 + 10 * $0)" }, true),
            // Days of the calendar, fractions, an hour that is missing or comes twice, a later one before an earlier one.
            ((0..<60).map { "2024-0\(1 + $0 / 28)-\(padded(1 + $0 % 28, to: 2))" }, false),
            ((0..<60).map { "\(Double($0) / 8)" }, false), (dates.filter { $0 != "2024-03-02 16:00" }, false),
            (dates.map { $0 == "2024-03-02 16:00" ? "2024-03-02 15:00" : $0 }, false),
            (dates.map { $0 == "2024-03-02 16:00" ? "" : $0 }, false), (dates.reversed(), false),
            (dates.map { $0 == "2024-03-02 16:00" ? "2024-03-02 16:01" : $0 }, false),
            // What only later rows tell of the form: seconds, decimals, the day first.
            (dates.map { $0 >= "2024-03-02 16:00" ? $0 + ":00" : $0 }, false),
            (dates.map { $0 >= "2024-03-02 16:00" ? $0 + ":00.0" : $0 + ":00" }, false),
            (hours(60) { "0\($0)/04/2024 \($1):00" }, false), (hours(60) { "\(11 + $0)/04/2024 \($1):00" }, false),
            (hours(60) { "\(13 + $0)/04/2024 \($1):00" }, true),
        ] as [([String], Bool)])
    func `what only the whole column tells of its times is told of the whole`(times: [String], isTold: Bool) throws {
        for rule in [MissingRule.drop, .carry] {
            let recipe = SeriesRecipe(columns: SeriesColumns(targets: Self.targets, time: "t"), missing: rule)
            let pieces = try pieces(Self.rows(times), recipe, rowCount: 9)
            #expect((pieces != nil) == isTold, "\(times[0])")
            guard let pieces else { continue }
            let whole = try SeriesFile(at: directory.file("series.csv"), recipe)
            #expect([pieces.given] == whole.frames, "\(times[0])")
        }
    }

    @Test func `dates in another form than the first ones need the whole`() throws {
        let recipe = SeriesRecipe(columns: SeriesColumns(targets: Self.targets, time: "t"))
        func table(_ times: ArraySlice<String>) throws -> CSVTable {
            var reader = CSVReader(keeping: .series(numbers: Self.targets, time: "t", label: nil))
            try Array(Self.rows(Array(times)).utf8).withUnsafeBytes { try reader.consume($0) }
            return try reader.finish()
        }
        var pieces = try SeriesPieces(recipe)
        #expect(try pieces.next(table(Self.dates[..<5]))?.given.count == 5)
        let others = Self.dates.map { $0.replacing(" ", with: "T") }
        #expect(throws: SeriesPieces.NeedsWhole.self) { _ = try pieces.next(table(others[5...])) }
        // The first 64 tell the form of those to come; decimals are told of the whole.
        let hours = Self.hours(120) { "2024-03-0\($0) \(padded($1, to: 2)):00:00" }
        #expect(try self.pieces(Self.rows(hours), recipe, rowCount: 70) != nil)
        let fine = hours.enumerated().map { $0 < 100 ? $1 : $1 + ".0" }
        #expect(try self.pieces(Self.rows(fine), recipe, rowCount: 70) == nil)
    }

    @Test(arguments: MissingRule.allCases)
    func `what is missing, at the start, at borders and at the end, is as in the whole`(rule: MissingRule) throws {
        let columns = SeriesColumns(
            targets: ["y", "z"], features: ["f", "sky"], time: "t",
            categories: [CategoryColumn("sky", ["rain", "snow", "sun"])])
        let recipe = SeriesRecipe(columns: columns, missing: rule)
        // A bit of the row's number says whether a cell is empty.
        for empty in [
            [0, 1, 2], [0], [8, 9], [5, 6, 7], [59], [0, 3, 6, 9, 12, 14, 15, 16, 17, 18, 57, 58, 59], [],
        ] {
            for (column, start) in [(0, 0), (1, 4), (2, 0), (3, 9)] {
                var text = "t,y,z,f,sky\n"
                for row in 0..<60 {
                    var cells = ["\(row)", "\(row * row)", "\(60 - row)", ["sun", "rain", "snow"][row % 3]]
                    if empty.contains(row) { cells[column] = "" }
                    if row < start { cells[(column + 1) % 4] = "" }
                    text += (["\(1_700_000_000 + 60 * row)"] + cells).joined(separator: ",") + "\n"
                }
                for rowCount in [3, 8] {
                    console.lines = []
                    let pieces = try pieces(text, recipe, rowCount: rowCount)
                    guard rule != .error || empty.isEmpty && start == 0 else {
                        #expect(pieces == nil && console.lines.isEmpty)
                        continue
                    }
                    let said = console.lines
                    console.lines = []
                    let whole = try SeriesFile(at: directory.file("series.csv"), recipe, console)
                    #expect(said == console.lines + ["done"])
                    let given = try #require(pieces?.given)
                    #expect(Self.bits(given) == Self.bits(whole.frames[0]) && given.times == whole.frames[0].times)
                    #expect(given.frequency == whole.frames[0].frequency && given.timeForm == whole.frames[0].timeForm)
                    #expect(pieces?.complete == whole.frames[0].filled(by: rule, lookingAheadIn: 0))
                }
            }
        }
    }

    @Test func `rows of which most are left out have a step of their own, which all of them tell`() throws {
        let recipe = SeriesRecipe(columns: SeriesColumns(targets: Self.targets, time: "t"), missing: .drop)
        func isTold(_ isKept: (Int) -> Bool) throws -> Bool {
            let values = Self.dates.indices.map { isKept($0) ? "1" : "" }
            return try pieces(Self.rows(Self.dates, values), recipe) != nil
        }
        #expect(try isTold { $0 % 4 != 1 })
        #expect(try !isTold { $0 % 2 == 0 })
        #expect(try !isTold { $0 < 5 || $0 % 4 == 0 })
        let calendar = SeriesRecipe(columns: recipe.columns, calendar: [.hour], missing: .drop)
        #expect(try pieces(Self.rows(Self.dates), calendar) == nil)
    }

    @Test func `another step than was learnt, many series, and what is known of the future need the whole`() throws {
        let recipe = SeriesRecipe(columns: SeriesColumns(targets: Self.targets, time: "t"))
        let text = Self.rows(Self.dates)
        #expect(try pieces(text, recipe, by: .seconds(1800)) == nil)
        #expect(try pieces(text, SeriesRecipe(columns: SeriesColumns(targets: ["y"], series: "t"))) == nil)
        #expect(try pieces(text, SeriesRecipe(columns: SeriesColumns(targets: ["y"], knownFuture: ["t"]))) == nil)
        #expect(try pieces(text, SeriesRecipe(columns: SeriesColumns(targets: [], time: "t"))) == nil)
        #expect(try pieces(Self.rows(["1", "2"]), SeriesRecipe(columns: recipe.columns, calendar: [.hour])) == nil)
        #expect(try pieces("t,y\n", recipe) == nil && pieces("", recipe) == nil)
        #expect(console.lines.isEmpty)
        // The step of a model without times is none.
        let plain = SeriesRecipe(columns: SeriesColumns(targets: Self.targets))
        #expect(try pieces(text, plain, by: .seconds(1800)) != nil)
        #expect(!(try LongSeries.work(on: "/dev/null", plain, by: nil, cut: SeriesParts.Cut(), console) { _, _ in }))
    }

    @Test func `a file that is changed while it is read ends the work`() throws {
        let path = try directory.write(Self.rows(Self.dates), to: "series.csv")
        let cut = SeriesParts.Cut(smallestFile: 0, rowCount: 3, pieceSize: 16)
        let recipe = SeriesRecipe(columns: SeriesColumns(targets: Self.targets))
        let error = #expect(throws: FileError.self) {
            _ = try LongSeries.work(on: path, recipe, by: nil, cut: cut, console) { rows, _ in
                try rows.forEachPiece { _ in
                    let file = try #require(FileHandle(forWritingAtPath: path))
                    try file.seekToEnd()
                    try file.write(contentsOf: Array("2024-03-04 00:00,1\n".utf8.prefix(1)))
                    try file.close()
                }
            }
        }
        #expect(error?.problem == "the file was changed while it was read; run again when it is complete")
        #expect(console.lines.isEmpty)
    }

    @Test func `a file that has grown since it was read last is read as a whole`() throws {
        let cut = SeriesParts.Cut(smallestFile: 0, rowCount: 3, pieceSize: 16)
        let recipe = SeriesRecipe(columns: SeriesColumns(targets: ["y"]))
        for (ending, isDone) in [("", true), ("5\n", false)] {
            let path = try directory.write("y\n" + (1...20).map { "\($0)\n" }.joined(), to: "series.csv")
            let found = try LongSeries.work(on: path, recipe, by: nil, cut: cut, console) { rows, _ in
                try rows.forEachPiece { _ in }
                let file = try #require(FileHandle(forWritingAtPath: path))
                try file.seekToEnd()
                try file.write(contentsOf: Array(ending.utf8))
                try file.close()
                try rows.forEachPiece { _ in }
            }
            #expect(found == isDone)
        }
    }

    @Test func `no more rows than are asked for are read, and without times numbers alone`() throws {
        let path = try directory.write(Self.rows(Self.dates) + "2024-03-09 00:00,seven\n", to: "series.csv")
        let cut = SeriesParts.Cut(smallestFile: 0, rowCount: 3, pieceSize: 16)
        let recipe = SeriesRecipe(columns: SeriesColumns(targets: [Self.targets[0]], time: "t"), calendar: [.hour])
        let isDone = try LongSeries.work(on: path, recipe, by: nil, cut: cut, console) { rows, _ in
            for withTimes in [true, false] {
                var counts: [Int] = []
                try rows.forEachPiece(upTo: 4, withTimes: withTimes) { piece in
                    counts.append(piece.given.count)
                    #expect((piece.given.times != nil) == withTimes)
                }
                let all = counts.reduce(0, +)
                #expect(all >= 4 && all - (counts.last ?? 0) < 4)
            }
        }
        #expect(isDone)
        // All of them: the last one is wrong.
        #expect(
            !(try LongSeries.work(on: path, recipe, by: nil, cut: cut, console) { rows, _ in
                try rows.forEachPiece { _ in }
            }))
    }
}
