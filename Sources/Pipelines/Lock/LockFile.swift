import Files
import Texts

/// The memory of a pipeline, `seqcast.lock` in its directory: what each stage read and wrote, by contents.
///
/// ```
/// seqcast lock 1
///
/// stage series generate done
///   by "seqcast 0.1.0" 1
///   set curve "sine"
///   wrote output "series.csv" 0f3c…
///
/// stage training train started
///   set hidden-size "64"
///   read data "series.csv" 0f3c…
/// ```
///
/// Stages are sorted by name, the lines of a stage by kind, then by option. `docs/seqcast-lock.md` has every detail.
package struct LockFile: Equatable, Sendable {
    /// The name of the file in the directory of a pipeline.
    package static let name = "seqcast.lock"
    static let firstLine = "seqcast lock 1"
    /// A lock file has some hundred bytes a stage; one larger than this, in bytes, was not written here.
    static let largest = 1 << 28

    /// What is kept, by the names of stages.
    package var entries: ByteDictionary<LockEntry> = [:]

    package init() {}

    /// Reads the lock file of the pipeline in `directory`; where there is none, nothing is kept.
    ///
    /// - Throws: ``PipelineError`` where the file is damaged or cannot be read.
    package init(in directory: String) throws(PipelineError) {
        let path = SpecPath.joined(directory, Self.name)
        guard FileKind(of: path) != nil else {
            self.init()
            return
        }
        let bytes: [UInt8]
        do {
            bytes = try FileReader.read(path, limit: Self.largest)
        } catch {
            throw .file(error)
        }
        try self.init(bytes, file: path)
    }

    /// Reads a lock file by a path, by the directory that it is in, or, as `REVISION:PATH`, from git's history.
    ///
    /// - Throws: ``PipelineError``.
    package init(named text: String, searchPath: String) throws(PipelineError) {
        if !FileKind.exists(text), let revision = text.cut(at: ":"), !revision.before.isEmpty, !revision.behind.isEmpty
        {
            let path = revision.behind.begins(with: "/") ? revision.behind : "./" + revision.behind
            let output = CommandOutput("git", ["show", "\(revision.before):\(path)"], searchPath: searchPath)
            guard output.end.problem == nil else {
                let reason = output.end == .exited(128) ? output.text.prefix { $0 != "\n" }[...] : ""
                throw .file(FileError(.missing, at: text, "git show \(output.end.problem ?? ""): \(reason)"))
            }
            try self.init(Array(output.text.utf8), file: text)
            return
        }
        if FileKind(of: text) == .directory {
            self = try Self.withRecords(in: text)
            return
        }
        do {
            try self.init(FileReader.read(text, limit: Self.largest), file: text)
        } catch let error as FileError {
            throw .file(error)
        } catch let error as PipelineError {
            throw error
        } catch {
            throw .file(FileError(.failed, at: text, "\(error)"))
        }
    }

    /// What is known of the pipeline in `directory`: its lock file, and the records of stages that ran since.
    static func withRecords(in directory: String) throws(PipelineError) -> LockFile {
        var lockFile = try LockFile(in: directory)
        lockFile.entries = lockFile.entries.replaced(by: StageRecords(PipelineFiles(in: directory)).entries)
        return lockFile
    }

    /// Writes the lock file of the pipeline in `directory`; when this returns, it survives a power cut.
    package func write(in directory: String) throws(PipelineError) {
        do {
            try OwnDirectory([], in: directory, isMade: false).write(Array(text.utf8), to: Self.name)
        } catch {
            throw .file(error)
        }
    }

    /// The text of the file.
    package var text: String {
        var lines = [Self.firstLine]
        for (stage, entry) in entries.sorted(by: { $0.key < $1.key }) {
            lines += ["", "stage \(stage) \(entry.command) \(entry.state.rawValue)"]
            if let program = entry.program {
                lines.append("  by \(LockText.quote(program.version)) \(program.results)")
            }
            for (option, values) in entry.settings.sorted(by: { $0.key < $1.key }) {
                lines += values.map { "  set \(option) \(LockText.quote($0))" }
            }
            lines += entry.reads.map { "  read \($0.option) \(LockText.quote($0.name)) \($0.digest)" }
            lines += entry.writes.map { "  wrote \($0.option) \(LockText.quote($0.name)) \($0.digest)" }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
