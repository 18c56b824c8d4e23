import TestSupport
import Testing

@testable import Pipelines

@Suite struct SpecReaderTests {
    static let bad = (try? Fixtures.names(in: "specs/bad"))?.filter { $0.hasSuffix(".yaml") } ?? []

    @Test func thereAreBadSpecs() {
        #expect(Self.bad.count >= 26)
    }

    @Test(arguments: bad) func everythingWrongWithASpecIsSaidAtItsPlace(_ name: String) throws {
        let found = problems(with: try Fixtures.bytes("specs/bad/\(name)"), files: includedFiles)
        let expected = try Fixtures.bytes("specs/bad/\(name.dropLast(5)).expected")
        #expect(found.joined(separator: "\n") + "\n" == String(decoding: expected, as: UTF8.self))
    }

    @Test func aSpecGivesItsStagesWithPathsFromTheCurrentDirectory() throws {
        let spec = try readSpec(Fixtures.bytes("specs/good/chain.yaml"))
        #expect(spec.name == "chain")
        #expect(spec.directory == "runs/chain")
        #expect(spec.stages.map(\.name) == ["figure", "words", "training"])
        #expect(spec.plan.order.map { spec.stages[$0].name } == ["words", "training", "figure"])
        let words = spec.stages[1]
        #expect(
            words.texts == [
                "words": ["y=cos(x)"], "count": ["7"], "tag": ["a", "b"], "output": ["runs/chain/words.txt"],
            ])
        #expect(words.settings["flavour"] == ["plain"])
        #expect(words.settings["note"] == nil)
        #expect(spec.stages[0].reads.map(\.path.name) == ["model/report.csv", "words.txt"])
    }

    @Test func whatLooksLikeAliasesInACommentIsNoAlias() throws {
        let spec = try readSpec(
            Array("# &a *a *a *a *a *a\nversion: 1\ndirectory: d\nstages: { a: { make: { output: x } } }".utf8))
        #expect(spec.stages.map(\.name) == ["a"])
    }

    @Test func keysAreToldApartByTheirBytes() throws {
        let one = "\u{E9}", other = "e\u{301}"
        let lines = problems(
            with: Array("version: 1\ndirectory: d\nstages: {}\n\(one): 1\n\(other): 2\n".utf8), files: includedFiles)
        #expect(lines.filter { $0.contains("unknown key") }.count == 2, "\(lines)")
    }

    @Test func everyWayToWriteYAMLIsReadAsText() throws {
        let unix = try Fixtures.bytes("specs/good/written-out.yaml")
        let windows = Array(String(decoding: unix, as: UTF8.self).replacingLineEnds("\r\n").utf8)
        for bytes in [unix, windows, [0xEF, 0xBB, 0xBF] + unix] {
            let spec = try readSpec(bytes)
            #expect(spec.name == "FILE")
            #expect(spec.directory == "runs/written")
            #expect(spec.stages[0].texts["words"] == ["010"])
            #expect(spec.stages[0].texts["tag"] == ["& * ! are text in quotes", "black & white"])
            #expect(spec.stages[1].texts["words"] == ["sin &cos *x !y"])
            #expect(spec.stages[1].writes.map(\.path.path) == ["more.txt"])
            #expect(spec.stages[1].writes.map(\.path.name) == ["./more.txt"])
        }
    }

    @Test func numbersAreReadFromTheirTextAndNeverByTheRulesOfYAML() throws {
        let spec = try readStages("  a: { make: { count: 010, words: yes, output: a.txt } }\n")
        #expect(spec.stages[0].texts["count"] == ["010"])
        #expect(spec.stages[0].texts["words"] == ["yes"])
    }

    @Test func falseLeavesAFlagOffAndTrueSetsIt() throws {
        let spec = try readStages(
            "  a: { make: { quiet: true, output: a.txt } }\n  b: { make: { quiet: false, output: b.txt } }\n")
        #expect(spec.stages.map { $0.texts["quiet"] } == [["true"], nil])
    }

    @Test func aFileThatIsThereNeedsNoStage() throws {
        let spec = try readStages("  a: { join: { data: ./old/a.txt, output: b.txt } }\n") { $0 == "old/a.txt" }
        #expect(spec.stages[0].reads.map(\.path.path) == ["old/a.txt"])
    }

    @Test func absolutePathsInsideTheCurrentDirectoryAreTheSameFiles() throws {
        let spec = try readStages(
            "  a: { make: { output: /home/user/d/a.txt } }\n  b: { join: { data: a.txt, output: /tmp/b.txt } }\n")
        #expect(spec.plan.dependencies == [[], [0]])
        #expect(spec.stages.flatMap(\.writes).map(\.path.name) == ["a.txt", "/tmp/b.txt"])
    }

    @Test func aBombOfAliasesAndDeepNestingAreRefusedInNoTime() {
        let bomb = (1...60).reduce("a0: &a0 [x]\n") { $0 + "a\($1): &a\($1) [*a\($1 - 1), *a\($1 - 1)]\n" }
        let bombs = [
            bomb + "? *a60\n: 1\n",
            bomb + "? {? *a60 : 1}\n: 1\n",
            "version: 1\nstages: " + String(repeating: "[", count: 500_000),
            "version: 1\nstages: " + String(repeating: "{a: ", count: 200_000),
            "version: 1\nstages: " + String(repeating: "- ", count: 500_000),
            String(repeating: "? ", count: 500_000),
            (1...1400).map { String(repeating: " ", count: $0) + "a:\n" }.joined(),
            String(repeating: "x", count: (1 << 20) + 1),
        ]
        for (index, text) in bombs.enumerated() {
            let seconds = ProcessorTime.ofThread {
                #expect(problems(with: Array(text.utf8)).count == 1, "bomb \(index)")
            }
            #expect(seconds < ProcessorTime.limit(5), "bomb \(index)")
        }
    }

    @Test func aFileOfNothingButProblemsIsNotRepeatedOnTheScreen() {
        let keys = (1...2000).map { "key\($0): 1\n" }.joined()
        let lines = problems(with: Array(keys.utf8))
        #expect(lines.count == 101)
        #expect(lines.last == "FILE: and 1903 more problems")
    }

    @Test func anyBytesGiveAnAnswer() throws {
        let good = try Fixtures.bytes("specs/good/chain.yaml")
        var random = SystemRandomNumberGenerator()
        for _ in 0..<2000 {
            var bytes = good
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = Int.random(in: bytes.indices, using: &random)
                if Bool.random(using: &random) {
                    bytes[place] = "{}[]:,&*!|>'\"%@`#?- \n\t\0é".utf8.randomElement(using: &random) ?? 0
                } else {
                    bytes.remove(at: place)
                }
            }
            _ = problems(with: bytes)
        }
        for length in good.indices { _ = problems(with: Array(good[..<length])) }
    }
}

extension String {
    fileprivate func replacingLineEnds(_ end: String) -> String {
        split(separator: "\n", omittingEmptySubsequences: false).joined(separator: end)
    }
}
