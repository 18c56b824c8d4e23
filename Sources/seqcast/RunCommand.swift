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
    @Option(help: "How many stages may run at once. By default as many as there are processors.")
    var jobs = Machine.processorCount
    @Flag(help: "After a failure, go on with the stages that do not need what failed.") var keepGoing = false

    func validate() throws {
        if jobs < 1 { throw ValidationError("--jobs: found '\(jobs)'; expected a whole number from 1") }
    }

    func run() throws {
        let pipeline = try arguments.pipeline()
        var options = RunOptions()
        options.stages = try stages + until + (command.map(pipeline.stages(ofCommand:)) ?? [])
        options.isOnly = only
        options.isDryRun = dryRun
        options.isForced = force
        options.jobs = jobs
        options.keepsGoing = keepGoing
        let console = TerminalConsole()
        try pipeline.run(options, by: LocalExecutor(program: ownPath(), searchPath: searchPath()), console)
        // Where stages were named, the end of the pipeline may not have been reached.
        guard !dryRun, options.stages.isEmpty else { return }
        for path in pipeline.results { try console.result("result: \(path)") }
    }
}
