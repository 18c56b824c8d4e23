import ArgumentParser
import Files
import Pipelines
import Stages

/// `seqcast clean`: removes what stages left that are no longer in the spec.
struct CleanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clean", abstract: "Show what stages left that are no longer in the spec, and remove it.",
        discussion: "What changed since it was written, and what is outside of the pipeline's directory, is kept.")
    static var _errorPrefix: String { Seqcast._errorPrefix }

    @OptionGroup var arguments: SpecArguments
    @Flag(help: "Remove it without asking.") var yes = false

    func run() throws {
        let console = TerminalConsole()
        let gone = try GoneOutputs(of: arguments.pipeline())
        for line in gone.lines { try console.result(line) }
        let count = gone.removable.count
        if count == 0 {
            try console.result(gone.outputs.isEmpty ? "nothing to remove" : "nothing else to remove")
            if !gone.isEmpty { try gone.remove() }
            return
        }
        if !yes {
            try StandardStreams.writeOutput("remove \(count == 1 ? "it" : "these \(count)")? [y/N] ")
            guard ["y", "yes"].contains(readLine()?.lowercased()) else {
                return try console.result("nothing was removed; --yes removes without asking")
            }
        }
        try gone.remove()
        try console.result("removed \(count)")
    }
}
