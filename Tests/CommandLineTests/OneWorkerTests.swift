import Foundation
import TestSupport
import Testing

/// Two at work on one stage, and runs that are killed while a program is at work.
@Suite("One stage, one worker", .serialized)
struct OneWorkerTests {
    private static let slow = """
        version: 1
        directory: run
        stages:
          own: { run: [sh, -c, 'echo $$ begins >> "$0"; touch begun; until [ -e go ]; do sleep 0.02; done; echo $$ ends >> "$0"',
                       "${writes}"], writes: own.txt }

        """

    @Test("the second ends with 73 and names the first, or waits for it; their outputs are never mixed")
    func twice() throws {
        let project = try PipelineProject(Self.slow)
        let first = try project.start("worker", ["--stage", "own"])
        try project.waitFor("begun")
        for command in [["worker", "--stage", "own"], ["run"]] {
            let second = try project.run(command[0], Array(command.dropFirst()))
            #expect(second.code == 73)
            #expect(second.error.contains("stage own is not run: process \(first.identifier) is at work on it"))
        }
        #expect(try project.run("status").output == "own: is running (process \(first.identifier))\n")
        let third = try project.start("run", ["--wait"])
        sleep(seconds: 0.2)
        try project.write("", to: "go")
        #expect(first.wait().code == 0)
        let end = third.wait()
        #expect(end.code == 0 && end.output.contains("own: up to date"), "\(end.error)")
        #expect(try project.text("run/own.txt").split(separator: "\n").count == 2)
        #expect(try project.run("status").output == "own: up to date\n")
    }

    @Test("killed with its run, a program's half output is set aside, and what it wrote before put back")
    func killed() throws {
        let project = try PipelineProject(Self.slow)
        try project.write("", to: "go")
        #expect(try project.run("run").code == 0)
        let before = try project.text("run/own.txt")
        try project.remove("go")
        try project.remove("begun")
        let run = try project.start("run", ["--force"])
        try project.waitFor("begun")
        run.send(9)
        _ = run.wait()
        // Another stage may be what runs next: nothing is wanted of this one.
        let more = Self.slow + "  more: { generate: { points: 3, output: more.csv } }\n"
        try project.write(more, to: "pipeline.yaml")
        #expect(try project.run("run", ["more"]).code == 0)
        #expect(try project.text("run/own.txt") == before)
        #expect(try project.text("run/own.txt.unfinished").hasSuffix(" begins\n"))
        try project.write("", to: "go")
        #expect(try project.run("run").code == 0)
        #expect(try project.text("run/own.txt") != before)
    }
}
