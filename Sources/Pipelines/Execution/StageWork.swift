import Files
import Stages

/// What there is to do before and after a stage runs, wherever that is: looked at, claimed, recorded.
///
/// Before it runs, what it reads is digested, an attempt at it recorded, and what a program wrote before set aside; when it
/// ended well, what it read is looked at once more, and the result recorded last. So a stage that was cut is never taken for
/// done, and what is there from before never for what it made.
struct StageWork {
    let stage: SpecStage
    let files: PipelineFiles
    /// The attempt's name, unlike that of any other.
    let attempt: String

    private var records: StageRecords { StageRecords(files) }
    /// What a program wrote before; nil for the commands of this one, which write whole files, and go on from what they left.
    private var earlier: EarlierOutputs? {
        if case .program = stage.work { EarlierOutputs(of: stage, files) } else { nil }
    }

    init(_ stage: SpecStage, _ files: PipelineFiles) {
        self.stage = stage
        self.files = files
        attempt = "\(Machine.processName)-\(String(UInt64.random(in: .min ... .max), radix: 36))"
    }

    /// Makes ready for the stage to run, and records that it begins; one that `isForced` finds nothing of what was there.
    ///
    /// - Throws: ``StageFailure`` where it cannot run; ``PipelineError``.
    func begin(_ check: StageCheck, isForced: Bool) throws {
        if !check.missingInputs.isEmpty {
            throw failure("needs \(check.missingInputs.joined(separator: ", ")), which is not there")
        }
        try putBack()
        try records.write(check.entry(.started), of: stage.name, attempt: attempt)
        do {
            try earlier?.setAside(appending: stage.appends && !isForced)
        } catch {
            try putBack()
            throw failure("cannot set aside what it wrote before: \(error)")
        }
        for file in stage.writes {
            guard let parent = SpecPath.ancestors(of: file.path.path).first else { continue }
            do {
                try Directories.create(at: parent)
            } catch {
                try putBack()
                throw failure("has no place for \(quoted(file.path.name)): \(error)")
            }
        }
    }

    /// Looks at what the stage did, and records it; where it did not do its work, what it wrote before is put back.
    ///
    /// - Throws: ``StageFailure`` where it did not do its work; ``PipelineError``.
    func finish(_ before: StageCheck, _ end: StageEnd, _ digests: inout Digests) throws -> LockEntry {
        do {
            let entry = try judge(before, end, &digests)
            try records.write(entry, of: stage.name, attempt: attempt)
            earlier?.discard()
            return entry
        } catch let failure as StageFailure {
            // Of a stage that another attempt owns, nothing is touched.
            if (try? records.record(of: stage.name))?.attempt == attempt { try putBack() }
            throw failure
        }
    }

    /// What is to be recorded of a stage that did its work.
    private func judge(_ before: StageCheck, _ end: StageEnd, _ digests: inout Digests) throws -> LockEntry {
        if let problem = end.problem { throw failure(problem) }
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
        return after.entry(.done)
    }

    /// Puts what a program wrote before it was begun to its place.
    ///
    /// - Throws: ``StageFailure``.
    func putBack() throws {
        do {
            try earlier?.putBack()
        } catch {
            throw failure("cannot have back what it wrote before: \(error)")
        }
    }

    /// Records that the stage did not do its work, and why, if the attempt still owns it.
    func recordFailure(_ before: StageCheck, _ failure: StageFailure) throws(PipelineError) {
        guard (try? records.record(of: stage.name))?.attempt == attempt else { return }
        try records.write(before.entry(.started), of: stage.name, attempt: attempt, problem: failure.problem)
    }

    func failure(_ problem: String) -> StageFailure {
        StageFailure(stage: stage.name, problem: problem)
    }
}
