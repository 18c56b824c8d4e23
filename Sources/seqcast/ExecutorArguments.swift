import ArgumentParser
import Pipelines

/// Where and how stages run: the arguments that all commands share that run some.
struct ExecutorArguments: ParsableArguments {
    @Option(help: "How many stages may run at once. By default as many as there are processors; on Slurm any number.")
    var jobs: Int?
    @Option(
        name: .customLong("executor"),
        help: "Where stages run: \(Place.allCases.map(\.rawValue).joined(separator: ", ")).")
    var place = Place.local
    @Flag(help: "After a failure, go on with the stages that do not need what failed.") var keepGoing = false

    @Flag(help: "Wait for another run or worker that is at work in the directory, rather than end.") var wait = false

    func validate() throws {
        if let jobs, jobs < 1 { throw ValidationError("--jobs: found '\(jobs)'; expected a whole number from 1") }
    }

    /// What these say of a run.
    var options: RunOptions {
        var options = RunOptions()
        options.jobs = jobs ?? Machine.processorCount
        options.maxParallel = jobs
        options.keepsGoing = keepGoing
        options.waits = wait
        return options
    }

    func executor(isDetached: Bool = false) -> any Executor {
        switch place {
        case .local: LocalExecutor(program: ownPath(), searchPath: searchPath())
        case .slurm: SlurmExecutor(program: ownPath(), searchPath: searchPath(), isDetached: isDetached)
        }
    }

    /// Where stages run.
    enum Place: String, CaseIterable, ExpressibleByArgument {
        case local, slurm
    }
}
