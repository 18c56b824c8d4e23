import Files
import Texts

/// Of each stage whether it is up to date, and if not why.
package struct PipelineStatus: Equatable, Sendable {
    /// One stage.
    package struct Row: Equatable, Sendable {
        package let stage: String
        package let status: StageStatus
        /// What would run it; nil where it is up to date.
        package let command: StageCommand?
    }

    /// The stages in the order in which they run.
    package let rows: [Row]

    package var isUpToDate: Bool { rows.allSatisfy { $0.status == .upToDate } }

    /// Why stages must run, by their names.
    var staleReasons: ByteDictionary<String> {
        var reasons = ByteDictionary<String>()
        for row in rows where row.status != .upToDate { reasons[row.stage] = row.status.text }
        return reasons
    }

    /// One line a stage: `training: hidden-size changed from 100 to 64`.
    package var lines: [String] { rows.map { "\($0.stage): \($0.status.text)" } }

    /// The lines of a dry run: under each stage that would run, the command line that does it.
    package func dryRunLines(program: String) -> [String] {
        rows.flatMap { row in
            ["\(row.stage): \(row.status.text)"] + (row.command.map { ["  " + $0.line(program: program)] } ?? [])
        }
    }

    /// Looks at the stages of `order`, without writing anything; those of `forced` shall run whatever the case.
    ///
    /// - Throws: ``PipelineError`` where a file cannot be read.
    init(
        of spec: Spec, order: [Int], forced: Set<Int>, _ lockFile: LockFile
    ) throws(PipelineError) {
        let files = PipelineFiles(in: spec.directory)
        var digests = Digests(DigestCache(files), atOneMoment: true)
        var running: Set<Int> = []
        var rows: [Row] = []
        for index in order {
            let stage = spec.stages[index]
            let entry = lockFile.entries[stage.name]
            let check = try StageCheck(stage, recorded: entry, &digests)
            var reasons: [StaleReason] = forced.contains(index) ? [.forced] : []
            if reasons.isEmpty, case .stale(let own) = check.status { reasons = own }
            if entry?.state == .started, let process = FileLock.holder(of: files.lock(of: stage.name)) {
                reasons = [.running(process: process)]
            }
            let makers = spec.plan.dependencies[index].filter(running.contains)
            if reasons != [.neverRun], reasons != [.forced] {
                reasons += makers.map { .stageRuns(spec.stages[$0].name) }
            }
            guard !reasons.isEmpty else {
                rows.append(Row(stage: stage.name, status: .upToDate, command: nil))
                continue
            }
            running.insert(index)
            let command = StageCommand(stage, isForced: reasons == [.forced])
            rows.append(Row(stage: stage.name, status: .stale(reasons), command: command))
        }
        self.rows = rows
    }
}
