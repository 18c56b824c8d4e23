import Files
import Foundation
import TestSupport
import Testing

/// The same spec on other engines: Slurm where `SEQCAST_TEST_SLURM` is set, Snakemake where there is one.
@Suite("On other engines", .serialized)
struct OtherEngineTests {
    private static let isSlurmAsked = ProcessInfo.processInfo.environment["SEQCAST_TEST_SLURM"] != nil
    private static let snakemake = ProcessInfo.processInfo.environment["SNAKEMAKE"] ?? "snakemake"

    private static let stages = """
        version: 1
        name: engines
        directory: run
        stages:
          good: { matrix: { n: [0, 1, 2] }, run: [sh, -c, 'echo $1 > "$2"', sh, "${n}", "${writes}"], writes: "${n}.txt" }
          all: { run: [sh, -c, 'cat "$@" > run/all.txt', sh, "${reads}"], reads: "${good.writes}", writes: all.txt }
          bad: { retries: 1, run: [sh, -c, "echo no; exit 3"], writes: bad.txt }
          after: { run: [cp, "${reads}", "${writes}"], reads: bad.txt, writes: after.txt }
          slow:
            run: [sh, -c, 'touch run/begun; until [ -e run/go ]; do sleep 0.05; done; echo ok > run/slow.txt']
            writes: slow.txt

        """

    private func number(ofJob name: String) throws -> String {
        let end = try OtherProgram.run("/usr/bin/env", ["squeue", "-h", "-n", name, "-t", "running", "-o", "%i"])
        return String(end.output.split(separator: "\n").first ?? "")
    }

    /// Has a requeued job start three seconds from now instead of Slurm's two minutes, as soon as it waits for them.
    ///
    /// Not at once: what is sent to a node within the second of a job's end is refused there as a part of its old start.
    private func startSoon(_ job: String) throws {
        let deadline = ContinuousClock.now + .seconds(60)
        func waiting() throws -> Bool {
            let end = try OtherProgram.run("/usr/bin/env", ["squeue", "-h", "-j", job, "-o", "%T %r"])
            return end.output == "PENDING BeginTime\n"
        }
        while try !waiting(), ContinuousClock.now < deadline { usleep(50_000) }
        let update = ["scontrol", "update", "JobId=\(job)", "StartTime=now+3"]
        #expect(try OtherProgram.run("/usr/bin/env", update).code == 0)
    }

    /// Has Slurm take a node for lost, and then for found again.
    private func loseAndFind(_ node: String) throws {
        func update(_ state: [String]) throws -> SeqcastCommand.End {
            try OtherProgram.run("/usr/bin/env", ["scontrol", "update", "NodeName=\(node)"] + state)
        }
        let lost = try update(["State=DOWN", "Reason=test"])
        #expect(lost.code == 0, "\(node): \(lost.error)")
        // Where it has reported by itself meanwhile, there is nothing to resume, and Slurm says so by an error.
        let deadline = ContinuousClock.now + .seconds(30)
        while try update(["State=RESUME"]).code != 0, ContinuousClock.now < deadline {
            let state = try OtherProgram.run("/usr/bin/env", ["sinfo", "-h", "-n", node, "-o", "%T"]).output
            if !state.hasPrefix("down") { return }
            usleep(100_000)
        }
    }

    @Test("Slurm runs a search to the same bytes", .enabled(if: isSlurmAsked))
    func search() throws {
        let project = try PipelineProject(SearchCommandTests.spec())
        let end = try project.run("search", ["--executor", "slurm", "--table", "tried.csv"])
        #expect(end.code == 0, "\(end.error)")
        let local = try SearchCommandTests.undisturbed.get()
        #expect(try project.text("tried.csv") == local.project.text("tried.csv"))
        #expect(try project.contents(of: "run") == local.contents)
    }

    @Test("Slurm runs the sweep to the same bytes", .enabled(if: isSlurmAsked))
    func sweep() throws {
        let project = try PipelineProject(copyOf: "sweep.yaml")
        let detached = try project.run("run", SweepTests.short + ["--executor", "slurm", "--detach"])
        #expect(detached.code == 0, "\(detached.error)")
        let local = try project.run("run", SweepTests.short)
        #expect(local.code == 73 && local.error.contains("are in Slurm's queue"))
        // Picked up again.
        let end = try project.run("run", SweepTests.short + ["--executor", "slurm"])
        #expect(end.code == 0, "\(end.error)")
        #expect(end.output.hasPrefix("run seqcast-"))
        #expect(try project.contents(of: "runs/sweep") == SweepTests.undisturbed.get().contents)
        let again = try project.run("run", SweepTests.short + ["--executor", "slurm"])
        #expect(again.output.hasPrefix("sweep: 0 of 52 stages ran; 52 up to date\n"))
    }

    @Test("Slurm's failed, cancelled and requeued jobs are told as they were", .enabled(if: isSlurmAsked))
    func troubles() throws {
        let project = try PipelineProject(Self.stages)
        let first = try project.start("run", ["--executor", "slurm"])
        try project.waitFor("run/begun")
        _ = try OtherProgram.run("/usr/bin/env", ["scancel", number(ofJob: "engines:slow")])
        let end = first.wait()
        #expect(end.code == 1)
        #expect(end.error.contains("stage bad failed with exit code 3 (job "))
        #expect(end.error.contains("\n  | no\n"))
        #expect(end.error.contains("stage slow was cancelled (job "))
        #expect(end.error.hasSuffix("not run because of that: after\n"))
        #expect(try project.text("run/all.txt") == "0\n1\n2\n")

        try project.remove("run/begun")
        let second = try project.start("run", ["slow", "all", "--executor", "slurm"])
        try project.waitFor("run/begun")
        let job = try number(ofJob: "engines:slow")
        #expect(try OtherProgram.run("/usr/bin/env", ["scontrol", "requeue", job]).code == 0)
        try project.write("", to: "run/go")
        try startSoon(job)
        let requeued = second.wait()
        #expect(requeued.code == 0, "\(requeued.error)")
        #expect(try project.text("run/slow.txt") == "ok\n")
        #expect(!requeued.output.contains("all: job"))

        try project.remove("run/go")
        try project.remove("run/begun")
        try project.remove("run/slow.txt")
        let third = try project.start("run", ["slow", "--executor", "slurm"])
        try project.waitFor("run/begun")
        kill(third.identifier, SIGTERM)
        #expect(third.wait().code == 143)
        #expect(try number(ofJob: "engines:slow").isEmpty)
    }

    @Test("Slurm's jobs that must make room or lose their node run again", .enabled(if: isSlurmAsked))
    func again() throws {
        let script = "until [ -e run/go ]; do echo $$ > run/begun; sleep 0.05; done; echo ok > run/slow.txt"
        let project = try PipelineProject(
            """
            version: 1
            name: again
            directory: run
            stages:
              slow: { retries: 1, run: [sh, -c, '\(script)'], writes: slow.txt }

            """)
        let nodeOfJob = ["squeue", "-h", "-n", "again:slow", "-t", "running", "-o", "%N"]
        for isNodeLost in [false, true] {
            let run = try project.start("run", ["--force", "--executor", "slurm"])
            try project.waitFor("run/begun")
            let job = try number(ofJob: "again:slow")
            if isNodeLost {
                let node = try OtherProgram.run("/usr/bin/env", nodeOfJob).output.split(separator: "\n").joined()
                try loseAndFind(node)
            } else {
                // What Slurm sends before a time limit, and before it takes the place for another job.
                #expect(try OtherProgram.run("/usr/bin/env", ["scancel", "--signal=TERM", "--batch", job]).code == 0)
            }
            try startSoon(job)
            try project.remove("run/begun")
            try project.waitFor("run/begun")
            try project.write("", to: "run/go")
            let end = run.wait()
            #expect(end.code == 0, "\(end.error)")
            #expect(end.output.contains("slow: done, job \(job)\n"))
            #expect(try project.text("run/slow.txt") == "ok\n")
            for file in ["go", "begun", "slow.txt"] { try project.remove("run/" + file) }
        }
    }

    @Test("a pipeline exported to Snakemake ends in the same bytes", .enabled(if: OtherProgram.isThere(snakemake)))
    func exported() throws {
        let project = try PipelineProject(Self.stages.replacingOccurrences(of: "exit 3", with: "touch run/bad.txt"))
        try project.write("", to: "go")
        let snakefile = try SeqcastCommand.run(["export", "snakemake", "pipeline.yaml"], in: project.path)
        #expect(snakefile.code == 0)
        try project.write(snakefile.output, to: "Snakefile")
        let path = SeqcastCommand.path.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 }
        let script = "mkdir -p run && touch run/go && PATH=\(path):$PATH && \(Self.snakemake) --cores 2"
        let end = try OtherProgram.run("/bin/sh", ["-c", script], in: project.path)
        #expect(end.code == 0, "\(end.error)")
        #expect(try project.text("run/all.txt") == "0\n1\n2\n")
        #expect(try project.run("status").code == 0)
        #expect(try OtherProgram.run("/bin/sh", ["-c", script], in: project.path).error.contains("Nothing to be done"))
    }
}
