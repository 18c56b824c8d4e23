import Foundation
import TestSupport
import Testing

@Suite("reconcile")
struct ReconcileTests {
    private let directory: TemporaryDirectory
    private static let forecast = """
        time,series,step,actual,prediction,lower,upper
        2024,all,8,,12,10,14
        2025,all,9,,20,18,22
        2024,a,8,,5,4,6
        2025,a,9,,8,7,9
        2024,"b, c",8,,6,5,7
        2025,"b, c",9,,10,9,11
        2024,alone,8,,3,2,4

        """

    init() throws {
        directory = try TemporaryDirectory()
        try Data(Self.forecast.replacingOccurrences(of: "\"b, c\"", with: "b").utf8)
            .write(to: URL(fileURLWithPath: directory.file("g.csv")))
    }

    private func run(_ words: String...) throws -> SeqcastCommand.End {
        try SeqcastCommand.run(["reconcile", "--output", "r.csv"] + words, in: directory.path)
    }

    @Test("writes the rows as they were, forecasts and intervals moved so that sums are sums")
    func rows() throws {
        let end = try run("--data", "g.csv", "--sum-of", "all=a,b", "--method", "bottom-up")
        #expect(end.code == 0 && end.output.contains("3 series, 1 of them sums"), "\(end.error)")
        let text = try String(contentsOfFile: directory.file("r.csv"), encoding: .utf8)
        #expect(
            text == """
                time,series,step,actual,prediction,lower,upper
                2024,all,8,,11,9,13
                2025,all,9,,18,16,20
                2024,a,8,,5,4,6
                2025,a,9,,8,7,9
                2024,b,8,,6,5,7
                2025,b,9,,10,9,11
                2024,alone,8,,3,2,4

                """)
    }

    @Test("series of other bytes are two, however alike they look")
    func lookalikes() throws {
        // A comma divides names whatever mark stands behind it.
        for (first, second) in [("\u{e9}", "e\u{301}"), ("x", "\u{301}y")] {
            let text = "series,step,prediction\nall,8,12\n\(first),8,5\n\(second),8,6\n"
            try Data(text.utf8).write(to: URL(fileURLWithPath: directory.file("g.csv")))
            let end = try run("--data", "g.csv", "--sum-of", "all=\(first),\(second)", "--method", "bottom-up")
            #expect(end.code == 0 && end.output.contains("3 series, 1 of them sums"), "\(end.error)")
            let rows = try String(contentsOfFile: directory.file("r.csv"), encoding: .utf8)
            #expect(rows.utf8.elementsEqual(text.replacing("all,8,12", with: "all,8,11").utf8), "\(rows)")
        }
    }

    @Test("series of keys of several columns are parts of sums by their whole names, and dates stay as they are")
    func names() throws {
        let rows = [
            "time,series,step,prediction", "2024-03-05,\"all,all\",8,12", "2024-03-05,\"1,a\",8,5",
            "2024-03-05,\"1,b\",8,6",
        ]
        _ = try directory.write(rows.joined(separator: "\n") + "\n", to: "keys.csv")
        let end = try run("--data", "keys.csv", "--sum-of", "all,all=1,a,1,b", "--method", "bottom-up")
        #expect(end.code == 0, "\(end.error)")
        let made = try String(contentsOfFile: directory.file("r.csv"), encoding: .utf8)
        let agreed = ["2024-03-05,\"all,all\",8,11", "2024-03-05,\"1,a\",8,5", "2024-03-05,\"1,b\",8,6"]
        #expect(made == (["time,series,step,prediction"] + agreed).joined(separator: "\n") + "\n")
        let twice = try run("--data", "keys.csv", "--sum-of", "all,all=1,a,1,a", "--method", "bottom-up")
        #expect(
            twice.code == 65 && twice.error.contains("column 'series': found '1,a' twice in the sum 'all,all'"),
            "\(twice.error)")
    }

    @Test("moves least what errs least")
    func errors() throws {
        var lines = ["series,origin,step,actual,prediction"]
        for origin in 1...9 {
            let error = Double(origin % 3) - 1
            lines += [
                "all,\(origin),1,\(10 + error * 4),10", "a,\(origin),1,\(4 + error * (origin % 2 == 0 ? 0.1 : -0.1)),4",
                "b,\(origin),1,\(6 + error),6",
            ]
        }
        try Data((lines.joined(separator: "\n") + "\n").utf8)
            .write(to: URL(fileURLWithPath: directory.file("errors.csv")))
        let end = try run("--data", "g.csv", "--sum-of", "all=a,b", "--errors", "errors.csv")
        #expect(end.code == 0, "\(end.error)")
        let rows = try String(contentsOfFile: directory.file("r.csv"), encoding: .utf8).split(separator: "\n")
        let moved = rows.dropFirst().prefix(6).map { Double($0.split(separator: ",")[3]) ?? .nan }
        #expect(abs(moved[0] - moved[2] - moved[4]) < 1e-9 && abs(moved[1] - moved[3] - moved[5]) < 1e-9)
        #expect(abs(moved[2] - 5) < abs(moved[4] - 6) && abs(moved[4] - 6) < abs(moved[0] - 12))
    }

    @Test("says what cannot be made to agree")
    func refusals() throws {
        for (words, code, message) in [
            (["--data", "g.csv", "--sum-of", "all"], 64, "found 'all'; expected a series and those"),
            (["--data", "g.csv"], 64, "--sum-of: missing"),
            (["--data", "g.csv", "--sum-of", "a=a"], 64, "found 'a' as a sum of itself"),
            (["--data", "g.csv", "--sum-of", "all=a,z"], 65, "found no forecast of 'z' at step 8"),
            (["--data", "g.csv", "--sum-of", "all=a,alone"], 65, "found no forecast of 'alone' at step 9"),
            (
                ["--data", "g.csv", "--sum-of", "all=a,b", "--method", "top-down", "--errors", "x"], 64,
                "only with --method mint"
            ),
        ] {
            let end = try SeqcastCommand.run(["reconcile", "--output", "r.csv"] + words, in: directory.path)
            #expect(end.code == Int32(code) && end.error.contains(message), "\(words): \(end.error)")
        }
    }
}
