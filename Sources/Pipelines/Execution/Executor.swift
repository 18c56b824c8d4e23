import Stages

/// Where the stages of a pipeline run.
package protocol Executor: Sendable {
    /// Runs the stages that are wanted and not up to date, each after those that make what it reads.
    ///
    /// - Throws: ``PipelineError``; `Stopped` where a signal came, after the running stages ended; what the console
    ///   throws.
    func run(_ spec: Spec, _ options: RunOptions, _ console: any Console) throws
}
