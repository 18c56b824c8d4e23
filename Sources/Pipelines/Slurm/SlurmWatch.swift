import Stages
import Texts

/// Waits for the jobs of a run, and tells what became of each: by the files that they leave, and only then by Slurm.
struct SlurmWatch {
    private let spec: Spec
    private let run: SlurmRun
    private let files: PipelineFiles
    private let queue: SlurmQueue
    private let console: any Console

    /// The jobs that have not ended, and what was said of each.
    private var waiting: [String: String] = [:]
    /// Since when a job is unknown, or has ended without its output.
    private var doubtful: [String: Double] = [:]
    private var done = 0
    private var failures: [StageFailure] = []
    private var notRun: [String] = []

    init(_ spec: Spec, _ run: SlurmRun, _ files: PipelineFiles, _ queue: SlurmQueue, _ console: any Console) {
        (self.spec, self.run, self.files, self.queue, self.console) = (spec, run, files, queue, console)
        for job in run.jobs { waiting[job] = "" }
    }

    /// Waits until all jobs have ended; a signal cancels them.
    ///
    /// - Throws: `Stopped`, and what the console throws.
    mutating func wait() throws {
        var pause = 0.1
        while !waiting.isEmpty {
            if let signal = console.stopSignal {
                queue.cancel(run.jobs)
                waitForEnd()
                throw Stopped(signal: signal)
            }
            if let rows = queue.rows(ofRun: run.name) {
                let before = waiting.count
                try look(rows)
                pause = before == waiting.count ? min(pause * 1.5, 2) : 0.1
            }
            if console.isLive {
                let running = waiting.values.filter { $0 == "RUNNING" }.count
                console.show(["\(done) of \(run.jobs.count) done, \(running) running, on Slurm as run \(run.name)"])
            }
            Machine.sleep(seconds: pause)
        }
        console.show([])
    }

    /// Says how the run ended.
    ///
    /// - Throws: ``PipelineError`` where a stage failed.
    func report() throws {
        guard failures.isEmpty, notRun.isEmpty else {
            throw PipelineError.stagesFailed(failures, notRun: notRun)
        }
        try console.result("\(spec.name): \(done) of \(spec.stages.count) stages ran on Slurm")
    }

    private func waitForEnd() {
        let start = Machine.seconds
        while Machine.seconds - start < SlurmVerdict.patience.job,
            queue.rows(ofRun: run.name)?.contains(where: \.isActive) ?? true
        {
            Machine.sleep(seconds: 0.2)
        }
    }

    private mutating func look(_ rows: [SlurmQueue.Row]) throws {
        let active = Dictionary(rows.filter(\.isActive).map { ($0.job, $0) }) { _, newer in newer }
        let states = Dictionary(rows.map { ($0.job, $0.state) }) { _, newer in newer }
        var entries: ByteDictionary<LockEntry>?
        for job in run.jobs {
            guard let said = waiting[job], let stage = run.stages[job] else { continue }
            let state = states[job] ?? SlurmVerdict.unknown
            if let row = active[job] {
                let state = row.state
                doubtful[job] = nil
                if said != state, !console.isLive, state == "RUNNING" || said == "RUNNING" {
                    try console.result("\(stage): job \(job) \(state.lowercased())")
                }
                waiting[job] = state
                continue
            }
            if entries == nil { entries = try LockFile.withRecords(in: spec.directory).entries }
            let isDone = entries?[stage]?.state == .done
            try take(verdict(on: job, stage, in: state, isDone: isDone), on: job, stage)
        }
    }

    /// What a job means that ended, or is unknown.
    private mutating func verdict(on job: String, _ stage: String, in state: String, isDone: Bool) -> SlurmVerdict {
        let since = doubtful[job] ?? Machine.seconds
        doubtful[job] = since
        let found = SlurmVerdict.Job(
            name: job, isDone: isDone, problem: (try? StageRecords(files).record(of: stage))?.problem,
            wasRunning: waiting[job] == "RUNNING", hasFailedMaker: hasFailedMaker(stage))
        return SlurmVerdict(found, in: state, for: Machine.seconds - since)
    }

    private mutating func take(_ verdict: SlurmVerdict, on job: String, _ stage: String) throws {
        if verdict == .doubtful { return }
        waiting[job] = nil
        switch verdict {
        case .doubtful: break
        case .done:
            done += 1
            try console.result("\(stage): done, job \(job)")
        case .notRun: notRun.append(stage)
        case .failed(let problem):
            var failure = StageFailure(stage: stage, problem: "\(problem) (job \(job))")
            failure.addLastLines(of: files.log(of: stage))
            failures.append(failure)
            console.note(failure.description)
        }
    }

    /// Whether something that the stage waits for failed, or was not run.
    private func hasFailedMaker(_ name: String) -> Bool {
        guard let index = spec.stages.firstIndex(where: { $0.name.isSame(as: name) }) else { return false }
        let makers = spec.plan.dependencies[index].map { spec.stages[$0].name }
        let templates = spec.plan.dependencies[index].map { spec.stages[$0].template }
        return (failures.map(\.stage) + notRun).contains(where: makers.has)
            // Slurm cancels what waits for a whole array as soon as one of it fails.
            || failures.contains { failure in
                spec.stages.contains { $0.name.isSame(as: failure.stage) && templates.has($0.template) }
            }
    }
}
