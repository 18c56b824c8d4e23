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
    @Flag(help: "Say what would run, why, and by which command line; run nothing.") var dryRun = false
    @Flag(help: "Run the stages wanted even where they are up to date, and from the beginning.") var force = false
    @Flag(help: "After a failure, go on with the stages that do not need what failed.") var keepGoing = false

    func run() throws {
        let pipeline = try arguments.pipeline()
        var options = RunOptions()
        options.stages = try stages + (command.map(pipeline.stages(ofCommand:)) ?? [])
        options.isDryRun = dryRun
        options.isForced = force
        options.keepsGoing = keepGoing
        try pipeline.run(options, by: LocalExecutor(program: ownPath()), TerminalConsole())
    }
}
