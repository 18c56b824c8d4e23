import Files
import Stages

/// What there is to do before and after a stage runs, wherever that is: looked at, claimed, recorded.
///
/// Before it runs, what it reads is digested and an attempt at it recorded; when it ended well, what it read is looked at
/// once more, and the result recorded last. So a stage that was cut is never taken for done.
struct StageWork {
    let stage: SpecStage
    let files: PipelineFiles
    /// The attempt's name, unlike that of any other.
    let attempt: String

    private var records: StageRecords { StageRecords(files) }

    init(_ stage: SpecStage, _ files: PipelineFiles) {
        self.stage = stage
        self.files = files
        attempt = "\(Machine.processName)-\(String(UInt64.random(in: .min ... .max), radix: 36))"
    }

    /// Makes ready for the stage to run, and records that it begins.
    ///
    /// - Throws: ``StageFailure`` where it cannot run; ``PipelineError``.
    func begin(_ check: StageCheck, wasCut: Bool) throws {
        if !check.missingInputs.isEmpty {
            throw failure("needs \(check.missingInputs.joined(separator: ", ")), which is not there")
        }
        if wasCut { try setUnfinishedAside() }
        try records.write(check.entry(.started), of: stage.name, attempt: attempt)
        for file in stage.writes {
            guard let parent = SpecPath.ancestors(of: file.path.path).first else { continue }
            do {
                try Directories.create(at: parent)
            } catch {
                throw failure("has no place for \(quoted(file.path.name)): \(error)")
            }
        }
    }

    /// Looks at what the stage did, and records it.
    ///
    /// - Throws: ``StageFailure`` where it did not do its work; ``PipelineError``.
    func finish(_ before: StageCheck, _ end: StageEnd, _ digests: inout Digests) throws -> LockEntry {
        if let problem = end.problem {
            try setUnfinishedAside()
            throw failure(problem)
        }
        let after = try StageCheck(stage, recorded: before.entry(.started), &digests)
        if !after.inputChanges.isEmpty {
            let changes = after.inputChanges.map(\.description).joined(separator: "; ")
            throw failure("cannot be recorded: \(changes) while it ran; run it again")
        }
        if !after.missingOutputs.isEmpty {
            throw failure("ended without writing \(after.missingOutputs.joined(separator: ", "))")
        }
        guard try records.record(of: stage.name)?.attempt == attempt else {
            throw failure("was begun anew by another run, whose result counts")
        }
        let entry = after.entry(.done)
        try records.write(entry, of: stage.name, attempt: attempt)
        return entry
    }

    /// Records that the stage did not do its work, and why, if the attempt still owns it.
    func recordFailure(_ before: StageCheck, _ failure: StageFailure) throws(PipelineError) {
        guard (try? records.record(of: stage.name))?.attempt == attempt else { return }
        try records.write(before.entry(.started), of: stage.name, attempt: attempt, problem: failure.problem)
    }

    /// Gives what a program of the user's left half written another name: `NAME.unfinished`.
    ///
    /// The commands of this program write whole files, and go on from what they left.
    private func setUnfinishedAside() throws {
        guard case .program = stage.work else { return }
        for file in stage.writes where FileKind(of: file.path.path) != nil {
            let aside = file.path.path + ".unfinished"
            do {
                if FileKind(of: aside) != nil { try Directories.remove(at: aside) }
                try Directories.rename(file.path.path, to: aside)
            } catch {
                throw failure("left \(quoted(file.path.name)) unfinished: \(error)")
            }
        }
    }

    func failure(_ problem: String) -> StageFailure {
        StageFailure(stage: stage.name, problem: problem)
    }
}
