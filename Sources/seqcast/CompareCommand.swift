import ArgumentParser
import Pipelines
import Stages

/// `seqcast compare`: says in what two lock files differ.
struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare", abstract: "Say in what two lock files differ: settings, inputs, results.",
        discussion: "A lock file is named by its path, its directory, or, as REVISION:PATH, in git's history.")
    static var _errorPrefix: String { Seqcast._errorPrefix }

    @Argument(help: "The first lock file.") var first: String
    @Argument(help: "The second lock file.") var second: String

    func run() throws {
        let path = searchPath()
        let comparison = try LockComparison(
            LockFile(named: first, searchPath: path), LockFile(named: second, searchPath: path))
        let console = TerminalConsole(resultsAreLines: true)
        for line in comparison.lines { try console.result(line) }
        if comparison.lines.isEmpty { try console.result("no difference") }
    }
}
