import Files
import Texts

/// A pipeline as a Snakefile, whose rules call the worker: for the clusters and clouds that Snakemake knows.
///
/// What Snakemake sees of a stage is a mark that it was done: it would delete outputs before a rule runs, and with them
/// the checkpoints that a training goes on from. Whether a stage must run, the worker finds out by contents.
package struct Snakefile {
    private let spec: Spec
    private let program: String

    /// - Throws: ``PipelineError`` for a path that Snakemake would read as another: it takes `{x}` in one for a wildcard, and has no
    ///   way to say that it is none.
    package init(of pipeline: Pipeline, program: String) throws(PipelineError) {
        spec = pipeline.spec
        self.program = program
        if spec.directory.holds("{") { throw Self.wildcard("the directory", spec.directory, in: spec.file) }
        for stage in spec.stages {
            for file in stage.reads where file.path.path.holds("{") {
                throw Self.wildcard("the stage '\(stage.name)' reads", file.path.path, in: spec.file)
            }
        }
    }

    private static func wildcard(_ what: String, _ path: String, in file: String) -> PipelineError {
        .file(
            FileError(
                .unusable, at: file,
                "found \(what) \(quoted(path)); expected a path without '{', which Snakemake takes for the start of a "
                    + "wildcard; rename it"))
    }

    /// The text of the file, without a line end behind it.
    package var text: String {
        var lines = [
            "# The pipeline \(VisibleText.of(spec.name)), exported by \(program) from \(VisibleText.of(spec.file)).",
            "localrules: all", "", "rule all:", "    input:",
        ]
        lines += spec.plan.order.map { "        \(mark(of: spec.stages[$0]))," }
        let made = Set(spec.stages.flatMap(\.writes).map { ByteText($0.path.path) })
        let hasMade = Set(made.flatMap { SpecPath.ancestors(of: $0.text) }.map(ByteText.init))
        for (number, index) in spec.plan.order.enumerated() {
            let stage = spec.stages[index]
            let makers = spec.plan.dependencies[index].map { mark(of: spec.stages[$0]) }
            let sources = stage.reads.map(\.path.path).filter { path in
                !hasMade.contains(ByteText(path))
                    && ([path] + SpecPath.ancestors(of: path)).allSatisfy { !made.contains(ByteText($0)) }
            }
            let files = sources.map(doubleQuoted)
            lines += ["", "rule stage_\(number):", "    message: \(doubleQuoted(escaped(stage.name)))"]
            if !(makers + files).isEmpty {
                lines += ["    input:"] + (makers + files).map { "        \($0)," }
            }
            lines.append("    output: touch(\(mark(of: stage)))")
            // So that Snakemake sees that the spec has changed.
            lines.append("    params: definition=\(doubleQuoted(StageWorker.definition(of: stage)))")
            if let cpus = stage.limits.cpus { lines.append("    threads: \(cpus)") }
            var resources: [String] = []
            if let memory = stage.limits.memory { resources.append("mem_mb=\((memory + (1 << 20) - 1) >> 20)") }
            if let timeout = stage.limits.timeout {
                let whole = timeout * Double(stage.limits.retries + 1) / 60
                resources.append("runtime=\(Int(whole.rounded(.up)) + 2)")
            }
            if !resources.isEmpty { lines.append("    resources: \(resources.joined(separator: ", "))") }
            lines.append("    shell: \(doubleQuoted(escaped(command(of: stage))))")
        }
        return lines.joined(separator: "\n")
    }

    private func command(of stage: SpecStage) -> String {
        var words = [program, "worker", spec.file, "--stage", stage.name]
        for setting in spec.settings { words += ["--set", setting] }
        return words.map(shellQuoted).joined(separator: " ")
    }

    private func mark(of stage: SpecStage) -> String {
        doubleQuoted("\(PipelineFiles(in: spec.directory).path)/snakemake/\(stage.name)")
    }

    /// `text` with its braces doubled: in messages and commands Snakemake puts something in between single ones.
    private func escaped(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "") { $0 += $1 == "{" || $1 == "}" ? "\($1)\($1)" : String($1) }
    }
}
