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
    @OptionGroup var executor: ExecutorArguments
    @Flag(help: "With slurm: return as soon as all is submitted.") var detach = false

    func run() throws {
        let pipeline = try arguments.pipeline()
        var options = executor.options
        options.stages = try stages + until + (command.map(pipeline.stages(ofCommand:)) ?? [])
        options.isOnly = only
        options.isDryRun = dryRun
        options.isForced = force
        let console = TerminalConsole(resultsAreLines: true)
        try pipeline.run(options, by: executor.executor(isDetached: detach), console)
        // Where stages were named or left to a queue, the end of the pipeline may not have been reached.
        guard !dryRun, !detach, options.stages.isEmpty else { return }
        for path in pipeline.results { try console.result("result: \(path)") }
    }
}
