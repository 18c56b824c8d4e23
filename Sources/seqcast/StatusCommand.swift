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
        let pipeline = try arguments.pipeline()
        let status = try pipeline.status()
        let console = TerminalConsole(resultsAreLines: true)
        for line in status.lines { try console.result(line) }
        for line in try GoneOutputs(of: pipeline).lines { try console.result(line + "; see seqcast clean") }
        if !status.isUpToDate { throw ExitCode(1) }
    }
}
