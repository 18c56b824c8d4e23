import Files
import Stages

/// A pipeline: what the commands `run`, `status` and `graph` work on.
///
/// ```swift
/// let pipeline = try Pipeline(file: "pipelines/sine.yaml", commands: StageCatalog.stages)
/// try pipeline.run(RunOptions(), by: LocalExecutor(program: "/usr/bin/seqcast"), console)
/// ```
package struct Pipeline: Sendable {
    package let spec: Spec

    init(spec: Spec) {
        self.spec = spec
    }

    /// Reads and checks the spec in `file`.
    ///
    /// - Throws: ``PipelineError`` with every problem there is.
    package init(file: String, settings: [String] = [], commands: [any Stage.Type]) throws(PipelineError) {
        spec = try Spec(file: file, settings: settings, commands: commands, currentDirectory: currentDirectory())
    }

    /// Whether each stage is up to date.
    ///
    /// - Throws: ``PipelineError`` where the lock file is damaged, or a file cannot be read.
    package func status() throws(PipelineError) -> PipelineStatus {
        try PipelineStatus(of: spec, order: spec.plan.order, forced: [], LockFile.withRecords(in: spec.directory))
    }

    /// What ``run(_:by:_:)`` would do with `options`.
    ///
    /// - Throws: ``PipelineError``, as ``status()`` does, and where a stage is named that there is not.
    package func preview(_ options: RunOptions) throws(PipelineError) -> PipelineStatus {
        try PipelineStatus(
            of: spec, order: options.order(in: spec), forced: options.forcedStages(in: spec),
            LockFile.withRecords(in: spec.directory))
    }

    /// Runs the stages that are not up to date; a dry run only says what it would do.
    ///
    /// - Throws: ``PipelineError``; `Stopped` where a signal came, after the running stage ended; what the console
    ///   throws.
    package func run(_ options: RunOptions, by executor: any Executor, _ console: any Console) throws {
        if options.isDryRun {
            for line in try preview(options).dryRunLines(program: options.programName) { try console.result(line) }
            return
        }
        // Names of no stage are found before anything is made.
        _ = try options.order(in: spec)
        try executor.run(spec, options, console)
    }

    /// The names of the stages that run the command called `name`.
    ///
    /// - Throws: ``PipelineError`` where there is none.
    package func stages(ofCommand name: String) throws(PipelineError) -> [String] {
        let names = spec.stages.filter { $0.commandName == name }.map(\.name)
        guard !names.isEmpty else { throw .unknownStages(["the pipeline has no stage of the command '\(name)'"]) }
        return names
    }

    /// The metrics of the results that are there; of those that the spec would not make now too, marked, where `all` are
    /// wanted.
    package func metrics(all: Bool = false) throws -> MetricsTable {
        try MetricsTable(of: spec, LockFile.withRecords(in: spec.directory), all: all)
    }

    /// The names of the stages with a search.
    ///
    /// - Throws: ``PipelineError`` where there is none.
    package func searchedStages() throws(PipelineError) -> [String] {
        var names: [String] = []
        for stage in spec.stages where !stage.tried.isEmpty {
            if !names.contains(stage.template) { names.append(stage.template) }
        }
        guard !names.isEmpty else {
            throw .unknownStages(["the pipeline has no stage with a search; write one with  search: { space: … }"])
        }
        return names
    }

    /// The settings that searches tried, the best first.
    package func searchResults() throws -> MetricsTable {
        try SearchResults.table(of: spec, LockFile.withRecords(in: spec.directory))
    }

    /// The stages and files, drawn.
    package func graph(_ format: GraphFormat) -> String {
        PipelineGraph(of: spec).drawn(as: format)
    }
}
