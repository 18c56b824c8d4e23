import Files
import Stages

/// Runs the stages of a pipeline that are not up to date, as many at once as may, and records each that did its work.
///
/// One loop starts stages, looks at those that run, and waits a little: nothing runs beside it but the stages.
struct PipelineRunner {
    /// A stage that runs.
    private struct Running {
        let index: Int
        let work: StageWork
        let before: StageCheck
        let isForced: Bool
        /// 1 for the first time.
        let tryNumber: Int
        let held: FileLock
        var process: StageProcess
    }

    private let spec: Spec
    private let programs: StageProcess.Programs
    private let options: RunOptions
    private let console: any Console
    private let files: PipelineFiles
    private let forced: Set<Int>

    private var queue: StageQueue
    private var digests: Digests
    private var lock: LockKeeper
    private var display: RunDisplay
    private var running: [Running] = []
    /// The stages that others are at work on, where they are waited for, and when to look again.
    private var awaited: [Int: Double] = [:]
    private var failures: [StageFailure] = []
    private var ranCount = 0

    init(
        _ spec: Spec, _ programs: StageProcess.Programs, _ options: RunOptions, _ console: any Console
    ) throws(PipelineError) {
        self.spec = spec
        self.programs = programs
        self.options = options
        self.console = console
        files = PipelineFiles(in: spec.directory)
        try files.create()
        forced = try options.forcedStages(in: spec)
        queue = StageQueue(spec.plan, order: try options.order(in: spec))
        digests = Digests(DigestCache(files))
        lock = try LockKeeper(spec.directory)
        display = RunDisplay(console, total: queue.order.count)
    }

    /// Runs what must run.
    ///
    /// - Throws: ``PipelineError``, `Stopped` where a signal came, and what the console throws.
    mutating func run() throws {
        defer {
            display.end()
            digests.save()
        }
        try putBackWhatWasCut()
        var pause = 0.000_5
        while true {
            let signal = console.stopSignal
            if signal == nil { try startStages() }
            if running.isEmpty, awaited.isEmpty || signal != nil { break }
            if try look(signal) {
                pause = 0.000_5
            } else {
                Machine.sleep(seconds: pause)
                pause = min(pause * 1.2, 0.02)
            }
            display.update(
                running.map { (spec.stages[$0.index], $0.process.start, $0.process.lastLine) },
                done: queue.endedCount)
        }
        try lock.write()
        if let signal = console.stopSignal { throw Stopped(signal: signal) }
        let notRun = queue.notRun.map { spec.stages[$0].name }
        guard failures.isEmpty else { throw PipelineError.stagesFailed(failures, notRun: notRun) }
        let upToDate = queue.order.count - ranCount
        display.end()
        try console.result(
            "\(spec.name): \(ranCount) of \(queue.order.count) stages ran"
                + (upToDate == 0 ? "" : "; \(upToDate) up to date"))
    }

    /// Starts what may start, and passes over what is up to date.
    private mutating func startStages() throws {
        let now = Machine.seconds
        while running.count < options.jobs,
            let index = queue.first(where: { (awaited[$0] ?? 0) <= now && fits($0) })
        {
            if console.stopSignal != nil { return }
            do {
                try start(index)
            } catch let failure as StageFailure {
                fail(index, failure)
            }
        }
    }

    /// Whether there are processors and memory for a stage beside those that run.
    private func fits(_ index: Int) -> Bool {
        if running.isEmpty { return true }
        let all = running.map { spec.stages[$0.index].limits } + [spec.stages[index].limits]
        return all.reduce(0) { $0 + ($1.cpus ?? 0) } <= options.cpus
            && all.reduce(0) { $0 + ($1.memory ?? 0) } <= options.memory
    }

    private mutating func start(_ index: Int) throws {
        let stage = spec.stages[index]
        var check = try StageCheck(stage, recorded: lock.entries[stage.name], &digests)
        let isForced = forced.contains(index)
        guard isForced || check.status != .upToDate else {
            awaited[index] = nil
            try display.result("\(stage.name): \(StageStatus.upToDate.text)")
            return queue.end(index)
        }
        guard let held = try hold(index) else { return }
        // Somebody else may have made it by now.
        if try lock.readAgain(stage.name) {
            check = try StageCheck(stage, recorded: lock.entries[stage.name], &digests)
        }
        let status = isForced ? .stale([.forced]) : check.status
        try display.result("\(stage.name): \(status.text)")
        if status == .upToDate { return queue.end(index) }
        try begin(index, check, held, isForced: isForced, tryNumber: 1)
        ranCount += 1
    }

    /// Takes a stage for this run; nil where another is at work on it and is waited for.
    private mutating func hold(_ index: Int) throws -> FileLock? {
        let name = spec.stages[index].name
        switch try FileLock.take(files.lock(of: name)) {
        case .held(let held):
            awaited[index] = nil
            return held
        case .busy(let process):
            guard options.waits else { throw StageFailure(name, heldBy: process) }
            if awaited[index] == nil { display.note("\(name): \(StageHold.who(process)) is at work on it; waiting") }
            awaited[index] = Machine.seconds + Self.lookInterval
            return nil
        }
    }

    /// The seconds between two looks whether another has ended with a stage.
    private static let lookInterval = 0.05

    /// Puts back what programs wrote before that were cut together with their run.
    private func putBackWhatWasCut() throws {
        let names = Set((try? Directories.list(at: files.asides)) ?? [])
        guard !names.isEmpty else { return }
        for stage in spec.stages where names.contains(stage.name) {
            guard case .held(let held) = try FileLock.take(files.lock(of: stage.name)) else { continue }
            try withExtendedLifetime(held) {
                do {
                    try StageWork(stage, files).putBack()
                } catch let failure as StageFailure {
                    throw PipelineError.stagesFailed([failure], notRun: [])
                }
            }
        }
    }

    private mutating func begin(
        _ index: Int, _ check: StageCheck, _ held: FileLock, isForced: Bool, tryNumber: Int
    ) throws {
        let stage = spec.stages[index]
        let work = StageWork(stage, files)
        try work.begin(check, isForced: isForced && tryNumber == 1)
        lock.begin(check.entry(.started), of: stage.name)
        queue.begin(index)
        let log: LogFile
        do {
            log = try files.own(.logs).log(PipelineFiles.logName(of: stage.name), emptied: tryNumber == 1)
        } catch {
            try work.putBack()
            throw work.failure("has no place for what it says: \(error)")
        }
        let shares = max(1, min(options.jobs, running.count + 1 + queue.readyCount))
        let process = StageProcess(
            StageCommand(stage, isForced: isForced && tryNumber == 1), by: programs, log: log,
            threads: stage.limits.cpus ?? max(1, options.cpus / shares), timeout: stage.limits.timeout)
        running.append(
            Running(
                index: index, work: work, before: check, isForced: isForced, tryNumber: tryNumber, held: held,
                process: process))
    }

    /// Looks at the stages that run; whether one of them ended.
    private mutating func look(_ signal: Int32?) throws -> Bool {
        var hasEnded = false
        for place in running.indices.reversed() {
            let end = running[place].process.poll(stopSignal: signal)
            let stage = spec.stages[running[place].index]
            var lines = running[place].process.newLines(atEnd: end != nil)
            while !lines.isEmpty {
                for line in lines { try display.said(line, by: stage) }
                lines = end == nil ? [] : running[place].process.newLines(atEnd: true)
            }
            guard let end else { continue }
            hasEnded = true
            try finish(running.remove(at: place), end, signal)
        }
        return hasEnded
    }

    private mutating func finish(_ stage: Running, _ end: StageEnd, _ signal: Int32?) throws {
        let name = spec.stages[stage.index].name
        do {
            defer {
                RunHistory.append(files, stage: name, tryNumber: stage.tryNumber, from: stage.process.start, end: end)
            }
            let entry = try stage.work.finish(stage.before, end, &digests)
            try lock.end(entry, of: name)
            queue.end(stage.index)
            try display.ended(name, after: Machine.seconds - stage.process.start)
        } catch var failure as StageFailure {
            try lock.end(nil, of: name)
            // A stage that was stopped together with the pipeline did not fail.
            if signal ?? console.stopSignal != nil { return queue.fail(stage.index) }
            failure.addLastLines(of: files.log(of: name))
            let retries = spec.stages[stage.index].limits.retries
            guard stage.tryNumber <= retries else { return fail(stage.index, failure) }
            display.note("\(failure); trying again, \(stage.tryNumber) of \(retries)")
            do {
                try begin(
                    stage.index, stage.before, stage.held, isForced: stage.isForced, tryNumber: stage.tryNumber + 1)
            } catch let failure as StageFailure {
                fail(stage.index, failure)
            }
        }
    }

    private mutating func fail(_ index: Int, _ failure: StageFailure) {
        failures.append(failure)
        queue.fail(index)
        if options.keepsGoing {
            display.note(failure.description)
        } else {
            queue.close()
        }
    }
}
