import Files
import Texts

/// What stages wrote that are no longer in the spec, and is still there.
package struct GoneOutputs: Sendable {
    /// A file or directory.
    package struct Output: Equatable, Sendable {
        package let stage: String
        package let path: String
        /// Why it is not removed; nil where it is.
        package let reason: String?
    }

    package let outputs: [Output]

    /// The stages of which something is recorded and nothing is left that would be kept.
    private let forgotten: [String]
    private let spec: Spec

    /// Looks for what is recorded of stages that `spec` does not have.
    ///
    /// - Throws: ``PipelineError`` where the lock file is damaged, or a file cannot be read.
    package init(of pipeline: Pipeline) throws(PipelineError) {
        try self.init(of: pipeline.spec, LockFile.withRecords(in: pipeline.spec.directory))
    }

    init(of spec: Spec, _ lockFile: LockFile) throws(PipelineError) {
        self.spec = spec
        let names = Set(spec.stages.map(\.name))
        let gone = lockFile.entries.filter { !names.contains($0.key) }.sorted { $0.key < $1.key }
        guard !gone.isEmpty else {
            (outputs, forgotten) = ([], [])
            return
        }
        // Nothing is touched that a stage of now reads or writes, or that holds or is held by such a thing.
        let paths = spec.stages.flatMap { $0.reads + $0.writes }.map(\.path.path)
        let used = Set(paths.map(ByteText.init))
        let above = Set(paths.flatMap(SpecPath.ancestors).map(ByteText.init))
        var digests = Digests(DigestCache(PipelineFiles(in: spec.directory)))
        var outputs: [Output] = []
        var forgotten: [String] = []
        for (stage, entry) in gone {
            var keeps = false
            for file in entry.writes {
                guard let path = try? SpecPath(file.name, in: spec.directory, from: currentDirectory()).path,
                    FileKind.exists(path), !above.contains(ByteText(path)),
                    !([path] + SpecPath.ancestors(of: path)).contains(where: { used.contains(ByteText($0)) })
                else { continue }
                var reason: String?
                if !FilePlace(spec.directory).contains(FilePlace(path)) {
                    reason = "it is outside of \(quoted(spec.directory))"
                } else if Self.isOwn(path, spec) {
                    reason = "it is the pipeline's own"
                } else if try digests.digest(of: path) != file.digest {
                    reason = "it changed since it was written"
                }
                keeps = keeps || reason != nil
                outputs.append(Output(stage: stage, path: path, reason: reason))
            }
            if !keeps { forgotten.append(stage) }
        }
        self.outputs = outputs
        self.forgotten = forgotten
    }

    private static func isOwn(_ path: String, _ spec: Spec) -> Bool {
        let own = [SpecPath.joined(spec.directory, LockFile.name), PipelineFiles(in: spec.directory).path]
        return FilePlace(path).isSame(as: FilePlace(spec.file)) || FilePlace(path).contains(FilePlace(spec.file))
            || own.contains { FilePlace($0).isSame(as: FilePlace(path)) || FilePlace($0).contains(FilePlace(path)) }
    }

    /// What `clean` removes.
    package var removable: [Output] { outputs.filter { $0.reason == nil } }

    /// Whether there is nothing to show or to forget.
    package var isEmpty: Bool { outputs.isEmpty && forgotten.isEmpty }

    /// A line for each output: `model/old, of training[seed=2], which is gone`.
    package var lines: [String] {
        outputs.map { output in
            "\(output.path): left by \(output.stage), which is no longer in the spec"
                + (output.reason.map { "; kept, as \($0)" } ?? "")
        }
    }

    /// Removes what can be, with directories that are empty then, and forgets the stages.
    ///
    /// - Throws: ``PipelineError`` where a run is at work in the directory, or something cannot be removed.
    package func remove() throws(PipelineError) {
        let files = PipelineFiles(in: spec.directory)
        do {
            let held = try DirectoryLock(of: spec.directory)
            for output in removable {
                try Directories.remove(at: output.path)
                removeEmptyDirectories(above: output.path)
            }
            var lockFile = try LockFile.withRecords(in: spec.directory)
            for stage in forgotten {
                lockFile.entries[stage] = nil
                try? Directories.remove(at: files.log(of: stage))
            }
            try lockFile.write(in: spec.directory)
            StageRecords(files).remove(forgotten)
            withExtendedLifetime(held) {}
        } catch let error as FileError {
            throw .file(error)
        } catch let error as PipelineError {
            throw error
        } catch {
            throw .file(FileError(.failed, at: spec.directory, "\(error)"))
        }
    }

    private func removeEmptyDirectories(above path: String) {
        let home = FilePlace(spec.directory)
        for directory in SpecPath.ancestors(of: path) {
            guard home.contains(FilePlace(directory)), (try? Directories.list(at: directory))?.isEmpty == true else {
                return
            }
            try? Directories.remove(at: directory)
        }
    }
}
