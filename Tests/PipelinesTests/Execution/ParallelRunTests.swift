import Files
import Testing

@testable import Pipelines
@testable import Stages

extension PipelineRunTests {
    /// Several stages at once, limits and second tries.
    @Suite struct ParallelRunTests {
        private static let five = """
              words: { matrix: { n: [1, 2, 3, 4, 5] }, make: { words: "w${n}", output: "${instance}.txt" } }
              all: { join: { data: "${words.output}", output: all.txt } }
            """

        /// Waits until so many stages run at once.
        private static let meeting = """
            [ $command = make ] || return
            touch "$here/.here-$(basename $output)"
            tries=0
            until [ $(ls -a "$here" | grep -c '^.here-') -ge 3 ]; do
                tries=$((tries + 1)); [ $tries -gt 1000 ] && exit 9; sleep 0.01
            done
            """

        @Test func independentStagesRunAtOnceAndWhatNeedsThemAfterThem() throws {
            let project = try SampleProject(Self.five)
            try project.hook(Self.meeting)
            let said = try project.run { $0.jobs = 3 }
            #expect(said.filter { $0.hasSuffix("never run") }.count == 6)
            #expect(said.last == "sample: 6 of 6 stages ran")
            #expect(try project.text("all.txt") == "w1\nw2\nw3\nw4\nw5\n")
        }

        @Test func stagesShareMemoryAndProcessors() throws {
            let project = try SampleProject(Self.five.replacingFirst("words: {", "words: { memory: 2G,"))
            try project.hook("[ -e $here/.busy ] && exit 9; touch $here/.busy; sleep 0.02; rm $here/.busy")
            try project.run {
                $0.jobs = 5
                $0.memory = 3 << 30
            }
            project.stages = Self.five.replacingFirst("words: {", "words: { cpus: 2,")
            try project.run {
                $0.jobs = 5
                $0.cpus = 3
                $0.isForced = true
            }
        }

        @Test func whatAStageSaysComesWithItsNameAndStandsInItsLog() throws {
            let project = try SampleProject("  words: { make: { output: words.txt } }")
            try project.hook("echo one; echo two >&2")
            #expect(
                try project.run() == [
                    "words: never run", "words | one", "words | two", "sample: 1 of 1 stages ran",
                ])
            #expect(try project.text(".seqcast/logs/words.log") == "one\ntwo\n")
            #expect(try project.text(".seqcast/runs.csv").split(separator: "\n").count == 2)
            try project.remove("words.txt")
            try project.hook("echo a; echo b; exit 7")
            #expect(
                project.failure()?.description == """
                    stage words failed with exit code 7; the end of \(project.file(".seqcast/logs/words.log")):
                      | a
                      | b
                    """)
        }

        @Test func aStageIsTriedAgainAsOftenAsAskedFor() throws {
            let project = try SampleProject("  words: { retries: 2, make: { output: words.txt } }")
            try project.hook("[ $(wc -l < $here/calls) -ge 3 ] || exit 1")
            #expect(
                try project.run() == [
                    "words: never run", "note: stage words failed with exit code 1; trying again, 1 of 2",
                    "note: stage words failed with exit code 1; trying again, 2 of 2", "sample: 1 of 1 stages ran",
                ])
            try project.hook("exit 1")
            #expect(project.failure { $0.isForced = true } != nil)
            #expect(try project.calls().count == 6)
        }

        @Test func aStageAtItsTimeLimitIsStopped() throws {
            let project = try SampleProject("  words: { timeout: 0.1, make: { output: words.txt } }")
            try project.hook("exec sleep 60")
            #expect(project.failure()?.description == "stage words was stopped at its time limit of 0.1 s")
        }

        @Test func oneSignalStopsAllThatRun() throws {
            let project = try SampleProject(Self.five)
            try project.hook(
                """
                trap 'echo signal >> "$here/signals"; exit 143' TERM
                touch "$here/.here-$(basename $output)"
                while :; do sleep 0.01; done
                """)
            let places = (1...3).map { project.file(".here-n=\($0).txt") }
            let console = SampleConsole { places.allSatisfy { FileKind(of: $0) != nil } }
            #expect(throws: Stopped(signal: 15)) { try project.run({ $0.jobs = 3 }, console) }
            #expect(try project.text("signals") == "signal\nsignal\nsignal\n")
        }

        @Test func stagesNamedOnlyRunWithoutWhatTheyNeed() throws {
            let project = try SampleProject(Self.five)
            #expect(
                project.failure {
                    $0.stages = ["all"]
                    $0.isOnly = true
                }?.description.hasPrefix("stage all needs n=1.txt, n=2.txt") == true)
            #expect(project.failure { $0.isOnly = true }?.kind == .usage)
            try project.run { $0.stages = ["words[n=2]"] }
            #expect(try project.calls().count == 1)
        }

        @Test func aProgramOfTheUsersRunsAndWhatItLeavesUnfinishedHasAnotherName() throws {
            let project = try SampleProject(
                """
                  words: { make: { words: "b a", output: "words.txt" } }
                  sorted:
                    run: [sh, -c, 'test -e "$1/.fail" && echo half > "$3" && exit 3; tr " " "\\n" < "$2" | sort > "$3"',
                      sort, "${directory}", "${reads}", "${writes}"]
                    reads: words.txt
                    writes: deep/sorted.txt
                """)
            try project.write("", to: ".fail")
            #expect(project.failure()?.description == "stage sorted failed with exit code 3")
            #expect(FileKind(of: project.file("deep/sorted.txt")) == nil)
            #expect(try project.text("deep/sorted.txt.unfinished") == "half\n")
            try project.remove(".fail")
            #expect(try project.run().first == "words: up to date")
            #expect(try project.text("deep/sorted.txt") == "a\nb\n")
            #expect(try project.pipeline().status().isUpToDate)
            // Killed together with the run that started it.
            try project.write(
                try project.text("seqcast.lock").replacingFirst("stage sorted run done", "stage sorted run started")
                    .split(separator: "\n").filter { !$0.contains("sorted.txt\"") }.joined(separator: "\n") + "\n",
                to: "seqcast.lock")
            try project.write("torn", to: "deep/sorted.txt")
            try project.write("", to: ".seqcast/asides/sorted")
            try project.run()
            // What was left unfinished goes once the stage has succeeded.
            #expect(FileKind(of: project.file("deep/sorted.txt.unfinished")) == nil)
            #expect(try project.text("deep/sorted.txt") == "a\nb\n")
        }
    }
}
