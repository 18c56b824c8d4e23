import ArgumentParser
import Pipelines
import Stages

/// `seqcast graph`: shows how the stages and files of a pipeline hang together.
struct GraphCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "graph", abstract: "Show how the stages and files of a pipeline hang together.")
    static var _errorPrefix: String { Seqcast._errorPrefix }

    @OptionGroup var arguments: SpecArguments
    @Option(help: "The form: \(GraphFormat.allCases.map(\.rawValue).joined(separator: ", ")).")
    var format: GraphFormat = .text

    func run() throws {
        let pipeline = try arguments.pipeline()
        let console = TerminalConsole()
        let text = pipeline.graph(format)
        if format == .text { try console.results(text) } else { try console.exact(text) }
    }
}

extension GraphFormat: ExpressibleByArgument {}
