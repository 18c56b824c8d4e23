import Files
import Texts

/// What stages did that is not in the lock file yet: a file for each, in `.seqcast/records`.
///
/// A record also says which attempt at the stage it is of. The newest attempt owns the stage: one that finds the record
/// of another when it ends has lost it, and its result does not count.
struct StageRecords {
    private let files: PipelineFiles
    private var directory: String { files.records }

    init(_ files: PipelineFiles) {
        self.files = files
    }

    /// The records there are, by the names of stages; damaged ones are left out: such stages run again.
    var entries: ByteDictionary<LockEntry> {
        var entries: ByteDictionary<LockEntry> = [:]
        for name in (try? Directories.list(at: directory)) ?? [] where !name.begins(with: ".") {
            if let record = try? record(of: name) { entries[name] = record.entry }
        }
        return entries
    }

    /// A record.
    struct Record {
        /// The attempt that owns the stage.
        let attempt: String
        /// Why it failed, where it said so.
        let problem: String?
        let entry: LockEntry
    }

    /// The record of a stage; nil where there is none.
    ///
    /// - Throws: ``PipelineError`` where there is one that cannot be read.
    func record(of stage: String) throws(PipelineError) -> Record? {
        let bytes: [UInt8]
        do {
            bytes = try FileReader.read(path(of: stage), limit: LockFile.largest)
        } catch {
            if error.isAbsence { return nil }
            throw .file(error)
        }
        guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        let lockFile = try? LockFile(Array(bytes[(end + 1)...]), file: stage)
        let line = String(decoding: bytes[..<end], as: UTF8.self)
        let (attempt, problem) = line.cut(at: "\t").map { ($0.before, $0.behind) } ?? (line, nil)
        guard let entry = lockFile?.entries[stage], !attempt.isEmpty else { return nil }
        return Record(attempt: attempt, problem: problem, entry: entry)
    }

    /// Writes the record of a stage; when this returns, it survives a power cut.
    func write(
        _ entry: LockEntry, of stage: String, attempt: String, problem: String? = nil
    ) throws(PipelineError) {
        let oneLine = problem.map { "\t" + $0.parts(between: "\n").filter { !$0.isEmpty }.joined(separator: " ") } ?? ""
        var lockFile = LockFile()
        lockFile.entries[stage] = entry
        do {
            try files.own(.records).write(Array((attempt + oneLine + "\n" + lockFile.text).utf8), to: stage)
        } catch {
            throw .file(error)
        }
    }

    /// Removes the records of `stages`, which are in the lock file by now.
    func remove(_ stages: some Sequence<String>) {
        guard let own = try? files.own(.records) else { return }
        for stage in stages { own.remove(stage) }
    }

    private func path(of stage: String) -> String { directory + "/" + stage }
}
