import Files
import TestSupport
import Testing

@testable import Pipelines
@testable import Stages

/// Programs of the user's, run for real by the shell: what was there before is never taken for what they made.
@Suite(.serialized) struct EarlierOutputsTests {
    /// A stage that writes `word` to `target`, which should be `result.txt`, and one that reads that.
    private static func stages(word: String, target: String = "result.txt", exit code: Int = 0) -> String {
        """
          make: { run: [sh, -c, 'echo \(word) > "$0/\(target)"; exit \(code)', "${directory}"], writes: result.txt }
          use: { run: [cp, "${reads}", "${writes}"], reads: result.txt, writes: copy.txt }
        """
    }

    @Test func aProgramThatWritesNothingFailsThoughAnOlderOutputIsThere() throws {
        let project = try SampleProject(Self.stages(word: "one"))
        try project.run()
        project.stages = Self.stages(word: "two", target: "resutl.txt")
        #expect(
            project.failure()?.description
                == "stage make ended without writing result.txt\nnot run because of that: use")
        #expect(try project.text("result.txt") == "one\n")
        #expect(try project.text("copy.txt") == "one\n")
        #expect(try project.status()[0].hasPrefix("make: did not finish when it last ran"))
        project.stages = Self.stages(word: "two")
        try project.run()
        #expect(try project.text("copy.txt") == "two\n")
        #expect(try Directories.list(at: project.directory).filter { $0.hasPrefix(".") } == [".seqcast"])
    }

    @Test func whatAProgramThatFailsHadWrittenBeforeIsPutBack() throws {
        let project = try SampleProject(Self.stages(word: "one"))
        try project.run()
        project.stages = Self.stages(word: "two", exit: 3)
        for _ in 0..<2 {
            #expect(project.failure()?.description.hasPrefix("stage make failed with exit code 3") == true)
            #expect(try project.text("result.txt") == "one\n")
            #expect(try project.text("result.txt.unfinished") == "two\n")
        }
    }

    @Test func whatAFailureLeftIsGoneOnceTheStageSucceedsSoThatNoReaderOfItsDirectoryFindsIt() throws {
        func stages(_ code: Int) -> String {
            """
              one: { run: [sh, -c, 'echo half > "$0"; test \(code) = 0 && echo whole > "$0"', "${writes}"],
                     writes: parts/1.txt }
              join: { run: [sh, -c, 'cat "$0"/* > "$1"', "${reads}", "${writes}"], reads: parts, writes: all.txt }
            """
        }
        let project = try SampleProject(stages(1))
        _ = project.failure()
        #expect(try project.text("parts/1.txt.unfinished") == "half\n")
        project.stages = stages(0)
        try project.run()
        #expect(try Directories.list(at: project.file("parts")) == ["1.txt"])
        #expect(try project.text("all.txt") == "whole\n")
    }

    @Test func aDirectoryKeepsNothingOfAnEarlierRun() throws {
        func stages(_ parts: String) -> String {
            """
              split: { run: [sh, -c, 'd=$0; mkdir -p "$d"; for i in \(parts); do echo $i > "$d/$i"; done', "${writes}"],
                       writes: parts }
              join: { run: [sh, -c, 'cat "$0"/* > "$1"', "${reads}", "${writes}"], reads: parts, writes: all.txt }
            """
        }
        let project = try SampleProject(stages("1 2 3"))
        try project.run()
        project.stages = stages("1 2")
        try project.run()
        #expect(try Directories.list(at: project.file("parts")) == ["1", "2"])
        #expect(try project.text("all.txt") == "1\n2\n")
    }

    @Test func aProgramThatAppendsGoesOnFromItsLastSuccessAndFromNothingWhereForced() throws {
        func stages(_ word: String, _ code: Int = 0) -> String {
            """
              own: { append: true, run: [sh, -c, 'echo \(word) >> "$0"; exit \(code)', "${writes}"], writes: own.txt }
            """
        }
        let project = try SampleProject(stages("a"))
        try project.run()
        #expect(try project.pipeline().status().isUpToDate)
        project.stages = stages("b", 1)
        _ = project.failure()
        _ = project.failure()
        #expect(try project.text("own.txt") == "a\n")
        #expect(try project.text("own.txt.unfinished") == "a\nb\n")
        project.stages = stages("c")
        try project.run()
        #expect(try project.text("own.txt") == "a\nc\n")
        #expect(try project.pipeline().status().isUpToDate)
        try project.write("other\n", to: "own.txt")
        #expect(try project.status() == ["own: own.txt changed since it was written"])
        try project.run()
        #expect(try project.text("own.txt") == "other\nc\n")
        try project.run { $0.isForced = true }
        #expect(try project.text("own.txt") == "c\n")
    }

    @Test func aProgramOfTheProjectCountsAsRead() throws {
        let project = try SampleProject("")
        let program = project.file("prog.sh")
        project.stages = "  own: { run: [\(program), \"${writes}\"], writes: own.txt }"
        #expect(project.failure()?.kind == .badInput, "no such program")
        try project.write("#!/bin/sh\necho one > \"$1\"\n", to: "prog.sh")
        #expect(try Shell.run("chmod +x prog.sh", in: project.directory).code == 0)
        try project.run()
        try project.write("#!/bin/sh\necho two > \"$1\"\n", to: "prog.sh")
        #expect(try Shell.run("chmod +x prog.sh", in: project.directory).code == 0)
        #expect(try project.status() == ["own: prog.sh changed"])
        try project.run()
        #expect(try project.text("own.txt") == "two\n")
        #expect(try project.text("seqcast.lock").contains("  read program \"prog.sh\" "))
    }

    @Test func aStageThatAnotherIsAtWorkOnIsNotRunUnlessItIsWaitedFor() throws {
        let project = try SampleProject(Self.stages(word: "one"))
        let files = PipelineFiles(in: project.directory)
        try files.create()
        var held: FileLock?
        if case .held(let lock) = try FileLock.take(files.lock(of: "make")) { held = lock }
        try #require(held != nil)
        let error = project.failure()
        #expect(error?.kind == .file(.cannotCreate))
        #expect(error?.description.hasPrefix("stage make is not run: process ") == true)
        // Waited for, until a signal comes.
        let console = SampleConsole { true }
        #expect(throws: Stopped(signal: 15)) { try project.run({ $0.waits = true }, console) }
        held = nil
        try project.run { $0.waits = true }
        #expect(try project.text("copy.txt") == "one\n")
        #expect(try Directories.list(at: files.locks) == [])
    }
}
