import Files
import Stages

/// Runs the stages of a pipeline that are not up to date, in order, and records each that did its work.
struct PipelineRunner {
    let spec: Spec
    let executor: any Executor
    let options: RunOptions
    let console: any Console

    private var lockFile: LockFile
    private var digests = Digests()
    private var failures: [StageFailure] = []
    private var notRun: [String] = []
    private var ranCount = 0

    init(
        _ spec: Spec, by executor: any Executor, _ options: RunOptions, _ console: any Console
    ) throws(PipelineError) {
        self.spec = spec
        self.executor = executor
        self.options = options
        self.console = console
        lockFile = try LockFile(in: spec.directory)
    }

    /// Runs what must run.
    ///
    /// - Throws: ``PipelineError``, `Stopped` where a signal came, and what the console throws.
    mutating func run() throws {
        let order = try spec.plan.order(selecting: options.stages)
        let forced = try options.forcedStages(in: spec)
        var unfinished: Set<Int> = []
        for (place, index) in order.enumerated() {
            if let signal = console.stopSignal { throw Stopped(signal: signal) }
            let stage = spec.stages[index]
            guard unfinished.isDisjoint(with: spec.plan.dependencies[index]) else {
                unfinished.insert(index)
                notRun.append(stage.name)
                continue
            }
            do {
                try runIfStale(stage, isForced: forced.contains(index))
            } catch let failure as StageFailure {
                // A stage that was stopped together with the pipeline did not fail.
                if let signal = console.stopSignal { throw Stopped(signal: signal) }
                failures.append(failure)
                unfinished.insert(index)
                if !options.keepsGoing {
                    notRun += order[(place + 1)...].map { spec.stages[$0].name }
                    break
                }
                console.note(failure.description)
            }
        }
        guard failures.isEmpty else { throw PipelineError.stagesFailed(failures, notRun: notRun) }
        let others = ranCount == order.count ? "" : "; \(order.count - ranCount) up to date"
        try console.result("\(spec.name): \(ranCount) of \(order.count) stages ran\(others)")
    }

    /// Runs a stage and records it, unless it is up to date.
    ///
    /// - Throws: ``StageFailure`` where the stage did not do its work; other errors concern the whole pipeline.
    private mutating func runIfStale(_ stage: SpecStage, isForced: Bool) throws {
        let before = try StageCheck(stage, recorded: lockFile.entries[stage.name], &digests)
        let status = isForced ? .stale([.forced]) : before.status
        try console.result("\(stage.name): \(status.text)")
        if status == .upToDate { return }
        if !before.missingInputs.isEmpty {
            throw failure(stage, "needs \(before.missingInputs.joined(separator: ", ")), which is not there")
        }
        try record(stage, before.entry(.started))
        try makeDirectories(for: stage)
        ranCount += 1
        let command = StageCommand(stage, isForced: isForced)
        let end = executor.run(command) { console.stopSignal }
        digests.forget((stage.reads + stage.writes).map(\.path.path))
        if let problem = end.problem {
            throw failure(stage, problem)
        }
        let after = try StageCheck(stage, recorded: before.entry(.started), &digests)
        if !after.inputChanges.isEmpty {
            let changes = after.inputChanges.map(\.description).joined(separator: "; ")
            throw failure(stage, "cannot be recorded: \(changes) while it ran; run it again")
        }
        if !after.missingOutputs.isEmpty {
            throw failure(stage, "ended without writing \(after.missingOutputs.joined(separator: ", "))")
        }
        try record(stage, after.entry(.done))
    }

    private mutating func record(_ stage: SpecStage, _ entry: LockEntry) throws(PipelineError) {
        lockFile.entries[stage.name] = entry
        try lockFile.write(in: spec.directory)
    }

    /// Makes the directories that the outputs are in.
    private func makeDirectories(for stage: SpecStage) throws {
        for file in stage.writes {
            guard let parent = SpecPath.ancestors(of: file.path.path).first else { continue }
            do {
                try Directories.create(at: parent)
            } catch {
                throw failure(stage, "has no place for \(quoted(file.path.name)): \(error)")
            }
        }
    }

    private func failure(_ stage: SpecStage, _ problem: String) -> StageFailure {
        StageFailure(stage: stage.name, problem: problem)
    }
}
