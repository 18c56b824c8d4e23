import ArgumentParser
import Stages

/// `seqcast describe`: says what a CSV file holds, and how to begin with it.
struct DescribeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "describe", abstract: "Show what a CSV file holds: columns, times, gaps, season; and how to begin."
    )
    static var _errorPrefix: String { Seqcast._errorPrefix }

    @Argument(help: "The CSV file.") var data: String
    @Option(help: "The column to forecast. By default the likeliest one.") var target: String?
    @Option(help: "The column of times. By default it is found.") var time: String?
    @Option(
        help:
            "The column that says which series a row belongs to, or several with commas between. By default it is found."
    ) var seriesColumn: String?
    @Flag(help: "Print JSON.") var json = false

    func run() throws {
        let description = try DataDescription(of: data, target: target, time: time, series: seriesColumn)
        let console = TerminalConsole()
        if json { try console.exact(description.json) } else { try console.results(description.text) }
    }
}
