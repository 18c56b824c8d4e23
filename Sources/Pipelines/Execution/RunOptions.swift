/// How a pipeline is to be run.
package struct RunOptions: Sendable {
    /// The stages that are wanted, and with them what they need; all where none is named.
    package var stages: [String] = []
    /// Says what would run, why, and by which command line; runs nothing.
    package var isDryRun = false
    /// Runs the stages that were named, or all, even where they are up to date, and from the beginning.
    package var isForced = false
    /// Runs the stages that were named without what they need.
    package var isOnly = false
    /// How many stages may run at once.
    package var jobs = 1
    /// How many tasks of an array may run at once on Slurm; nil for as many as there is room for.
    package var maxParallel: Int?
    /// The processors and the memory, in bytes, that stages share.
    package var cpus = Machine.processorCount
    package var memory = Machine.memory
    /// Goes on with stages that do not need one that failed.
    package var keepsGoing = false
    /// Waits for others that are at work in the directory, or on a stage, rather than end.
    package var waits = false
    /// The program's name in the command lines of a dry run.
    package var programName = "seqcast"

    package init() {}

    /// The stages that are wanted, in the order of the plan.
    func order(in spec: Spec) throws(PipelineError) -> [Int] {
        if isOnly, stages.isEmpty { throw .unknownStages(["--only needs the names of stages"]) }
        guard isOnly else { return try spec.plan.order(selecting: stages) }
        let wanted = Set(try spec.plan.indices(of: stages))
        return spec.plan.order.filter(wanted.contains)
    }

    /// The stages that run whatever the case.
    func forcedStages(in spec: Spec) throws(PipelineError) -> Set<Int> {
        guard isForced else { return [] }
        return Set(stages.isEmpty ? Array(spec.stages.indices) : try spec.plan.indices(of: stages))
    }
}
