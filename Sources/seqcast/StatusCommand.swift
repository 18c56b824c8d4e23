import ArgumentParser
import Pipelines
import Stages

/// `seqcast status`: says of each stage whether it is up to date, and if not why.
struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Say of each stage of a pipeline whether it is up to date, and if not why.",
        discussion: "The exit code is 0 if all are, 1 if not.")
    static var _errorPrefix: String { Seqcast._errorPrefix }

    @OptionGroup var arguments: SpecArguments

    func run() throws {
        let status = try arguments.pipeline().status()
        let console = TerminalConsole(resultsAreLines: true)
        for line in status.lines { try console.result(line) }
        if !status.isUpToDate { throw ExitCode(1) }
    }
}
