import Stages

/// A pipeline as a Snakefile, whose rules call the worker: for the clusters and clouds that Snakemake knows.
///
/// What Snakemake sees of a stage is a mark that it was done: it would delete outputs before a rule runs, and with them
/// the checkpoints that a training goes on from. Whether a stage must run, the worker finds out by contents.
package struct Snakefile {
    private let spec: Spec
    private let program: String

    package init(of pipeline: Pipeline, program: String) {
        spec = pipeline.spec
        self.program = program
    }

    /// The text of the file, without a line end behind it.
    package var text: String {
        var lines = [
            "# The pipeline \(spec.name), exported by \(program) from \(spec.file).",
            "localrules: all", "", "rule all:", "    input:",
        ]
        lines += spec.plan.order.map { "        \(mark(of: spec.stages[$0]))," }
        let made = Set(spec.stages.flatMap(\.writes).map(\.path.path))
        let hasMade = Set(made.flatMap(SpecPath.ancestors))
        for (number, index) in spec.plan.order.enumerated() {
            let stage = spec.stages[index]
            let makers = spec.plan.dependencies[index].map { mark(of: spec.stages[$0]) }
            let sources = stage.reads.map(\.path.path).filter { path in
                !hasMade.contains(path) && ([path] + SpecPath.ancestors(of: path)).allSatisfy { !made.contains($0) }
            }
            let files = sources.map { literal(escaped($0)) }
            lines += ["", "rule stage_\(number):", "    message: \(literal(escaped(stage.name)))"]
            if !(makers + files).isEmpty {
                lines += ["    input:"] + (makers + files).map { "        \($0)," }
            }
            lines.append("    output: touch(\(mark(of: stage)))")
            // So that Snakemake sees that the spec has changed.
            lines.append("    params: definition=\(literal(StageWorker.definition(of: stage)))")
            if let cpus = stage.limits.cpus { lines.append("    threads: \(cpus)") }
            var resources: [String] = []
            if let memory = stage.limits.memory { resources.append("mem_mb=\((memory + (1 << 20) - 1) >> 20)") }
            if let timeout = stage.limits.timeout {
                let whole = timeout * Double(stage.limits.retries + 1) / 60
                resources.append("runtime=\(Int(whole.rounded(.up)) + 2)")
            }
            if !resources.isEmpty { lines.append("    resources: \(resources.joined(separator: ", "))") }
            lines.append("    shell: \(literal(escaped(command(of: stage))))")
        }
        return lines.joined(separator: "\n")
    }

    private func command(of stage: SpecStage) -> String {
        var words = [program, "worker", spec.file, "--stage", stage.name]
        for setting in spec.settings { words += ["--set", setting] }
        return words.map(StageCommand.shellQuoted).joined(separator: " ")
    }

    private func mark(of stage: SpecStage) -> String {
        literal(escaped("\(PipelineFiles(in: spec.directory).path)/snakemake/\(stage.name)"))
    }

    /// `text` with its braces doubled: Snakemake puts something in between single ones.
    private func escaped(_ text: String) -> String {
        text.reduce(into: "") { $0 += $1 == "{" || $1 == "}" ? "\($1)\($1)" : String($1) }
    }

    /// `text` as a string of Python's.
    private func literal(_ text: String) -> String { JSONText.text(text) }
}
