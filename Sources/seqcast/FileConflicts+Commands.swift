import ArgumentParser
import Pipelines
import Stages

extension FileConflicts {
    /// Refuses a path that a command would write, or a directory with its contents, over what it reads or stages write.
    ///
    /// - Throws: `ValidationError` that names both options.
    static func refuse(writing path: String, by option: String, contents: [String] = [], over uses: [Use]) throws {
        let conflicts = FileConflicts(reads: uses, writes: [Use(option: option, path: path, contents: contents)])
        guard conflicts.problems.isEmpty else {
            throw ValidationError(OptionErrors(problems: conflicts.problems).description)
        }
    }
}

extension Pipeline {
    /// All that stages read and write, as what a command must not write over.
    var fileUses: [FileConflicts.Use] { files.map { FileConflicts.Use(option: "a stage", path: $0) } }
}
