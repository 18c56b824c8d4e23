import Files
import TestSupport
import Testing
import Texts
import WeightFiles

/// Names and texts that would do something to a terminal or a shell.
@Suite struct HostileNamesTests {
    /// Clears the screen, turns the text round, an 8-bit escape, and the end of a word of a shell.
    private static let hostile = "\u{1B}[2J\u{202E}\u{9B}31m'\u{301}; touch stolen; '\u{301}"

    private let temporary: TemporaryDirectory
    private var path: String { temporary.path }

    init() throws {
        temporary = try TemporaryDirectory()
        let rows = (0..<80).map { "\($0 % 7 * 3 + $0),\($0 % 5),\($0 < 40 ? "a" : Self.hostile)" }
        _ = try temporary.write("\(Self.hostile),other,kind\n" + rows.joined(separator: "\n") + "\n", to: "data.csv")
    }

    private func run(_ arguments: [String]) throws -> SeqcastCommand.End {
        let end = try SeqcastCommand.run(arguments, in: path)
        #expect(end.code == 0, "\(arguments): \(end.error)")
        for text in [end.output, end.error] {
            let lines = text.parts(between: "\n")
            #expect(lines.allSatisfy { !VisibleText.hides($0) }, "\(arguments): \(VisibleText.ofLines(text))")
        }
        return end
    }

    @Test func nothingOfAFileReachesATerminalAsItIs() throws {
        let name = Self.hostile
        for json in [[], ["--json"]] { _ = try run(["describe", "data.csv"] + json) }
        _ = try run([
            "train", "--data", "data.csv", "--output", "model", "--target", "other", "--target", name, "--epochs", "1",
            "--hidden-size", "2", "--loss", "gaussian",
        ])
        for json in [[], ["--json"]] { _ = try run(["inspect", "model/model.safetensors"] + json) }
        _ = try run(["predict", "--model", "model", "--data", "data.csv", "--output", "p.csv", "--interval", "0.8"])
        _ = try run([
            "backtest", "--model", "model", "--data", "data.csv", "--output", "b.csv", "--table", "t.csv", "--test",
            "10", "--origins",
            "2",
        ])
        _ = try run(["tidy", "--data", "data.csv", "--output", "tidy.csv"])
    }

    @Test func nothingOfASpecReachesATerminalAsItIs() throws {
        let text = JSONLike.quoted(Self.hostile)
        _ = try temporary.write(
            """
            version: 1
            directory: run
            stages:
              a: { generate: { points: 5, output: \(JSONLike.quoted("x" + Self.hostile)) } }
              b:
                foreach: [\(text), y]
                run: [sh, -c, 'printf "%s\\n" "$1"; printf 1 > "$2"', sh, "${item}", "${writes}"]
                writes: "b-${instance}.txt"

            """, to: "s.yaml")
        for words in [
            ["run", "s.yaml", "--dry-run"], ["graph", "s.yaml"], ["graph", "s.yaml", "--format", "dot"],
            ["graph", "s.yaml", "--format", "mermaid"], ["export", "snakemake", "s.yaml"], ["run", "s.yaml"],
            ["metrics", "s.yaml"],
        ] { _ = try run(words) }
        let other = try SeqcastCommand.run(["status", "s.yaml"], in: path)
        #expect(other.code == 0, "\(other.error)")
        let lock = try Fixtures.contents(temporary.file("run/seqcast.lock"))
        _ = try temporary.write(
            Array(String(decoding: lock, as: UTF8.self).replacing("points \"5\"", with: "points \"6\"").utf8),
            to: "other.lock")
        _ = try run(["compare", "run", "other.lock"])
        #expect(try !temporary.names().contains("stolen"))
    }

    @Test func nothingOfAReportOrOfWhatIsGoneReachesATerminalAsItIs() throws {
        func write(_ stages: String) throws {
            _ = try temporary.write("version: 1\ndirectory: run\nstages:\n  a: \(stages)\n", to: "r.yaml")
        }
        let text = JSONLike.quoted("x" + Self.hostile + "<u>")
        let other = JSONLike.quoted("y" + Self.hostile + "<u>")
        let both = "{ generate: { points: 5, output: \(text) } }\n  b: { generate: { points: 5, output: \(other) } }"
        try write(both)
        _ = try run(["run", "r.yaml"])
        _ = try run(["report", "r.yaml", "--output", "r.html"])
        let page = String(decoding: try Fixtures.contents(temporary.file("r.html")), as: UTF8.self)
        #expect(!page.contains("\u{1B}") && !page.contains("\u{202E}") && !page.contains("\u{9B}"))
        #expect(page.contains("&lt;u&gt;") && !page.contains("<u>"))
        try write("{ generate: { points: 5, output: \(text) } }")
        #expect(try run(["clean", "r.yaml"]).output.contains("remove"))
        #expect(try run(["clean", "r.yaml", "--yes"]).output.contains("removed 1"))
        #expect(try !temporary.names().contains("stolen"))
    }

    @Test func nothingOfAForecastReachesATerminalAsItIs() throws {
        let rows = (0..<60).map { "\(2000 + $0),\($0 % 7 * 3 + $0)" }
        let file = "f" + Self.hostile + ".csv"
        _ = try temporary.write("year,\(Self.hostile)\n" + rows.joined(separator: "\n") + "\n", to: file)
        for more in [[], ["--json"]] {
            _ = try run(["forecast", file, "--budget", "1s", "--horizon", "2"] + more)
        }
        #expect(try !temporary.names().contains("stolen"))
        // What it wrote names what it read, and nothing else.
        let made = "f" + Self.hostile + "-forecast"
        #expect(try temporary.names().has(made))
        let again = try run(["run", made + "/pipeline.yaml"])
        #expect(!again.output.contains("never run") && !again.output.contains("changed"), "\(again.output)")
    }

    @Test func nothingOfASearchReachesATerminalAsItIs() throws {
        let rows = (0..<60).map { "\($0 % 7 * 3 + $0)" }
        _ = try temporary.write("\(Self.hostile)\n" + rows.joined(separator: "\n") + "\n", to: "y.csv")
        _ = try temporary.write(
            """
            version: 1
            directory: run
            stages:
              model:
                search: { space: { learning-rate: [0.001, 0.01] }, trials: 2, rungs: 1 }
                train:
                  { data: ./y.csv, column: \(JSONLike.quoted(Self.hostile)), validation: 0.25, epochs: 2, hidden-size: 2,
                    output: \(JSONLike.quoted("m" + Self.hostile)) }

            """, to: "search.yaml")
        for words in [
            ["search", "search.yaml", "--table", "t" + Self.hostile], ["search", "search.yaml"],
            ["metrics", "search.yaml"],
            ["metrics", "search.yaml", "--format", "json"],
        ] { _ = try run(words) }
        #expect(try !temporary.names().contains("stolen"))
    }

    @Test func nothingOfForeignWeightsReachesATerminalAsItIs() throws {
        _ = try run([
            "train", "--data", "data.csv", "--output", "model", "--column", Self.hostile, "--epochs", "1",
            "--hidden-size",
            "2",
        ])
        for (format, name) in [("onnx", "e.onnx"), ("pt", "e.pt"), ("safetensors", "e.safetensors")] {
            _ = try run(["export", "model", "--to", format, "--output", name])
        }
        _ = try run(["import", "e.safetensors", "--column", Self.hostile, "--output", "imported" + Self.hostile])
        // Names of tensors and keys of another program.
        let file = try SafetensorsFile.read(temporary.file("e.safetensors"))
        let more = file.arrays.prefix(1).map {
            NamedArray(name: Self.hostile, elementType: $0.elementType, shape: $0.shape, bytes: $0.bytes)
        }
        let bytes = try SafetensorsWriter.bytes(of: file.arrays + more, metadata: [Self.hostile: Self.hostile])
        _ = try temporary.write(bytes, to: "theirs.safetensors")
        for json in [[], ["--json"]] { _ = try run(["inspect", "theirs.safetensors"] + json) }
        let end = try SeqcastCommand.run(
            ["import", "theirs.safetensors", "--column", "other", "--output", "i"], in: path)
        for text in [end.output, end.error] {
            #expect(text.parts(between: "\n").allSatisfy { !VisibleText.hides($0) }, "\(VisibleText.ofLines(text))")
        }
        #expect(end.code == 0 || end.code == 65, "\(end.error)")
    }

    @Test func suggestedCommandsRunAsTheyStandAndDoNothingElse() throws {
        let text = try run(["describe", "data.csv"]).output
        let lines = text.parts(between: "\n").filter { $0.begins(with: "  seqcast ") }
        let tidying = try #require(lines.first { $0.begins(with: "  seqcast tidy ") })
        let script =
            "seqcast() { \(shellQuoted(SeqcastCommand.path)) \"$@\"; }; set -e\n\(tidying)\nseqcast describe data-tidy.csv"
        let end = try Shell.run(script, in: path)
        #expect(end.code == 0, "\(end.error)")
        #expect(try temporary.names() == ["data-tidy.csv", "data.csv"])
        #expect(!end.output.parts(between: "\n").contains { $0.begins(with: "  seqcast tidy ") }, "\(end.output)")
    }

    @Test func aColumnThatEndsAWordOfAShellIsSuggestedAsOneWord() throws {
        let name = "x'\u{301}; touch stolen; '\u{301}"
        let rows = (0..<80).map { "\($0 % 7 * 3 + $0)" }
        _ = try temporary.write("\(name)\n" + rows.joined(separator: "\n") + "\n", to: "quote.csv")
        let lines = try run(["describe", "quote.csv"]).output.parts(between: "\n").filter {
            $0.begins(with: "  seqcast ")
        }
        #expect(!lines.isEmpty)
        let end = try Shell.run("seqcast() { printf '%s\\n' \"$@\"; }\n" + lines.joined(separator: "\n"), in: path)
        #expect(end.output.parts(between: "\n").has(name), "\(end.output)")
        #expect(try !temporary.names().contains("stolen"))
    }

    @Test func aFileWhoseNameCannotBeSeenIsToBeRenamed() throws {
        let data = try Fixtures.contents(temporary.file("data.csv"))
        _ = try temporary.write(data, to: "a\u{1B}[2J.csv")
        let text = try run(["describe", "a\u{1B}[2J.csv"]).output
        #expect(text.contains("rename the file") && !text.contains("  seqcast "), "\(text)")
    }

    @Test func anArgumentThatIsNoTextIsRefused() throws {
        for word in ["$(printf 'a\\377')", "$(printf '\\300\\257')"] {
            let end = try Shell.run("\(shellQuoted(SeqcastCommand.path)) describe \"\(word)\"", in: path)
            #expect(
                end.code == 64 && end.error.contains("argument 2 is") && end.error.contains("is not UTF-8"), "\(end)")
        }
    }
}

/// A text as YAML reads it between double quotes.
private enum JSONLike {
    static func quoted(_ text: String) -> String { doubleQuoted(text) }
}
