import Files
import TestSupport
import Testing

@testable import Pipelines

@Suite struct LockFileTests {
    private static let hard = "a \"b\" \\ \n\r\t\u{0}\u{7F}\u{2028}\u{202E} é 火 \u{301} "

    private func sample() -> LockFile {
        var lockFile = LockFile()
        lockFile.entries["series"] = LockEntry(
            state: .done, command: "make", settings: ["words": [Self.hard], "tag": ["b", "", "a"]], reads: [],
            writes: [LockEntry.File(option: "output", name: Self.hard, digest: Digest.of([1]))])
        lockFile.entries["again"] = LockEntry(
            state: .started, command: "learn", settings: [:],
            reads: [LockEntry.File(option: "data", name: "a.txt", digest: Digest.of([2]))], writes: [])
        lockFile.entries["cut"] = LockEntry(state: .started, command: "make", settings: [:], reads: [], writes: [])
        return lockFile
    }

    @Test func whatIsWrittenIsReadBack() throws {
        let directory = try TemporaryDirectory()
        try sample().write(in: directory.path)
        #expect(try LockFile(in: directory.path) == sample())
        #expect(try directory.names() == ["seqcast.lock"])
    }

    @Test func whereThereIsNoFileNothingIsKept() throws {
        #expect(try LockFile(in: TemporaryDirectory().path).entries.isEmpty)
    }

    @Test func theTextIsSortedAndReadable() throws {
        var lockFile = sample()
        lockFile.entries["series"] = LockEntry(
            state: .done, command: "make", settings: ["words": ["y=cos(x)"], "count": ["3"]], reads: [],
            writes: [LockEntry.File(option: "output", name: "a.txt", digest: Digest.of([1]))])
        #expect(
            lockFile.text == """
                seqcast lock 1

                stage again learn started
                  read data "a.txt" \(Digest.of([2]))

                stage cut make started

                stage series make done
                  set count "3"
                  set words "y=cos(x)"
                  wrote output "a.txt" \(Digest.of([1]))

                """)
    }

    @Test(arguments: [
        ("", 1, "the last line is cut short"),
        ("seqcast lock 1", 1, "the last line is cut short"),
        ("seqcast lock 2\n", 1, "found 'seqcast lock 2'; expected 'seqcast lock 1', the format known here"),
        ("seqcast lock 1\r\n", 1, "found 'seqcast lock 1\\u{d}'; expected 'seqcast lock 1', the format known here"),
        (
            "seqcast lock 1\nstage a make ready\n", 2,
            "found 'stage a make ready'; expected 'stage NAME COMMAND done' or '… started'"
        ),
        (
            "seqcast lock 1\n<<<<<<< ours\n", 2,
            "found '<<<<<<< ours'; expected 'stage NAME COMMAND done' or '… started'"
        ),
        (
            "seqcast lock 1\nstage a make done twice\n", 2,
            "found 'stage a make done twice'; expected 'stage NAME COMMAND done' or '… started'"
        ),
        ("seqcast lock 1\nstage a make done\nstage a make done\n", 3, "stage 'a' stands twice"),
        ("seqcast lock 1\n  set a \"b\"\n", 2, "a line of a stage before any stage"),
    ])
    func aDamagedFileIsRefusedWithTheLine(_ text: String, _ line: Int, _ problem: String) {
        let error = #expect(throws: PipelineError.self) { try LockFile(Array(text.utf8), file: "d/seqcast.lock") }
        #expect(
            error?.description == "d/seqcast.lock:\(line): \(problem); delete the file, and everything runs again")
        #expect(error?.kind == .badInput)
    }

    @Test(arguments: [
        "set a", "set a b", "set a \"b", "set a \"b\" ", "set a \"b\\x\"", "set a \"\\u{110000}\"", "set a \"\u{7}\"",
        "put a \"b\"", "read a \"b\"", "read a \"b\" 12", "was a \"b\" \(Digest.of([]))", "set  \"b\"",
    ])
    func aDamagedLineIsRefused(_ line: String) {
        let error = #expect(throws: PipelineError.self) {
            try LockFile(Array("seqcast lock 1\n\nstage a make done\n  \(line)\n".utf8), file: "L")
        }
        #expect(error?.description.hasPrefix("L:4: found '") == true)
    }

    @Test func aFileCutAnywhereIsRefusedOrHoldsFewerEntriesAndNeverOthers() {
        let whole = sample()
        let bytes = Array(whole.text.utf8)
        for length in bytes.indices {
            guard let part = try? LockFile(Array(bytes[..<length]), file: "L") else { continue }
            for (stage, entry) in part.entries {
                #expect(whole.entries[stage]?.state == entry.state)
                for file in entry.reads + entry.writes {
                    #expect(
                        (whole.entries[stage]?.reads ?? []).contains(file)
                            || (whole.entries[stage]?.writes ?? []).contains(file))
                }
            }
        }
    }

    @Test func whatIsNotTextIsRefused() {
        #expect(throws: PipelineError.self) { try LockFile([0xFF, 0x0A], file: "L") }
    }
}
