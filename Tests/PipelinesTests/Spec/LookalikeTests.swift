import Files
import Stages
import TestSupport
import Testing
import Texts

@testable import Pipelines

/// Names whose bytes say something else than their characters.
@Suite struct LookalikeTests {
    private func read(_ text: String, settings: [String] = []) throws -> Spec {
        try readSpec(Array(("version: 1\ndirectory: d\n" + text).utf8), settings: settings)
    }

    private func problems(_ text: String) -> [String] {
        do {
            _ = try read(text)
            return []
        } catch PipelineError.badSpec(let problems) {
            return problems.lines
        } catch {
            return ["\(error)"]
        }
    }

    @Test(arguments: ["\u{301}", "\u{200D}", "\u{FE0F}", "\u{20E3}"])
    func aPathWithAMarkBehindASlashLeavesTheDirectoryAllTheSame(_ mark: String) throws {
        for path in ["../\(mark)x", "a/../../\(mark)x", "..", "a/../.."] {
            let found = problems("stages: { a: { make: { output: \"\(path)\" } } }\n")
            #expect(found.count == 1 && found[0].contains("leaves the directory 'd'"), "\(found)")
        }
        let spec = try read(
            "stages: { a: { make: { output: \"./\(mark)x\" } }, b: { make: { output: \"/\(mark)x\" } } }\n")
        #expect(spec.stages.flatMap(\.writes).map(\.path.path).areSame(as: ["\(mark)x", "/\(mark)x"]))
    }

    @Test func filesThatLookAlikeAreTwo() throws {
        let spec = try read(
            """
            stages:
              a: { make: { output: "\u{E9}" } }
              b: { make: { output: "e\u{301}" } }
              c: { learn: { data: "e\u{301}", output: c } }

            """)
        #expect(spec.plan.dependencies == [[], [], [1]])
        #expect(PipelineGraph(of: spec).drawn(as: .dot).parts(between: "\n").filter { $0.holds("v") }.count == 3)
    }

    @Test func valuesThatLookAlikeMakeTwoStages() throws {
        let text = "stages: { a: { foreach: [\"\u{212B}\", \"\u{C5}\"], make: { output: \"${item}\" } } }\n"
        let spec = try read(text)
        #expect(spec.stages.map(\.name).areSame(as: ["a[item=\u{212B}]", "a[item=\u{C5}]"]))
        #expect(try spec.plan.order(selecting: ["a[item=\u{C5}]"]) == [1])
        var lock = LockFile()
        for (number, stage) in spec.stages.enumerated() {
            lock.entries[stage.name] = LockEntry(
                state: .done, command: "make", program: nil, settings: ["count": ["\(number)"]], reads: [], writes: [])
        }
        let again = try LockFile(Array(lock.text.utf8), file: "lock")
        #expect(again == lock && again.entries.count == 2)
        #expect(LockComparison(lock, again).lines.isEmpty)
    }

    @Test func aSettingThatLooksAsBeforeHasChanged() throws {
        let old = try read("stages: { a: { make: { words: \"\u{E9}\", output: x } } }\n").stages[0]
        let new = try read("stages: { a: { make: { words: \"e\u{301}\", output: x } } }\n").stages[0]
        var digests = Digests(DigestCache(PipelineFiles(in: "none")))
        let recorded = try StageCheck(old, recorded: nil, &digests).entry(.done)
        let check = try StageCheck(new, recorded: recorded, &digests)
        #expect(
            check.status.text.parts(between: ";").contains { $0.begins(with: " words changed") }, "\(check.status.text)"
        )
    }

    @Test func anArgumentThatBeginsWithAHyphenAndAMarkIsAPath() throws {
        let text = "version: 1\ndirectory: .\nstages:\n  a: { import: { file: \"-\u{301}x\", output: m } }\n"
        let spec = try Spec(
            Array(text.utf8), file: "FILE", commands: StageCatalog.stages, currentDirectory: "/here",
            SpecFiles(exists: { _ in true }) { (_, _) throws(FileError) in [] })
        let arguments = StageCommand(spec.stages[0], isForced: false).arguments
        #expect(arguments.has("./-\u{301}x"), "\(arguments)")
    }

    @Test func aCellWithAMarkBehindACommaStandsInQuotes() throws {
        let rows = [
            MetricsTable.Row(axes: [StageAxis(name: "item", value: "a,\u{301}b\"\u{301}")], values: ["a.mse": 1])
        ]
        let table = MetricsTable(axisNames: ["item"], metricNames: ["a.mse"], rows: rows)
        #expect(table.shown(as: .csv).isSame(as: "item,a.mse\n\"a,\u{301}b\"\"\u{301}\",1"))
    }

    @Test func aLineEndOfTwoCharactersStaysOutOfARecord() throws {
        let temporary = try TemporaryDirectory()
        let files = PipelineFiles(in: temporary.path)
        try files.create()
        let entry = LockEntry(state: .started, command: "make", program: nil, settings: [:], reads: [], writes: [])
        try StageRecords(files).write(entry, of: "a", attempt: "b", problem: "first\r\nsecond\nthird")
        let record = try StageRecords(files).record(of: "a")
        #expect(record?.attempt == "b" && record?.problem == "first\r second third")
    }

    @Test func aPathThatSnakemakeWouldReadAsAWildcardIsRefused() throws {
        let texts = [
            ("d", "join: { data: \"./a{b}.csv\", output: x }", "the stage 'a' reads 'a{b}.csv'"),
            ("d{e", "make: { output: x }", "the directory 'd{e'"),
        ]
        for (directory, stage, found) in texts {
            let spec = try Spec(
                Array("version: 1\ndirectory: \"\(directory)\"\nstages: { a: { \(stage) } }\n".utf8), file: "FILE",
                commands: SampleStages.all, currentDirectory: "/here",
                SpecFiles(exists: { _ in true }) { (_, _) throws(FileError) in [] })
            let error = #expect(throws: PipelineError.self) {
                try Snakefile(of: Pipeline(spec: spec), program: "seqcast")
            }
            #expect(
                error?.description
                    == "FILE: found \(found); expected a path without '{', which Snakemake takes for the start of a "
                    + "wildcard; rename it")
        }
    }

    @Test func aSnakefileIsOfTheSpecAlone() throws {
        let settings = ["a.words=x'\u{301}; touch stolen; '"]
        let file = "d/it's\nos.remove('x') {a}\u{301}.yaml"
        let text = "version: 1\ndirectory: d\nstages: { a: { make: { words: x, output: \"y{\u{301}\" } } }\n"
        let spec = try Spec(
            Array(text.utf8), file: file, settings: settings, commands: SampleStages.all, currentDirectory: "/here",
            SpecFiles(exists: { _ in true }) { (_, _) throws(FileError) in [] })
        let lines = try Snakefile(of: Pipeline(spec: spec), program: "seqcast").text.parts(between: "\n")
        #expect(lines.allSatisfy { !$0.begins(with: "os.") })
        let shell = try #require(lines.last { $0.begins(with: "    shell: ") }).without(firstBytes: 11)
        // Python's reader, then Snakemake's, then a shell's.
        let program = "import sys; sys.stdout.buffer.write((\(shell)).format().encode())"
        guard OtherProgram.isThere("python3") else { return }
        let line = try Shell.run("python3 -c \(shellQuoted(program))", in: "/tmp").output
        let words = try Shell.run("seqcast() { printf '%s\\0' \"$@\"; }; \(line)", in: "/tmp").output
        #expect(
            Array(words.parts(between: "\0").dropLast())
                .areSame(as: ["worker", file, "--stage", "a", "--set", settings[0]]), "\(words)")
    }

    @Test func aRecordOfNoAttemptIsNone() throws {
        let temporary = try TemporaryDirectory()
        let files = PipelineFiles(in: temporary.path)
        try files.create()
        let entry = LockEntry(state: .started, command: "make", program: nil, settings: [:], reads: [], writes: [])
        try StageRecords(files).write(entry, of: "a", attempt: "", problem: "why")
        #expect(try StageRecords(files).record(of: "a") == nil)
        #expect(StageRecords(files).entries.isEmpty)
    }
}
