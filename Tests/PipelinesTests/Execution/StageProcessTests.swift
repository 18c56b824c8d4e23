import Files
import TestSupport
import Testing

@testable import Pipelines

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension PipelineRunTests {
    @Suite struct StageProcessTests {
        private let temporary: TemporaryDirectory

        init() throws {
            temporary = try TemporaryDirectory()
        }

        private func start(_ script: String, timeout: Double? = nil, grace: Double = 30) throws -> StageProcess {
            try StageProcess(
                StageCommand(stage: "script", program: "sh", arguments: ["-c", script]),
                by: StageProcess.Programs(own: "/no/program"),
                log: LogFile(at: temporary.file("log"), emptied: true), threads: 3, timeout: timeout, grace: grace)
        }

        private func run(
            _ script: String, timeout: Double? = nil, stopSignal: () -> Int32? = { nil }
        ) throws -> StageEnd {
            var process = try start(script, timeout: timeout)
            return process.wait(stopSignal: stopSignal)
        }

        @Test func theEndOfAStageIsToldAsItWas() throws {
            #expect(try run("exit 0") == .exited(0))
            #expect(try run("exit 65") == .exited(65))
            #expect(try run("kill -9 $$") == .killed(signal: 9))
        }

        @Test func aSignalFromBeforeTheStageBeganReachesItToo() throws {
            #expect(try run("sleep 60", stopSignal: { 15 }) == .killed(signal: 15))
        }

        @Test func aStageReadsNothingAndIsInAProcessGroupOfItsOwn() throws {
            #expect(try run("read line && exit 1; exit 0") == .exited(0))
            // The fifth field: process, name, state, parent, group.
            let script = "read a b c d group rest < /proc/$$/stat; [ $group -ne \(getpgrp()) ] || exit 2"
            #expect(try run(script) == .exited(0))
        }

        @Test func aStageThatTakesTooLongIsStoppedWithAllThatItStarted() throws {
            let end = try run("trap 'exit 143' TERM; sleep 60 & echo $!; wait", timeout: 1.5)
            #expect(end == .tookTooLong(limit: 1.5))
            #expect(end.problem == "was stopped at its time limit of 1.5 s")
            let log = String(decoding: LogFile.end(of: temporary.file("log"), count: 100), as: UTF8.self)
            let sleeper = try #require(Int32(log.split(separator: "\n").first ?? ""))
            // It may stay as a zombie where nobody takes orphans in.
            while let state = try? FileReader.read("/proc/\(sleeper)/stat", limit: 4096),
                !state.contains(UInt8(ascii: "Z"))
            {
                usleep(1000)
            }
        }

        @Test func aStageThatDoesNotStopIsKilledAfterItsGrace() throws {
            var process = try start("trap '' TERM; echo; exec sleep 600", timeout: 0.5, grace: 0.2)
            #expect(process.wait { nil } == .tookTooLong(limit: 0.5))
        }

        @Test func itsLinesAreReadAsTheyComeAndTheLastOneEvenWithoutAnEnd() throws {
            var process = try start("printf 'a\\nb\\rc\\033[1m\\nrest '; echo $SEQCAST_THREADS >&2; printf end")
            #expect(process.wait { nil } == .exited(0))
            #expect(process.newLines(atEnd: false) == ["a", "c[1m", "rest 3"])
            #expect(process.newLines(atEnd: true) == ["end"])
            #expect(process.newLines(atEnd: true) == [])
            #expect(process.lastLine == "end")
        }

        @Test func aProgramIsLookedForInThePathAndNamedWhereItIsNot() throws {
            let command = StageCommand(stage: "script", program: "no-such-program", arguments: [])
            var process = try StageProcess(
                command, by: StageProcess.Programs(own: "/no/program"),
                log: LogFile(at: temporary.file("log"), emptied: true), threads: 1, timeout: nil)
            #expect(
                process.wait { nil }.problem
                    == "could not be started: there is no program 'no-such-program' in the directories of PATH")
        }

        @Test func manyShortStagesEndWithoutLongWaits() throws {
            let times = try (0..<20).map { _ in
                try ContinuousClock().measure {
                    let end = try run("exit 0")
                    #expect(end == .exited(0))
                }
            }
            // What else the machine does lengthens some of them, a wait all.
            #expect(times.sorted()[5] < .milliseconds(200), "\(times)")
        }
    }
}
