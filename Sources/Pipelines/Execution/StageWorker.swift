import Files
import Stages
import Texts

/// Runs one stage of a pipeline wherever it is started: on a node of a cluster, or by another engine.
///
/// It looks for itself whether the stage must run, and records what it did; so it may be started twice, or again.
package struct StageWorker {
    /// How long inputs are waited for that were written on another machine, in seconds.
    private static let patience = 30.0

    private let stage: SpecStage
    private let files: PipelineFiles
    private let directory: String
    private let programs: StageProcess.Programs
    /// The processors that the stage may use.
    private let threads: Int
    private let isForced: Bool
    private let waits: Bool

    /// A worker for the stage called `name`.
    ///
    /// - Throws: ``PipelineError`` where there is no such stage, or where it is not what was submitted as `definition`.
    package init(
        _ pipeline: Pipeline, stage name: String, definition: String?, program: String, searchPath: String,
        threads: Int?, isForced: Bool, waits: Bool
    ) throws(PipelineError) {
        let spec = pipeline.spec
        // The name that all instances of a search have in common is that of its last stage too.
        if let named = spec.stages.first(where: { $0.name.isSame(as: name) }) {
            stage = named
        } else {
            guard let index = try spec.plan.indices(of: [name]).first else { throw .unknownStages([]) }
            stage = spec.stages[index]
        }
        if let definition, definition != Self.definition(of: stage) {
            throw .stagesFailed(
                [StageFailure(stage: name, problem: "is not what was submitted: the spec has changed; run it again")],
                notRun: [])
        }
        directory = spec.directory
        files = PipelineFiles(in: directory)
        programs = StageProcess.Programs(own: program, searchPath: searchPath)
        self.threads = threads ?? stage.limits.cpus ?? Machine.processorCount
        self.isForced = isForced
        self.waits = waits
    }

    /// How often the stage is tried again.
    package var retries: Int { stage.limits.retries }

    /// By what it is told whether a stage is still the same: its whole command line.
    static func definition(of stage: SpecStage) -> String {
        let line = StageCommand(stage, isForced: false).line(program: ProgramVersion.name)
        let paths = (stage.reads + stage.writes).map(\.path.path)
        return Digest.of(Array(([line] + paths).joined(separator: "\n").utf8)).hexadecimal
    }

    /// Runs the stage unless it is up to date.
    ///
    /// - Throws: ``PipelineError`` where it failed as often as it may, or another is at work on it; `Stopped` where a signal
    ///   came.
    package func run(_ console: any Console) throws {
        try files.create()
        let held = try StageHold.take(stage.name, files, waits: waits, console)
        try withExtendedLifetime(held) { try runHeld(console) }
    }

    private func runHeld(_ console: any Console) throws {
        for tryNumber in 1... {
            do {
                return try attempt(tryNumber, console)
            } catch var failure as StageFailure {
                if let signal = console.stopSignal { throw Stopped(signal: signal) }
                failure.addLastLines(of: files.log(of: stage.name))
                if tryNumber > stage.limits.retries { throw PipelineError.stagesFailed([failure], notRun: []) }
                console.note("\(failure); trying again, \(tryNumber) of \(stage.limits.retries)")
            }
        }
    }

    private func attempt(_ tryNumber: Int, _ console: any Console) throws {
        let recorded = try LockFile.withRecords(in: directory).entries[stage.name]
        let start = Machine.seconds
        var digests = Digests(DigestCache(files))
        var check = try StageCheck(stage, recorded: recorded, &digests)
        while !check.missingInputs.isEmpty, Machine.seconds - start < Self.patience, console.stopSignal == nil {
            Machine.sleep(seconds: 0.2)
            check = try StageCheck(stage, recorded: recorded, &digests)
        }
        let isForced = isForced && tryNumber == 1
        let status = isForced ? .stale([.forced]) : check.status
        try console.result("\(stage.name): \(status.text)")
        if status == .upToDate { return }
        let work = StageWork(stage, files)
        try work.begin(check, isForced: isForced)
        do {
            let log: LogFile
            do {
                log = try files.own(.logs).log(PipelineFiles.logName(of: stage.name), emptied: tryNumber == 1)
            } catch {
                try work.putBack()
                throw error
            }
            var process = StageProcess(
                StageCommand(stage, isForced: isForced), by: programs, log: log, threads: threads,
                timeout: stage.limits.timeout)
            let end = process.wait { console.stopSignal }
            RunHistory.append(files, stage: stage.name, tryNumber: tryNumber, from: process.start, end: end)
            _ = try work.finish(check, end, &digests)
        } catch let failure as StageFailure {
            try work.recordFailure(check, failure)
            throw failure
        }
    }
}
