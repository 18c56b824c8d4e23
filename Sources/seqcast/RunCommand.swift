import ArgumentParser
import Pipelines
import Stages

/// `seqcast run`: runs the stages of a pipeline that are not up to date.
struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Run the stages of a pipeline that are not up to date.")
    static var _errorPrefix: String { Seqcast._errorPrefix }

    @OptionGroup var arguments: SpecArguments
    @Argument(help: "The stages wanted, with whatever they need; by default all.") var stages: [String] = []
    @Option(help: ArgumentHelp("Stages of this command are wanted.", valueName: "command")) var command: String?
    @Option(parsing: .singleValue, help: ArgumentHelp("The same as naming the stage.", valueName: "stage"))
    var until: [String] = []
    @Flag(help: "Run the stages named without what they need, which is taken as it is.") var only = false
    @Flag(help: "Say what would run, why, and by which command line; run nothing.") var dryRun = false
    @Flag(help: "Run the stages wanted even where they are up to date, and from the beginning.") var force = false
    @Option(help: "How many stages may run at once. By default as many as there are processors; on Slurm any number.")
    var jobs: Int?
    @Option(help: "Where stages run: \(Place.allCases.map(\.rawValue).joined(separator: ", ")).")
    var executor = Place.local
    @Flag(help: "With slurm: return as soon as all is submitted.") var detach = false
    @Flag(help: "After a failure, go on with the stages that do not need what failed.") var keepGoing = false

    func validate() throws {
        if let jobs, jobs < 1 { throw ValidationError("--jobs: found '\(jobs)'; expected a whole number from 1") }
    }

    func run() throws {
        let pipeline = try arguments.pipeline()
        var options = RunOptions()
        options.stages = try stages + until + (command.map(pipeline.stages(ofCommand:)) ?? [])
        options.isOnly = only
        options.isDryRun = dryRun
        options.isForced = force
        options.jobs = jobs ?? Machine.processorCount
        options.maxParallel = jobs
        options.keepsGoing = keepGoing
        let console = TerminalConsole()
        try pipeline.run(options, by: executor(program: ownPath(), searchPath: searchPath()), console)
        // Where stages were named or left to a queue, the end of the pipeline may not have been reached.
        guard !dryRun, !detach, options.stages.isEmpty else { return }
        for path in pipeline.results { try console.result("result: \(path)") }
    }

    private func executor(program: String, searchPath: String) -> any Executor {
        switch executor {
        case .local: LocalExecutor(program: program, searchPath: searchPath)
        case .slurm: SlurmExecutor(program: program, searchPath: searchPath, isDetached: detach)
        }
    }

    /// Where stages run.
    enum Place: String, CaseIterable, ExpressibleByArgument {
        case local, slurm
    }
}
