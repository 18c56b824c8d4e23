import Texts

/// The lock file while a pipeline runs: written after each stage, or, where it is long, after some.
///
/// What is not in it yet is in the records of the stages.
struct LockKeeper {
    private(set) var entries: ByteDictionary<LockEntry>

    private let directory: String
    private let records: StageRecords
    /// The stages whose records stand beside the lock file.
    private var recorded: Set<ByteText>
    private var running: Set<ByteText> = []
    private var lastEnd = -Double.infinity
    private var lastDuration = 0.0

    init(_ directory: String) throws(PipelineError) {
        self.directory = directory
        records = StageRecords(PipelineFiles(in: directory))
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

    /// A stage ended, and did its work if there is an `entry`.
    mutating func end(_ entry: LockEntry?, of stage: String) throws(PipelineError) {
        if let entry { entries[stage] = entry }
        running.remove(ByteText(stage))
        // At most a twentieth of the time goes into writing.
        if Machine.seconds - lastEnd >= lastDuration * 20 { try write() }
    }

    /// Writes the lock file, if something is not in it.
    mutating func write() throws(PipelineError) {
        let ended = recorded.subtracting(running)
        guard !ended.isEmpty else { return }
        let start = Machine.seconds
        var lockFile = LockFile()
        lockFile.entries = entries
        try lockFile.write(in: directory)
        records.remove(ended.map(\.text))
        recorded = running
        lastEnd = Machine.seconds
        lastDuration = lastEnd - start
    }
}
