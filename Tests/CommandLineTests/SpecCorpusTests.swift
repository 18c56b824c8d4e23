import Files
import Foundation
import TestSupport
import Testing
import Texts

/// Specs that were damaged or made up, by all commands that read one.
///
/// Each ends with an exit code that is documented, soon, and
/// without much memory. Some are tried in every run of the tests, thousands by `make torture`.
@Suite("Specs of any kind")
struct SpecCorpusTests {
    private static let isWhole = ProcessInfo.processInfo.environment["SEQCAST_TORTURE"] != nil
    private static let count = isWhole ? 900 : 24

    /// Those that do no work of a stage.
    private static let looks = [
        ["status", "s.yaml"], ["run", "s.yaml", "--dry-run"], ["run", "s.yaml", "--dry-run", "--executor", "slurm"],
        ["graph", "s.yaml"], ["graph", "s.yaml", "--format", "dot"], ["graph", "s.yaml", "--format", "mermaid"],
        ["metrics", "s.yaml", "--all"], ["export", "snakemake", "s.yaml"], ["clean", "s.yaml"],
        ["report", "s.yaml", "--output", "page.html"],
    ]
    private static let works = [["search", "s.yaml"], ["run", "s.yaml", "--keep-going"]]
    private static let documented: Set<Int32> = [0, 1, 64, 65, 66, 73, 74]

    @Test("damaged ones and made-up ones end as documented, in some seconds and within 2 GB", arguments: 0..<4)
    func corpus(_ part: Int) throws {
        let seeds = try Self.seeds()
        var random = SplitMix(seed: UInt64(100 + part))
        var hasWorked = 0
        for _ in 0..<Self.count / 4 {
            let made = SpecMaker.spec(using: &random)
            let seed = seeds[Int.random(in: seeds.indices, using: &random)]
            let text = Bool.random(using: &random) ? SpecMaker.damaged(seed, using: &random) : made
            let directory = try TemporaryDirectory()
            let spec = try directory.write(text, to: "s.yaml")
            let words = Self.isWhole ? Self.looks : [Self.looks.randomElement(using: &random) ?? []]
            for words in words { try Self.expectSoundEnd(words, in: directory.path, of: text) }
            // What a stage's own program would do is no matter of the reader.
            let isSafe = !["run:", "run :", "run\"", "run'", "? "].contains {
                String(decoding: text, as: UTF8.self).contains($0)
            }
            if isSafe, hasWorked < Self.count / 8 {
                for words in Self.works {
                    try Self.expectSoundEnd(words, in: directory.path, of: text, isStopped: true)
                }
                hasWorked += 1
            }
            try Directories.remove(at: spec)
        }
    }

    private static func expectSoundEnd(
        _ words: [String], in directory: String, of text: [UInt8], isStopped: Bool = false
    ) throws {
        let limit = "ulimit -t 30; " + (Environment.isSanitized ? "" : "ulimit -v 2097152; ")
        let line = limit + "exec \(shellQuoted(SeqcastCommand.path)) " + words.map(shellQuoted).joined(separator: " ")
        let start = ContinuousClock.now
        let running = try SeqcastCommand.Running(
            program: "/bin/sh", ["-c", line], in: directory, environment: ["SEQCAST_THREADS": "1"])
        if isStopped {
            while running.isRunning, ContinuousClock.now - start < .seconds(3) { sleep(seconds: 0.005) }
            running.send(15)
        }
        let end = running.wait(atMost: 300)
        let isSound = documented.contains(end.code) || isStopped && end.code == 143
        #expect(isSound, "\(words): \(end.code): \(end.error.suffix(400))\n\(String(decoding: text, as: UTF8.self))")
        // What is wrong is said once, by somebody who knows where.
        #expect(
            end.code == 0 || end.code == 1 || end.code == 143 || end.error.contains("seqcast: ")
                || end.error.contains("Error: "), "\(words): \(end.error)")
    }

    /// All specs that ship, and all of the fixtures.
    private static func seeds() throws -> [[UInt8]] {
        var seeds: [[UInt8]] = []
        for directory in ["pipelines", "fixtures/specs/good", "fixtures/specs/bad"] {
            for name in try Directories.list(at: Fixtures.packageDirectory + "/" + directory).sorted()
            where name.ends(with: ".yaml") {
                seeds.append(try FileReader.read("\(Fixtures.packageDirectory)/\(directory)/\(name)", limit: 1 << 20))
            }
        }
        #expect(seeds.count > 30)
        return seeds
    }
}

/// Makes specs, and damages them.
private enum SpecMaker {
    private static let tokens = [
        "&a ", "*a", "!!str ", "!x ", "<<: *a", "? ", "- ", "| ", "> ", "---\n", "...\n", "%YAML 1.1\n", "#", "\t",
        "\r", "\0",
        "\u{FEFF}", "\u{85}", "\u{301}", "\u{202E}", "\"", "'", "{", "}", "[", "]", ":", ": ", ",", "${", "}", "$${",
        "${a}",
        "${item}", "${instance}", "${reads}", "${writes}", "${b.output}", "${vars}", "~", "null", "true", "yes", "010",
        "1:30", "1e400", "-1", "0", "9007199254740993", "99999999999999999999", ".inf", ".nan", "0x10", "../",
        "/dev/zero",
        "./", "/", "a/../b", "~/x", "matrix: { n: [1, 2] }", "matrix: a", "foreach: [x, y]", "foreach: t.csv",
        "search: {}",
        "include: s.yaml", "version: 2", "directory: .", "directory: ..", "timeout: 1h", "memory: 1e30G", "cpus: 0",
        "retries: 99999999999", "stages: {}", "vars: { a: \"${a}\" }", "when: x", "tried: 1",
    ]
    private static let commands = [
        "generate: { points: 5, output: @0 }", "train: { data: @1, epochs: 1, hidden-size: 2, output: @0 }",
        "predict: { model: @1, data: @1, output: @0 }", "plot: { data: @1, output: @0.png }",
        "tidy: { data: @1, output: @0 }", "backtest: { model: @1, data: @1, output: @0, origins: 2 }",
        "gather: { data: [@1, @1], output: @0 }", "compare: { data: @1 }", "generate: { output: @0, points: 1e3 }",
    ]
    private static let names = ["a", "b", "c", "d-1", "e_2", "A", "a", "stage", "é", "b c"]

    /// Some bytes of `spec` taken out, doubled, exchanged, or in the place of others what YAML or a spec reads as more than text.
    static func damaged(_ spec: [UInt8], using random: inout SplitMix) -> [UInt8] {
        var bytes = spec
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let place = Int.random(in: 0...bytes.count, using: &random)
            let end = min(bytes.count, place + Int.random(in: 0...12, using: &random))
            switch Int.random(in: 0..<7, using: &random) {
            case 0: bytes.removeSubrange(place..<end)
            case 1: bytes.insert(contentsOf: bytes[place..<end], at: place)
            case 2: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
            case 3:
                var lines = bytes.split(separator: 10, omittingEmptySubsequences: false)
                let (one, other) = (
                    Int.random(in: lines.indices, using: &random), Int.random(in: lines.indices, using: &random)
                )
                lines.swapAt(one, other)
                bytes = Array(lines.joined(separator: [10]))
            case 4:
                let line = bytes[..<place].lastIndex(of: 10).map { $0 + 1 } ?? 0
                let next = bytes[place...].firstIndex(of: 10) ?? bytes.count
                let repeated = Array(bytes[line..<next] + [10])
                for _ in 0..<Int.random(in: 1...200, using: &random) { bytes.insert(contentsOf: repeated, at: line) }
            default: bytes.replaceSubrange(place..<end, with: Array((tokens.randomElement(using: &random) ?? "").utf8))
            }
        }
        return bytes
    }

    /// A spec of stages whose files, keys and matrices are drawn.
    static func spec(using random: inout SplitMix) -> [UInt8] {
        func file(_ random: inout SplitMix) -> String {
            let name = ["f", "g", "h", "./f", "../f", "f/g", "${item}", "f${n}", "${vars.x}", "\"f\u{301}\""]
            return (name.randomElement(using: &random) ?? "") + String(Int.random(in: 0..<3, using: &random))
        }
        var text = "version: 1\n"
        if Bool.random(using: &random) {
            text += "directory: \(["d", ".", "d/e", "/tmp"].randomElement(using: &random) ?? "")\n"
        }
        if Bool.random(using: &random) {
            text +=
                "vars: { x: \(Int.random(in: 0..<9, using: &random)), a: \"\(String(repeating: "${x}", count: 9))\" }\n"
        }
        text += "stages:\n"
        for index in 0..<Int.random(in: 0...9, using: &random) {
            text +=
                "  \(names.randomElement(using: &random) ?? "")\(Bool.random(using: &random) ? String(index) : ""):\n"
            if Int.random(in: 0..<3, using: &random) == 0 {
                let values = (0..<Int.random(in: 0...40, using: &random)).map(String.init).joined(separator: ", ")
                let isList = Bool.random(using: &random)
                text += isList ? "    foreach: [\(values)]\n" : "    matrix: { n: [\(values)], m: [\(values)] }\n"
            }
            if Int.random(in: 0..<4, using: &random) == 0 {
                text +=
                    "    search: { space: { hidden-size: [2, 3], learning-rate: { from: 0.001, to: 0.1 } }, trials: "
                text += "\([0, 1, 2, 3, 100_000_000].randomElement(using: &random) ?? 1) }\n"
            }
            var command = commands.randomElement(using: &random) ?? ""
            // `@0` stands for a file that is written, `@1` for one that is read.
            while let place = command.firstRange(of: "@0") ?? command.firstRange(of: "@1") {
                command.replaceSubrange(place, with: file(&random))
            }
            text += "    \(command)\n"
        }
        if Int.random(in: 0..<5, using: &random) == 0 { text += tokens.randomElement(using: &random) ?? "" }
        return Array(text.utf8)
    }
}
