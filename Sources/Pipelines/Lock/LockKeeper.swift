import Files
import Texts

/// The lock file while a pipeline runs: written after each stage, or, where it is long, after some.
///
/// What is not in it yet is in the records of the stages.
struct LockKeeper {
    private(set) var entries: ByteDictionary<LockEntry>

    private let directory: String
    private let files: PipelineFiles
    private let records: StageRecords
    /// The stages whose records stand beside the lock file.
    private var recorded: Set<ByteText>
    private var running: Set<ByteText> = []
    private var lastEnd = -Double.infinity
    private var lastDuration = 0.0

    init(_ directory: String) throws(PipelineError) {
        self.directory = directory
        files = PipelineFiles(in: directory)
        records = StageRecords(files)
        let recorded = records.entries
        entries = try LockFile(in: directory).entries.replaced(by: recorded)
        self.recorded = Set(recorded.keys.map(ByteText.init))
    }

    /// A stage begins, as its record says.
    mutating func begin(_ entry: LockEntry, of stage: String) {
        entries[stage] = entry
        recorded.insert(ByteText(stage))
        running.insert(ByteText(stage))
    }

    /// Reads the record of a stage once more, which another process may have written; whether it says something new.
    mutating func readAgain(_ stage: String) throws(PipelineError) -> Bool {
        guard let record = try records.record(of: stage), record.entry != entries[stage] else { return false }
        entries[stage] = record.entry
        recorded.insert(ByteText(stage))
        return true
    }

    /// A stage ended, and did its work if there is an `entry`.
    mutating func end(_ entry: LockEntry?, of stage: String) throws(PipelineError) {
        if let entry { entries[stage] = entry }
        running.remove(ByteText(stage))
        // At most a twentieth of the time goes into writing.
        if Machine.seconds - lastEnd >= lastDuration * 20 { try write() }
    }

    /// Removes the record of a stage, which is in the lock file by now; false where another process is at work on it, or has
    /// recorded something else.
    private func removeRecord(of stage: String) -> Bool {
        guard case .held(let held)? = try? FileLock.take(files.lock(of: stage)) else { return false }
        return withExtendedLifetime(held) {
            if let record = try? records.record(of: stage), record.entry != entries[stage] { return false }
            records.remove([stage])
            return true
        }
    }

    /// Writes the lock file, if something is not in it.
    mutating func write() throws(PipelineError) {
        let ended = recorded.subtracting(running)
        guard !ended.isEmpty else { return }
        let start = Machine.seconds
        var lockFile = LockFile()
        lockFile.entries = entries
        try lockFile.write(in: directory)
        recorded = running.union(ended.filter { !removeRecord(of: $0.text) })
        lastEnd = Machine.seconds
        lastDuration = lastEnd - start
    }
}
