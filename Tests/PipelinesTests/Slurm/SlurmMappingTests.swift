import Testing

@testable import Pipelines

/// What is said to Slurm, and what is read of it, without a Slurm.
@Suite struct SlurmMappingTests {
    @Test func linesOfTheQueueAreReadOfThisRunAlone() {
        let text =
            "12_0|RUNNING|mine\n12_1|PENDING|mine\n7|COMPLETED|other\n9|FAILED|mine|x\nnothing\n13|CANCELLED|mine\n"
        let rows = SlurmQueue.rows(in: text, ofRun: "mine")
        #expect(rows.map(\.job) == ["12_0", "12_1", "13"])
        #expect(rows.map(\.state) == ["RUNNING", "PENDING", "CANCELLED"])
        #expect(rows.map(\.isActive) == [true, true, false])
    }

    @Test(arguments: [
        ("RUNNING", true), ("PENDING", true), ("SUSPENDED", true), ("COMPLETING", true), ("REQUEUED", true),
        ("COMPLETED", false), ("FAILED", false), ("CANCELLED", false), ("TIMEOUT", false), ("NODE_FAIL", false),
        ("OUT_OF_MEMORY", false), ("BOOT_FAIL", false), ("DEADLINE", false), ("PREEMPTED", false),
    ])
    func aJobIsActiveUntilItHasEnded(_ state: String, _ isActive: Bool) {
        #expect(SlurmQueue.Row(job: "1", state: state).isActive == isActive)
    }

    @Test func aJobThatEndedDidItsWorkWhereItsStageSaysSo() {
        for state in ["COMPLETED", SlurmVerdict.unknown] {
            #expect(SlurmVerdict(.init(name: "7", isDone: true), in: state, for: 0) == .done)
        }
        // What says otherwise is doubted first, then believed.
        let failed = SlurmVerdict.Job(name: "7", isDone: true)
        #expect(SlurmVerdict(failed, in: "FAILED", for: 7.9) == .doubtful)
        #expect(SlurmVerdict(failed, in: "FAILED", for: 8) == .failed("failed in Slurm"))
    }

    @Test(arguments: [
        ("UNKNOWN", 60.0, "is lost: Slurm knows no job 7; run again to submit what is still to be done"),
        ("COMPLETED", 30, "ended as job 7 without its result"), ("FAILED", 8, "failed in Slurm"),
        ("TIMEOUT", 8, "ended as TIMEOUT in Slurm"), ("OUT_OF_MEMORY", 8, "ended as OUT_OF_MEMORY in Slurm"),
        ("CANCELLED", 8, "was cancelled"),
    ])
    func anEndingIsDoubtedForAWhile(_ state: String, _ patience: Double, _ problem: String) {
        #expect(SlurmVerdict(.init(name: "7"), in: state, for: 0) == .doubtful)
        #expect(SlurmVerdict(.init(name: "7"), in: state, for: patience - 0.1) == .doubtful)
        #expect(SlurmVerdict(.init(name: "7"), in: state, for: patience) == .failed(problem))
    }

    @Test func aStageSaysItselfWhatWentWrong() {
        let job = SlurmVerdict.Job(name: "7", problem: "ended with exit code 3")
        #expect(SlurmVerdict(job, in: "FAILED", for: 8) == .failed("ended with exit code 3"))
        #expect(SlurmVerdict(job, in: "NODE_FAIL", for: 8) == .failed("ended with exit code 3"))
        // Of what was cancelled nothing else is said.
        #expect(SlurmVerdict(job, in: "CANCELLED", for: 8) == .failed("was cancelled"))
    }

    @Test func whatWaitedForWhatFailedWasNotRun() {
        var job = SlurmVerdict.Job(name: "7", hasFailedMaker: true)
        #expect(SlurmVerdict(job, in: "CANCELLED", for: 7.9) == .doubtful)
        #expect(SlurmVerdict(job, in: "CANCELLED", for: 8) == .notRun)
        // All that says that it had begun.
        job.wasRunning = true
        #expect(SlurmVerdict(job, in: "CANCELLED", for: 8) == .failed("was cancelled"))
        (job.wasRunning, job.problem) = (false, "was stopped")
        #expect(SlurmVerdict(job, in: "CANCELLED", for: 8) == .failed("was cancelled"))
        // Of another end it is no reason.
        job.problem = nil
        #expect(SlurmVerdict(job, in: "FAILED", for: 8) == .failed("failed in Slurm"))
    }

    @Test(arguments: [
        ("12\n", "12"), ("12;cluster\n", "12"), ("sbatch: warning: 3 nodes\n45\n", "45"), ("", nil), ("no\n", nil),
        ("-3\n", nil),
    ])
    func theNumberOfAJobIsRead(_ text: String, _ number: String?) {
        #expect(SlurmQueue.identifier(in: text) == number)
    }

    private static func spec() throws -> Spec {
        try readStages(
            """
              a: { matrix: { n: [0, 1, 2] }, make: { output: "a${n}" }, cpus: 3, memory: 1500M, timeout: 100s, retries: 1 }
              b: { matrix: a, join: { data: "a${n}", output: "b${n}" } }
              c: { join: { data: "${b.output}", output: c } }
              d: { make: { output: d } }

            """)
    }

    @Test func instancesAreAnArrayAndEachWaitsForItsOwn() throws {
        let spec = try Self.spec()
        let jobs = SlurmJob.jobs(for: spec.plan.order, in: spec)
        // The first instances and what stands alone, then what reads them.
        #expect(jobs.map { $0.stages.map { spec.stages[$0].template }.first } == ["a", "d", "b", "c"])
        #expect(jobs.map(\.stages.count) == [3, 1, 3, 1])
        #expect(jobs.map(\.dependencies) == [[], [], [.sameTask(job: 0)], [.all(job: 2)]])
        // What is up to date is not waited for: of the three that read, the first can begin at once.
        let some = SlurmJob.jobs(for: Array(spec.plan.order.dropFirst()), in: spec)
        let reading = some.filter { spec.stages[$0.stages[0]].template == "b" }
        #expect(reading.map(\.stages.count) == [1, 2] && reading.map(\.dependencies) == [[], [.sameTask(job: 0)]])
    }

    @Test func oneThatIsNoArrayIsWaitedForAsAWhole() throws {
        let spec = try readStages("  a: { make: { output: a } }\n  b: { join: { data: a, output: b } }\n")
        #expect(SlurmJob.jobs(for: spec.plan.order, in: spec).map(\.dependencies) == [[], [.all(job: 0)]])
    }

    @Test func anArrayIsNoLongerThanSlurmTakes() throws {
        let numbers = (0..<2100).map(String.init).joined(separator: ",")
        let spec = try readStages("  a: { matrix: { n: [\(numbers)] }, make: { output: \"a${n}\" } }\n")
        #expect(SlurmJob.jobs(for: spec.plan.order, in: spec).map(\.stages.count) == [1000, 1000, 100])
    }

    @Test func limitsAndOrderAreSaidToSlurm() throws {
        let spec = try Self.spec()
        let jobs = SlurmJob.jobs(for: spec.plan.order, in: spec)
        func arguments(_ job: Int) -> [String] {
            jobs[job].arguments(
                in: spec, run: "r", identifiers: ["10", "11", "12", "13"], maxParallel: 2, logs: "logs", script: "go")
        }
        let first = arguments(0)
        // Twice 100 s in whole minutes, rounded up, and two more.
        for argument in ["--array=0-2%2", "--cpus-per-task=3", "--mem=1500M", "--time=6", "--comment=r", "--wrap=go"] {
            #expect(first.contains(argument), "\(argument): \(first)")
        }
        #expect(!first.contains { $0.hasPrefix("--dependency") } && first.contains("--output=logs/slurm-%A_%a.log"))
        #expect(arguments(2).contains("--dependency=aftercorr:10"))
        #expect(arguments(3).contains("--dependency=afterok:12") && arguments(3).contains("--output=logs/slurm-%j.log"))
        #expect(!arguments(3).contains { $0.hasPrefix("--array") || $0.hasPrefix("--time") || $0.hasPrefix("--mem") })
    }
}
