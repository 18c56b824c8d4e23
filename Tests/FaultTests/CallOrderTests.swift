import TestSupport
import Testing
import Texts

/// What brings files to the disk can be left out without any test of files seeing it: so the calls themselves are looked at.
@Suite struct CallOrderTests {
    /// A call with its paths.
    private struct Call: Equatable {
        let name: String
        let paths: [String]

        init(_ line: String) {
            let words = line.parts(between: " ")
            (name, paths) = (words[0], Array(words.dropFirst()))
        }

        init(_ name: String, _ paths: String...) {
            (self.name, self.paths) = (name, paths)
        }
    }

    private static func directory(of path: String) -> String { path.cut(atLast: "/")?.before ?? "." }

    private static func trace(_ arguments: [String], in temporary: TemporaryDirectory) throws -> [Call] {
        let trace = temporary.file("trace")
        let environment = try Interposer.shared.get().environment(tracing: trace)
        let end = try SeqcastCommand.run(arguments, in: temporary.path, environment: environment)
        #expect(end.code == 0, "\(end.error)")
        return String(decoding: try Fixtures.contents(trace), as: UTF8.self).parts(between: "\n")
            .filter { !$0.isEmpty }.map(Call.init)
    }

    /// That the laws of writing hold for all of `calls`.
    private static func check(_ calls: [Call], renames: Int, directories: Int) throws {
        #expect(calls.count { $0.name == "rename" } == renames)
        #expect(calls.count { $0.name == "mkdir" } == directories)
        for (index, call) in calls.enumerated() {
            switch call.name {
            case "rename":
                let (old, new) = (call.paths[0], call.paths[1])
                let ofFile = calls[..<index].filter { $0.paths == [old] }.map(\.name)
                let tail = ofFile.suffix(2)
                #expect(Array(tail) == ["fsync", "close"], "before \(call): \(ofFile)")
                // The lock on the temporary file goes with the next close, so nothing but that may stand between.
                let next = calls[(index + 1)...].first { $0.name != "close" }
                #expect(next == Call("fsync", directory(of: new)), "after \(call)")
            case "mkdir":
                let next = calls[(index + 1)...].first { $0.name != "close" }
                #expect(next == Call("fsync", directory(of: call.paths[0])), "after \(call)")
            default: break
            }
        }
    }

    @Test func aFileIsOnTheDiskBeforeItHasItsNameAndItsNameBeforeItIsDone() throws {
        let temporary = try TemporaryDirectory()
        let calls = try Self.trace(["generate", "--points", "20000", "--output", "series.csv"], in: temporary)
        #expect(calls.contains { $0.name == "write" })
        try Self.check(calls, renames: 1, directories: 0)
    }

    @Test func anOlderCheckpointGoesAfterTheNewerOneIsOnTheDisk() throws {
        let temporary = try TemporaryDirectory()
        _ = try temporary.write("y\n" + (0..<20).map { "\($0 % 7)\n" }.joined(), to: "data.csv")
        let calls = try Self.trace(
            [
                "train", "--data", "data.csv", "--output", "a/b", "--hidden-size", "2", "--epochs", "4",
                "--checkpoint-every", "1", "--keep", "2", "--quiet",
            ], in: temporary)
        // Four checkpoints, the metrics after each, the model; a, a/b, and the checkpoints' directory.
        try Self.check(calls, renames: 9, directories: 3)
        let checkpoint = { (number: Int) in temporary.file("a/b/checkpoints/epoch-00000\(number).safetensors") }
        for old in 1...2 {
            let gone = try #require(calls.firstIndex(of: Call("unlink", checkpoint(old))))
            let named = try #require(
                calls.firstIndex { $0.name == "rename" && $0.paths[1] == checkpoint(old + 2) })
            let durable = try #require(
                calls[named...].firstIndex(of: Call("fsync", temporary.file("a/b/checkpoints"))))
            #expect(named < durable && durable < gone)
        }
    }

    @Test func whatAPipelineKeepsForItselfIsWrittenInTheSameWay() throws {
        let temporary = try TemporaryDirectory()
        _ = try temporary.write(
            "version: 1\ndirectory: run\nstages: { a: { run: [sh, -c, 'echo > run/x'], writes: x } }\n", to: "s.yaml")
        let calls = try Self.trace(["run", "s.yaml"], in: temporary).filter { !$0.paths[0].contains("/digests") }
        // The record when the stage begins and when it is done, what is set aside, and the lock file, once more when the record
        // can go; the pipeline's directory, the hidden one and five in it.
        try Self.check(calls.filter { !$0.paths[0].contains(".digests") }, renames: 5, directories: 7)
        let record = temporary.file("run/.seqcast/records/a")
        let gone = try #require(calls.firstIndex(of: Call("unlink", record)))
        let lock = try #require(
            calls.firstIndex { $0.name == "rename" && $0.paths[1] == temporary.file("run/seqcast.lock") })
        #expect(lock < gone)
        // What was made before is set aside on the disk before it is made anew.
        let again = try Self.trace(["run", "s.yaml", "--force"], in: temporary)
        let aside = try #require(again.lastIndex { $0.name == "rename" && $0.paths[0] == temporary.file("run/x") })
        let next = again[(aside + 1)...].first { $0.name != "close" }
        #expect(next == Call("fsync", Self.directory(of: again[aside].paths[1])))
    }
}
