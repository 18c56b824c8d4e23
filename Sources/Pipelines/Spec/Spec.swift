import Files
import Stages
import Texts

/// A pipeline as its author wrote it, checked: every stage, file and order in it makes sense.
package struct Spec: Sendable {
    /// The file that the spec is in, as the user named it.
    package let file: String
    /// The settings typed beside it.
    package let settings: [String]
    package let name: String
    /// The directory of the pipeline, from the current directory.
    package let directory: String
    /// The stages, in the order of the spec.
    package let stages: [SpecStage]
    /// Who waits for whom.
    package let plan: Plan

    /// Reads and checks the spec in `file`, whose stages may be any of `commands`.
    ///
    /// The current directory is absolute; nil where the system does not tell.
    /// - Throws: ``PipelineError`` with every problem there is.
    package init(
        file: String, settings: [String] = [], commands: [any Stage.Type], currentDirectory: String?
    ) throws(PipelineError) {
        let bytes: [UInt8]
        do {
            bytes = try FileReader.read(file, limit: SpecText.largest)
        } catch {
            throw .file(error)
        }
        try self.init(
            bytes, file: file, settings: settings, commands: commands, currentDirectory: currentDirectory, .real)
    }

    /// Checks the spec in `bytes`; `settings` are those typed: `training.hidden-size=64`.
    ///
    /// - Throws: ``PipelineError`` with every problem there is.
    package init(
        _ bytes: [UInt8], file: String, settings: [String] = [], commands: [any Stage.Type],
        currentDirectory: String?, _ files: SpecFiles
    ) throws(PipelineError) {
        var reader = SpecReader(commands: commands, currentDirectory: currentDirectory, files: files)
        let draft = reader.read(bytes, file: file, settings: settings)
        var problems = reader.problems
        let wiring = Wiring(draft.stages)
        problems += wiring.conflicts + wiring.trespasses(directory: draft.directory, spec: draft.fileName(file))
        if !draft.hasUnknownFiles { problems += wiring.missingInputs(exists: files.exists) }
        problems += wiring.devices(isOther: files.isOther)
        let plan = Plan(draft.stages.map { ($0.template, $0.axes) }, waitingFor: wiring.dependencies)
        problems += wiring.cycles(in: plan)
        guard problems.isEmpty else { throw .badSpec(SpecProblems(in: draft.texts, problems)) }
        self.file = file
        self.settings = settings
        name = draft.name ?? Self.defaultName(for: file)
        directory = draft.directory
        stages = draft.stages
        self.plan = plan
    }

    /// `sine` for `pipelines/sine.yaml`.
    static func defaultName(for file: String) -> String {
        let last = file.lastPathPart
        return last.parts(between: ".").first { !$0.isEmpty } ?? last
    }
}
