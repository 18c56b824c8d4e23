import Files
import Testing

@testable import Pipelines
@testable import Stages

/// Whole runs with a shell script as the program; one after another, because each starts processes.
@Suite(.serialized) struct PipelineRunTests {
    static let chain = """
          figure: { join: { data: [model/model, words.txt], output: deep/figure.txt } }
          words: { make: { words: one, quiet: true, output: words.txt } }
          training: { learn: { data: words.txt, output: model } }
        """

    @Test func aRunMakesEverythingInOrderAndASecondRunMakesNothing() throws {
        let project = try SampleProject(Self.chain)
        #expect(
            try project.run() == [
                "words: never run", "training: never run", "figure: never run", "sample: 3 of 3 stages ran",
            ])
        #expect(
            try project.calls() == [
                "make --output words.txt --words one --quiet",
                "learn --data words.txt --output model --fresh-if-changed",
            ])
        #expect(try project.text("deep/figure.txt").hasSuffix("one\n"))
        #expect(try project.pipeline().status().isUpToDate)
        #expect(
            try project.run() == [
                "words: up to date", "training: up to date", "figure: up to date",
                "sample: 0 of 3 stages ran; 3 up to date",
            ])
        #expect(try project.calls() == [])
        #expect(try Directories.list(at: project.directory).contains { $0.hasSuffix("seqcast-tmp") } == false)
    }

    @Test func whatIsMadeAnewWithTheSameContentsMakesNothingElseRun() throws {
        let project = try SampleProject(Self.chain)
        try project.run()
        project.stages = Self.chain.replacingFirst("words: one,", "words: one, count: 9,")
        #expect(
            try project.status() == [
                "words: count changed from 3 to 9", "training: runs because words runs",
                "figure: runs because words runs; runs because training runs",
            ])
        #expect(
            try project.run() == [
                "words: count changed from 3 to 9", "training: up to date", "figure: up to date",
                "sample: 1 of 3 stages ran; 2 up to date",
            ])
    }

    @Test func onlyTheStagesThatWereNamedRunWithWhatTheyNeed() throws {
        let project = try SampleProject(Self.chain)
        try project.run { $0.stages = ["training"] }
        #expect(try project.status() == ["words: up to date", "training: up to date", "figure: never run"])
        #expect(project.failure { $0.stages = ["trainin"] }?.kind == .usage)
    }

    @Test func forceRunsTheStagesNamedAndFromTheBeginning() throws {
        let project = try SampleProject(Self.chain)
        try project.run()
        _ = try project.calls()
        try project.run {
            $0.stages = ["training"]
            $0.isForced = true
        }
        #expect(try project.calls() == ["learn --data words.txt --output model --fresh"])
        try project.run { $0.isForced = true }
        #expect(try project.calls().count == 2)
    }

    @Test func aDryRunSaysWhyAndByWhichCommandAndChangesNothing() throws {
        let project = try SampleProject(
            """
              words: { make: { words: "it's $HOME", note: 7, tag: [-x, "a b"], output: words.txt } }
            """)
        let lines = try project.run { $0.isDryRun = true }
        #expect(
            lines == [
                "words: never run",
                "  seqcast make --output \(project.file("words.txt")) --words 'it'\\''s $HOME' --note 7 --tag=-x "
                    + "--tag 'a b'",
            ])
        #expect(try Directories.list(at: project.directory) == [])
    }

    @Test func aStageThatFailsIsNamedWithItsExitCodeAndWhatNeedsItIsNotRun() throws {
        let project = try SampleProject(
            Self.chain + "\n  alone: { join: { data: [words.txt], output: alone.txt } }")
        try project.hook("[ $command = learn ] && exit 65")
        let error = project.failure()
        #expect(
            error?.description == """
                stage training failed with exit code 65
                not run because of that: alone, figure
                """)
        #expect(error?.kind == .stageFailed)
        #expect(
            try project.status() == [
                "words: up to date", "training: did not finish when it last ran", "alone: never run",
                "figure: never run",
            ])
        let console = SampleConsole()
        #expect(
            project.failure({ $0.keepsGoing = true }, console)?.description.hasSuffix(
                "not run because of that: figure") == true)
        #expect(console.said.contains("alone: never run"))
        try project.remove(".hook")
        try project.run()
        #expect(try project.pipeline().status().isUpToDate)
    }

    @Test func aStageThatIsKilledOrWritesNothingIsNotDone() throws {
        let project = try SampleProject("  words: { make: { output: words.txt } }")
        try project.hook("kill -9 $$")
        #expect(project.failure()?.description == "stage words was killed by signal 9")
        #expect(try project.status() == ["words: did not finish when it last ran"])
        try project.hook("exit 0")
        #expect(project.failure()?.description == "stage words ended without writing words.txt")
        try project.remove(".hook")
        #expect(try project.run().first == "words: did not finish when it last ran")
    }

    @Test func anInputThatChangesWhileAStageRunsMakesTheStageFail() throws {
        let project = try SampleProject(Self.chain)
        try project.hook("[ $command = learn ] && for file in $data; do echo more >> $file; done")
        #expect(
            project.failure()?.description.hasPrefix(
                "stage training cannot be recorded: words.txt changed while it ran; run it again") == true)
        #expect(
            try project.status()[1]
                == "training: did not finish when it last ran; words.txt changed; runs because words runs")
    }

    @Test func aStageThatCanGoOnIsToldToStartOverOnlyWhereWhatIsThereWasMadeOtherwise() throws {
        let project = try SampleProject(Self.chain)
        try project.hook("[ $command = learn ] && mkdir -p $output && echo half > $output/half && exit 143")
        _ = try? project.run()
        try project.remove(".hook")
        project.stages = Self.chain.replacingFirst("learn: {", "learn: { size: 64,")
        try project.run()
        let call = "learn --data words.txt --output model"
        #expect(
            try project.calls().filter { $0.hasPrefix("learn") }
                == [call + " --fresh-if-changed", call + " --size 64 --fresh-if-changed"])
    }

    @Test func aSignalReachesTheStageOnceAndNothingAfterItRuns() throws {
        let project = try SampleProject(Self.chain)
        try project.hook(
            """
            if [ $command = learn ]; then
                trap 'echo signal >> "$here/signals"; exit 143' TERM
                touch "$here/.ready"
                while :; do sleep 0.01; done
            fi
            """)
        let ready = project.file(".ready")
        let console = SampleConsole { FileKind(of: ready) != nil }
        #expect(throws: Stopped(signal: 15)) { try project.run({ _ in }, console) }
        #expect(try project.text("signals") == "signal\n")
        #expect(
            try project.status() == [
                "words: up to date", "training: did not finish when it last ran", "figure: never run",
            ])
    }

    @Test func twoRunsInOneDirectoryExcludeEachOther() throws {
        let project = try SampleProject(Self.chain)
        let held = try DirectoryLock(of: project.directory)
        let error = project.failure()
        withExtendedLifetime(held) {}
        #expect(error?.kind == .file(.cannotCreate))
        #expect(error?.description.contains("process is at work in this directory") == true)
        #expect(try project.calls() == [])
    }

    @Test func aProgramThatIsNotThereIsNamed() throws {
        let project = try SampleProject("  words: { make: { output: words.txt } }")
        let error = #expect(throws: PipelineError.self) {
            try project.pipeline().run(RunOptions(), by: LocalExecutor(program: "/no/such/program"), SampleConsole())
        }
        #expect(
            error?.description
                == "stage words could not be started: /no/such/program: No such file or directory")
    }

    @Test func aDamagedLockFileStopsTheRunBeforeAnythingRuns() throws {
        let project = try SampleProject(Self.chain)
        try project.write("what?\n", to: "seqcast.lock")
        #expect(project.failure()?.kind == .badInput)
        #expect(throws: PipelineError.self) { try project.status() }
        #expect(try project.calls() == [])
        #expect(try project.text("seqcast.lock") == "what?\n")
    }
}
