import CSVTables
import Files
import Foundation
import SeriesData
import TestSupport
import Testing

@testable import Stages

@Suite struct SeriesPartsTests {
    private let directory: TemporaryDirectory
    private let console = Collector()
    private let recipe = SeriesRecipe(columns: SeriesColumns(targets: ["y"], time: "t", series: "id"))

    init() throws {
        directory = try TemporaryDirectory()
    }

    /// The frames of each part, for each time that the work was begun.
    private func attempts(
        _ text: String, _ recipe: SeriesRecipe, rowCount: Int = 1, pieceSize: Int = 16
    ) throws -> [[[SeriesFrame]]] {
        let path = try directory.write(text, to: "series.csv")
        var attempts: [[[SeriesFrame]]] = []
        let cut = SeriesParts.Cut(smallestFile: 0, rowCount: rowCount, pieceSize: pieceSize)
        try SeriesParts.work(on: path, recipe, cut: cut, console) { parts, console in
            attempts.append([])
            var wasLast = false
            try parts.forEach { part, isLast in
                #expect(!wasLast)
                wasLast = isLast
                attempts[attempts.count - 1].append(part.frames)
                console.note("a part of \(part.frames.count) in attempt \(attempts.count)")
            }
            #expect(wasLast)
        }
        return attempts
    }

    private func rows(_ names: [String], _ dates: [String] = ["2024-03-05", "2024-03-06", "2024-03-07"]) -> String {
        "id,t,y\n"
            + names.enumerated().map { place, name in
                dates.enumerated().map { "\(name),\($1),\(10 * place + $0)\n" }.joined()
            }.joined()
    }

    /// 80 dates, the last days of each month left out.
    private static func march(_ time: String) -> [String] {
        (0..<80).map { "2024-0\(1 + $0 / 25)-\(padded(1 + $0 % 25, to: 2))T\(time)" }
    }

    /// The hours of two days.
    private static func hours(month: Int) -> [String] {
        (0..<48).map { "\(month)/\(1 + $0 / 24)/2021 \($0 % 24):00" }
    }

    @Test(arguments: 1...40)
    func `series that lie together come in parts, each whole and as the whole file has it`(pieceSize: Int) throws {
        let text = rows(["a", "b", "\"c,\nd\"", "e", "f"])
        for rowCount in [1, 4, 100] {
            let attempts = try attempts(text, recipe, rowCount: rowCount, pieceSize: pieceSize)
            let whole = try SeriesFile(at: directory.file("series.csv"), recipe)
            #expect(attempts.count == 1)
            #expect(attempts[0].flatMap(\.self) == whole.frames)
            if rowCount == 1, pieceSize < 20 { #expect(attempts[0].count == 5) }
            if rowCount == 100 { #expect(attempts[0].count == 1) }
            #expect(attempts[0].dropLast().allSatisfy { $0.reduce(0) { $0 + $1.count } >= rowCount })
        }
    }

    @Test func `a series of several columns ends where one of them changes`() throws {
        let recipe = SeriesRecipe(columns: SeriesColumns(targets: ["y"], time: "t", series: "shop,item"))
        let text =
            "shop,item,t,y\n"
            + ["u,1", "u,2", "v,1", "v,2"].map { key in (1...3).map { "\(key),\($0),\($0)\n" }.joined() }.joined()
        let attempts = try attempts(text, recipe, pieceSize: 5)
        #expect(attempts.map { $0.map { $0.map(\.name) } } == [[["u,1"], ["u,2"], ["v,1"], ["v,2"]]])
    }

    @Test func `where a series comes again the work is done anew on the whole, and nothing is said twice`() throws {
        let text = rows(["a", "b", "c"]) + "a,2024-03-08,3\n"
        let attempts = try attempts(text, recipe)
        #expect(attempts.map { $0.map { $0.map(\.name) } } == [[["a"], ["b"], ["c"]], [["a", "b", "c"]]])
        #expect(attempts.last?.first?.first?.targets == [[0, 1, 2, 3]])
        #expect(console.lines == ["a part of 3 in attempt 2"])
    }

    /// Forms of dates, and whether the rows of the first series tell all that there is to know of the whole column.
    @Test(
        arguments: [
            (["2024-03-05", "2024-03-06", "2024-03-07"], ["2024-03-08", "2024-03-09", "2024-03-10"], true),
            (["20240305", "20240306", "20240307"], ["20240308", "20240309", "20240310"], true),
            // No date has the 99th month, so that all are numbers.
            (["20240305", "20240306", "20240307"], ["20249908", "20249909", "20249910"], false),
            (["13/03/2024", "14/03/2024", "15/03/2024"], ["01/04/2024", "02/04/2024", "03/04/2024"], true),
            (["01/04/2024", "02/04/2024", "03/04/2024"], ["13/04/2024", "14/04/2024", "15/04/2024"], false),
            (["2024-03-05 06:00Z", "2024-03-06 06:00Z"], ["2024-03-05 06:00Z", "2024-03-06 06:00Z"], true),
            (
                ["2024-03-05T00:00+01:00", "2024-03-06T00:00+01:00"],
                ["2024-03-31T00:00+01:00", "2024-04-01T00:00+02:00"], false
            ),
            (["2024-03-05 06:00:01", "2024-03-05 06:00:02"], ["2024-03-05 06:00:02.5", "2024-03-05 06:00:03"], false),
            (
                ["2024-03-05T06:00:01.0000001", "2024-03-05T06:00:02.0000001"],
                ["2024-03-05T06:00:01.0000002", "2024-03-05T06:00:02.0000002"], false
            ),
            (["1.5", "2.5", "3.5"], ["1", "2", "3"], true),
            // After so many rows the form of those to come is settled.
            (march("00:00+01:00"), ["2024-03-31T00:00+01:00", "2024-04-01T00:00+02:00"], false),
            (march("06:00:01"), ["2024-03-05T06:00:02.5", "2024-03-06T06:00:02.25"], false),
            (march("06:00Z"), march("06:00Z"), true),
        ] as [([String], [String], Bool)])
    func `what only the whole column tells of its times is told of the whole`(
        first: [String], second: [String], isTold: Bool
    ) throws {
        let later = second.map { "b,\($0),7\n" }.joined()
        let text = rows(["a"], first) + later
        let recipe = SeriesRecipe(columns: recipe.columns, missing: .drop)
        let attempts = try attempts(text, recipe, pieceSize: 8)
        let whole = try SeriesFile(at: directory.file("series.csv"), recipe)
        #expect(attempts.last?.flatMap(\.self) == whole.frames)
        #expect(attempts.count == (isTold ? 1 : 2), "\(attempts.map(\.count))")
        if isTold { #expect(attempts.first?.count == 2) }
    }

    @Test func `errors are those of the whole, the first of several too`() throws {
        func message(_ text: String, _ recipe: SeriesRecipe) throws -> (parts: String, whole: String) {
            func said(_ body: () throws -> Void) -> String {
                do {
                    try body()
                    return ""
                } catch { return "\(error)" }
            }
            let parts = said { _ = try attempts(text, recipe) }
            return (parts, said { _ = try SeriesFile(at: directory.file("series.csv"), recipe) })
        }
        let names = ["a", "b", "c", "d"]
        let bad = [
            rows(names) + "d,2024-03-08,x\n", rows(names) + "e,2024-03-08\n", rows(names) + "e,2024-03-0x,1\n",
            rows(names) + ",2024-03-08,1\n", rows(names) + "e,2024-03-08,\n", rows(names) + "\"e,2024-03-08,1\n",
            rows(names) + "\n\ne,2024-03-08,1\n", rows(names) + "e,2024-03-08,1\ne,2024-03-08,1\n",
            // The order of the times of b is found after the bad cell of the last row.
            rows(names).replacing("b,2024-03-07", with: "b,2024-03-01") + "e,2024-03-08,x\n",
            rows(names).replacing("b,2024-03-07", with: "b,2024-03-01"),
            rows(names, ["01/02/2024", "01/03/2024", "01/04/2024"]), "", "id,t\n",
            // Each series has one reading in which its dates follow by even steps, all of them together have none.
            rows(["a"], Self.hours(month: 5)) + Self.hours(month: 8).map { "b,\($0),1\n" }.joined(),
        ]
        for text in bad {
            let said = try message(text, recipe)
            #expect(said.parts == said.whole)
            #expect(!said.whole.isEmpty, "\(text)")
        }
        #expect(try message(bad[0], recipe).parts.contains("series.csv:14: column 'y': found 'x'"))
        #expect(console.lines.isEmpty)
    }

    @Test func `rows left out are counted over all parts, and said before what the work says`() throws {
        let recipe = SeriesRecipe(columns: recipe.columns, missing: .carry)
        let text = "id,t,y\na,1,\na,2,5\na,3,6\nb,1,\nb,2,\nb,3,7\n"
        #expect(try attempts(text, recipe, pieceSize: 4).count == 1)
        let path = directory.file("series.csv")
        #expect(
            console.lines == [
                "\(path): the first 3 rows are left out: a column has no value yet that could be carried on",
                "a part of 1 in attempt 1", "a part of 1 in attempt 1",
            ])
    }

    @Test func `a file that is changed while its parts are read ends the work`() throws {
        let path = try directory.write(rows(["a", "b", "c"]), to: "series.csv")
        var count = 0
        let error = #expect(throws: FileError.self) {
            try SeriesParts.work(
                on: path, recipe, cut: SeriesParts.Cut(smallestFile: 0, rowCount: 1, pieceSize: 16), console
            ) { parts, _ in
                try parts.forEach { _, _ in
                    count += 1
                    let file = try #require(FileHandle(forWritingAtPath: path))
                    try file.seekToEnd()
                    try file.write(contentsOf: Array("d,2024-03-05,1\n".utf8))
                    try file.close()
                }
            }
        }
        #expect(error?.problem == "the file was changed while it was read; run again when it is complete")
        #expect(count < 4 && console.lines.isEmpty)
    }
}
