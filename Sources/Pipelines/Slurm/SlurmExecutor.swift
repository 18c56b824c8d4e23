import Files
import Stages
import Texts

/// Runs the stages of a pipeline as jobs of Slurm: they are all submitted at once, with what they wait for.
///
/// The queue holds the graph: this process may end, and another picks the run up. What is done is decided by files.
package struct SlurmExecutor: Executor {
    private let program: String
    private let queue: SlurmQueue
    /// Returns as soon as all is submitted.
    private let isDetached: Bool

    package init(program: String, searchPath: String, isDetached: Bool) {
        self.program = program
        self.isDetached = isDetached
        queue = SlurmQueue(searchPath: searchPath)
    }

    package func run(_ spec: Spec, _ options: RunOptions, _ console: any Console) throws {
        let files = PipelineFiles(in: spec.directory)
        let run: SlurmRun?
        do {
            try Directories.create(at: spec.directory)
            let held = try RunHold.take(spec.directory, waits: options.waits, slurm: nil, console)
            try files.create()
            run = try pickUp(files, console) ?? submit(spec, options, files, console)
            withExtendedLifetime(held) {}
        } catch let error as FileError {
            throw PipelineError.file(error)
        }
        guard let run else {
            let count = try options.order(in: spec).count
            return try console.result("\(spec.name): 0 of \(count) stages ran; \(count) up to date")
        }
        if isDetached {
            return try console.result(
                "\(spec.name): \(run.jobs.count) stages are in Slurm's queue as run \(run.name); the same command without "
                    + "--detach waits for them")
        }
        var watch = SlurmWatch(spec, run, files, queue, console)
        try watch.wait()
        SlurmRun.remove(in: files)
        let held = try? DirectoryLock(of: spec.directory)
        var lock = try LockKeeper(spec.directory)
        try lock.write()
        withExtendedLifetime(held) {}
        try watch.report()
    }

    /// The run whose jobs are still in the queue; nil where there is none.
    ///
    /// One whose submission was cut is cancelled: what it has not done is submitted anew.
    private func pickUp(_ files: PipelineFiles, _ console: any Console) throws -> SlurmRun? {
        guard let run = SlurmRun(in: files) else { return nil }
        guard let rows = queue.rows(ofRun: run.name) else {
            throw PipelineError.slurm("squeue does not answer; run \(run.name) may still be at work; try again later")
        }
        let active = rows.filter(\.isActive)
        if !run.isComplete {
            queue.cancel(active.map(\.job))
        } else if !active.isEmpty {
            try console.result("run \(run.name) is in Slurm's queue, \(active.count) stages; waiting for it")
            return run
        }
        SlurmRun.remove(in: files)
        return nil
    }

    /// Submits what is not up to date; nil where all is.
    private func submit(
        _ spec: Spec, _ options: RunOptions, _ files: PipelineFiles, _ console: any Console
    ) throws -> SlurmRun? {
        let status = try PipelineStatus(
            of: spec, order: options.order(in: spec), forced: options.forcedStages(in: spec),
            .withRecords(in: spec.directory))
        var numbers: ByteDictionary<Int> = [:]
        for (index, stage) in spec.stages.enumerated() { numbers[stage.name] = index }
        let stale = status.rows.filter { $0.status != .upToDate }
        if stale.isEmpty { return nil }
        for line in status.lines { try console.result(line) }
        var run = SlurmRun(name: "seqcast-\(String(UInt64.random(in: .min ... .max), radix: 36))")
        try run.write(in: files)
        var identifiers: [String] = []
        do {
            for (number, job) in SlurmJob.jobs(for: stale.compactMap { numbers[$0.stage] }, in: spec).enumerated() {
                if let signal = console.stopSignal { throw Stopped(signal: signal) }
                let listName = "\(run.name)-\(number)"
                let list = "\(files.slurm)/\(listName)"
                let lines = job.stages.map { "\(StageWorker.definition(of: spec.stages[$0])) \(spec.stages[$0].name)" }
                try files.own(.slurm).write(Array((lines.joined(separator: "\n") + "\n").utf8), to: listName)
                let arguments = job.arguments(
                    in: spec, run: run.name, identifiers: identifiers, maxParallel: options.maxParallel,
                    logs: files.logs, script: script(spec, list, isForced: options.isForced))
                let identifier = try queue.submit(arguments)
                identifiers.append(identifier)
                for (task, stage) in job.stages.enumerated() {
                    let name = job.stages.count > 1 ? "\(identifier)_\(task)" : identifier
                    run.add(job: name, stage: spec.stages[stage].name)
                }
                try run.write(in: files)
            }
            run.isComplete = true
            try run.write(in: files)
        } catch {
            queue.cancel(run.jobs)
            SlurmRun.remove(in: files)
            throw error
        }
        return run
    }

    /// The line that a job runs: the worker in place of the shell, so that it gets the signals.
    private func script(_ spec: Spec, _ list: String, isForced: Bool) -> String {
        var words = [program, "worker", spec.file, "--list", list, "--wait"]
        for setting in spec.settings { words += ["--set", setting] }
        if isForced { words.append("--force") }
        return "exec " + words.map(shellQuoted).joined(separator: " ")
            + " --task \"${SLURM_ARRAY_TASK_ID:-0}\""
    }
}
