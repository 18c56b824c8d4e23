import ArgumentParser
import Stages

/// `seqcast describe`: says what a CSV file holds, and how to begin with it.
struct DescribeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "describe", abstract: "Show what a CSV file holds: columns, times, gaps, season; and how to begin."
    )
    static var _errorPrefix: String { Seqcast._errorPrefix }

    @Argument(help: "The CSV file.") var data: String
    @Flag(help: "Print JSON.") var json = false

    func run() throws {
        let description = try DataDescription(of: data)
        let console = TerminalConsole()
        if json { try console.exact(description.json) } else { try console.results(description.text) }
    }
}
