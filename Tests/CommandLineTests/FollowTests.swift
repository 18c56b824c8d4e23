import Files
import Foundation
import TestSupport
import Testing

@Suite("Forecasts of a file that grows")
struct FollowTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    private static let airline = Fixtures.path("series/airline-passengers.csv")

    private func train(_ data: String, _ options: [String], into model: String = "model") throws {
        let end = try SeqcastCommand.run(
            [
                "train", "--data", data, "--output", directory.file(model), "--epochs", "2", "--hidden-size", "5",
                "--quiet",
            ] + options)
        #expect(end.code == 0, "\(end.error)")
    }

    private func arguments(_ data: String, into output: String, model: String = "model") -> [String] {
        [
            "predict", "--follow", "--model", directory.file(model), "--data", data, "--output",
            output == "-" ? output : directory.file(output),
        ]
    }

    /// Runs a command whose standard input is `input`.
    private func run(_ arguments: [String], reading input: String) throws -> SeqcastCommand.End {
        let path = try directory.write(input, to: "input")
        let words = ([SeqcastCommand.path] + arguments).map { "'\($0)'" }.joined(separator: " ")
        return try Shell.run("cat '\(path)' | \(words)", in: directory.path)
    }

    private func predict(_ data: String, model: String = "model", _ options: String...) throws -> [Substring] {
        let path = try directory.write(data, to: "part.csv")
        let end = try SeqcastCommand.run(
            ["predict", "--model", directory.file(model), "--data", path, "--output", directory.file("whole.csv")]
                + options)
        #expect(end.code == 0, "\(end.error)")
        return try text("whole.csv").split(separator: "\n")
    }

    private func text(_ name: String) throws -> String {
        String(decoding: try Fixtures.contents(directory.file(name)), as: UTF8.self)
    }

    /// Waits until `name` holds so many lines.
    private func waitFor(_ count: Int, linesIn name: String) throws {
        let deadline = ContinuousClock.now + .seconds(60)
        while ((try? text(name)) ?? "").split(separator: "\n").count < count {
            try #require(ContinuousClock.now < deadline, "\(name) has not \(count) lines")
            sleep(seconds: 0.01)
        }
    }

    private func append(_ text: String, to name: String) throws {
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: directory.file(name)))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data(text.utf8))
        try handle.close()
    }

    @Test("after each row stand the lines with which the forecast of the rows up to there ends, and the same errors")
    func law() throws {
        let horizon = 3
        try train(
            Self.airline,
            [
                "--target", "Passengers", "--time", "Date", "--transform", "log1p", "--transform",
                "seasonal-difference:12", "--calendar", "month", "--lags", "2,12", "--horizon", String(horizon),
                "--loss", "gaussian", "--ensemble", "2", "--layers", "2",
            ])
        let data = String(decoding: try Fixtures.contents(Self.airline), as: UTF8.self)
        let rows = data.split(separator: "\n")
        let end = try run(arguments("-", into: "-"), reading: data)
        #expect(end.code == 0)
        let lines = end.output.split(separator: "\n")
        // The first 23 rows make the first lag of the first difference.
        #expect(lines.count == 1 + (rows.count - 1 - 23) * horizon)
        for count in [24, 25, 70, rows.count - 1] {
            let whole = try predict(rows[...count].joined(separator: "\n"))
            let start = 1 + (count - 24) * horizon
            #expect(lines[0] == whole[0])
            #expect(Array(lines[start..<(start + horizon)]) == whole.suffix(horizon), "after \(count) rows")
        }
        let path = try directory.write(data, to: "all.csv")
        let whole = try SeqcastCommand.run([
            "predict", "--model", directory.file("model"), "--data", path, "--output", directory.file("whole.csv"),
        ])
        #expect(end.error == whole.output.split(separator: "\n").map { "seqcast: \($0)\n" }.joined())
        // One row after the other, in a file, gives the same bytes.
        #expect(try run(arguments("-", into: "file.csv"), reading: data).output == whole.output)
        #expect(try text("file.csv") == end.output)
    }

    @Test("adapted intervals are those of predict")
    func adaptive() throws {
        try train(
            Self.airline,
            [
                "--target", "Passengers", "--time", "Date", "--transform", "difference", "--horizon", "3", "--loss",
                "gaussian", "--test", "40",
            ])
        let data = String(decoding: try Fixtures.contents(Self.airline), as: UTF8.self)
        let rows = data.split(separator: "\n")
        let lines = try run(arguments("-", into: "-") + ["--adaptive"], reading: data).output.split(separator: "\n")
        for count in [100, 107, rows.count - 1] {
            let part = rows[...count].joined(separator: "\n")
            let start = 1 + (count - 2) * 3
            #expect(Array(lines[start..<(start + 3)]) == (try predict(part, "--adaptive")).suffix(3), "\(count) rows")
            #expect((try predict(part) == predict(part, "--adaptive")) == (count < 106))
        }
    }

    @Test("each of many series has its own state, and what is missing is carried on")
    func series() throws {
        let rows = (0..<40).map { row in
            let (name, step) = (row % 2 == 0 ? "a" : "b", row / 2)
            return "2024-02-\(step < 9 ? "0" : "")\(step + 1),\(name),"
                + (row % 7 == 3 ? "" : String(row * 37 % 11)) + ",\(row * 5 % 13)"
        }
        let header = "day,id,y,f\n"
        let data = try directory.write(header + rows.joined(separator: "\n") + "\n", to: "all.csv")
        try train(
            data,
            [
                "--target", "y", "--features", "f", "--time", "day", "--series-column", "id", "--missing", "carry",
                "--calendar", "weekday", "--transform", "difference", "--sampling", "windows", "--lookback", "5",
            ])
        // A day of one series is missing.
        let given = rows.enumerated().filter { $0.offset != 20 }.map(\.element)
        let end = try run(arguments("-", into: "-"), reading: header + given.joined(separator: "\n"))
        #expect(end.code == 0, "\(end.error)")
        for name in ["a", "b"] {
            let own = given.filter { $0.contains(",\(name),") }
            let whole = try predict(header + own.joined(separator: "\n"))
            // The rows of the forecast of the whole have actual values; the lines written at once have none yet.
            let wanted = whole.filter { !$0.hasSuffix(",") || $0 == whole.last }.dropFirst().map { line in
                let cells = line.split(separator: ",", omittingEmptySubsequences: false)
                return "\(cells[0]),\(cells[1]),\(cells[2]),,\(cells[4])"
            }
            let found = end.output.split(separator: "\n").filter { $0.contains(",\(name),") }.map(String.init)
            #expect(found == wanted && found.count > 15)
        }
        let other = try run(arguments("-", into: "-"), reading: header + rows[0] + "\n2024-02-01,c,1,2\n")
        #expect(other.code == 65)
        #expect(
            other.error.contains("standard input:3: column 'id': found the series 'c'; expected one that the model"))
    }

    @Test("a row cut in the middle is waited for, a signal ends it with whole lines, and started again it goes on")
    func growing() throws {
        let start = "x,y\n0,0.5\n1,0.25\n"
        let data = try directory.write(start + "2,0.125\n", to: "data.csv")
        try train(data, [])
        let whole = try run(arguments("-", into: "-"), reading: start + "2,-0.5\n3,1\n4,2\n").output
        _ = try directory.write(start + "2,-", to: "data.csv")
        let first = try SeqcastCommand.start(arguments(data, into: "out.csv"))
        try waitFor(3, linesIn: "out.csv")
        try append("0.5\r", to: "data.csv")
        try waitFor(4, linesIn: "out.csv")
        try append("\n3,", to: "data.csv")
        sleep(seconds: 0.1)
        #expect(first.isRunning)
        let other = try SeqcastCommand.run(arguments(data, into: "out.csv"))
        #expect(other.code == 73 && other.error.contains("another process writes to this file"))
        first.send(15)
        let end = first.wait(atMost: 120)
        #expect(end.code == 143 && end.output.hasPrefix("mse="))
        #expect(try text("out.csv") == whole.split(separator: "\n").prefix(4).map { $0 + "\n" }.joined())
        // Killed in the middle of a line, it is completed.
        let second = try SeqcastCommand.start(arguments(data, into: "out.csv"))
        try append("1\n", to: "data.csv")
        try waitFor(5, linesIn: "out.csv")
        second.send(9)
        #expect(second.wait().code == 137)
        _ = try directory.write(String(try text("out.csv").dropLast(3)), to: "out.csv")
        try append("4,2\n", to: "data.csv")
        let third = try SeqcastCommand.start(arguments(data, into: "out.csv"))
        try waitFor(6, linesIn: "out.csv")
        third.send(2)
        #expect(third.wait(atMost: 120).code == 130)
        #expect(try text("out.csv") == whole)
        let different = try run(arguments("-", into: "out.csv"), reading: "x,y\n0,7\n")
        #expect(different.code == 73 && different.error.contains("out.csv:2: found something else than what is to be"))
        #expect(try text("out.csv") == whole)
    }

    @Test("a bad row is one message with its line, after all before it were written")
    func badRow() throws {
        let rows = (0..<3000).map { "\($0),\(Double($0 % 7))" }.joined(separator: "\n")
        let data = try directory.write("x,y\n" + rows + "\n", to: "data.csv")
        try train(data, [])
        for (bad, problem) in [
            ("3000,abc", "column 'y': found 'abc'"), ("3000", "found 1 cell; expected 2"),
            ("3000,", "column 'y': found an empty cell"), ("3000,\"1\"x", "found text after a closing quote"),
        ] {
            let end = try run(arguments("-", into: "-"), reading: "x,y\n\(rows)\n\(bad)\n3001,2\n")
            #expect(end.code == 65)
            #expect(
                end.error.hasPrefix("seqcast: standard input:3002: ") && end.error.contains(problem), "\(end.error)")
            #expect(end.error.split(separator: "\n").count == 1)
            #expect(end.output.split(separator: "\n").count == 3001)
        }
        let none = try run(arguments("-", into: "-"), reading: "x,y\n")
        #expect(none.code == 65 && none.error.contains("standard input: found 0 values"))
        let missing = try SeqcastCommand.run(arguments(directory.file("none.csv"), into: "-"))
        #expect(missing.code == 66)
    }

    @Test("a file that is cut or replaced while it is followed is noticed", arguments: [true, false])
    func rotated(isCut: Bool) throws {
        let data = try directory.write("y\n1\n2\n3\n", to: "data.csv")
        try train(data, [])
        let running = try SeqcastCommand.start(arguments(data, into: "out.csv"))
        try waitFor(4, linesIn: "out.csv")
        if isCut {
            #expect(truncate(data, 4) == 0)
        } else {
            #expect(rename(data, directory.file("data.csv.1")) == 0)
        }
        let end = running.wait(atMost: 120)
        #expect(end.code == 74)
        #expect(
            end.error.contains(isCut ? "the file was cut to 4 bytes after 8 were read" : "the file was moved, removed"))
        #expect(try text("out.csv").split(separator: "\n").count == 4)
    }

    @Test("memory does not grow with the rows")
    func memory() throws {
        let count = 1_000_000
        let data = directory.file("data.csv")
        let generated = try SeqcastCommand.run(["generate", "--output", data, "--points", String(count)])
        #expect(generated.code == 0)
        let short = try directory.write((["y"] + (0..<50).map { "\($0 % 5)" }).joined(separator: "\n"), to: "s.csv")
        try train(short, [])
        let running = try SeqcastCommand.start(arguments(data, into: "out.csv"))
        func resident() throws -> Int {
            let status = String(
                decoding: try FileReader.read("/proc/\(running.identifier)/status", limit: 1 << 16), as: UTF8.self)
            let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") })
            return try #require(line.split(separator: " ").dropFirst().first.flatMap { Int($0) })
        }
        let path = directory.file("out.csv")
        func wait(forBytes bytes: Int) throws {
            let deadline = ContinuousClock.now + .seconds(300)
            while FileReader.size(of: path) ?? 0 < bytes {
                try #require(ContinuousClock.now < deadline && running.isRunning)
                sleep(seconds: 0.01)
            }
        }
        try wait(forBytes: 1_000_000)
        let early = try resident()
        try wait(forBytes: 20_000_000)
        let late = try resident()
        #expect(late < early + 1024, "from \(early) kB to \(late) kB")
        running.send(15)
        #expect(running.wait(atMost: 120).code == 143)
    }

    @Test("what makes no sense beside it is refused")
    func refusals() throws {
        let data = try directory.write("y,k\n1,2\n2,3\n3,4\n4,5\n", to: "data.csv")
        try train(data, ["--target", "y", "--known-future", "k"])
        let known = try SeqcastCommand.run(arguments(data, into: "out.csv"))
        #expect(known.code == 65 && known.error.contains("found a model that reads k of the future"))
        let free = try SeqcastCommand.run(arguments(data, into: "out.csv") + ["--mode", "free-run"])
        #expect(free.code == 64 && free.error.contains("--follow: found beside --mode free-run"))
        _ = try directory.write(
            "version: 1\ndirectory: .\nstages:\n"
                + "  a: { predict: { model: ./m, data: ./data.csv, output: o.csv, follow: true } }\n", to: "p.yaml")
        let spec = try SeqcastCommand.run(["status", "p.yaml"], in: directory.path)
        #expect(spec.code == 65 && spec.error.contains("unknown option 'follow' of predict"), "\(spec.error)")
        #expect(!(try directory.names().contains("out.csv")))
    }
}
