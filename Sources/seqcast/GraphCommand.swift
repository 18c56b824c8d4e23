import ArgumentParser
import Pipelines
import Stages

/// `seqcast graph`: shows how the stages and files of a pipeline hang together.
struct GraphCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "graph", abstract: "Show how the stages and files of a pipeline hang together.")
    static var _errorPrefix: String { Seqcast._errorPrefix }

    @Argument(help: "The pipeline's spec, a YAML file.") var spec: String
    @Option(help: "The form: \(GraphFormat.allCases.map(\.rawValue).joined(separator: ", ")).")
    var format: GraphFormat = .text

    func run() throws {
        let pipeline = try Pipeline(file: spec, commands: StageCatalog.stages)
        try TerminalConsole().result(pipeline.graph(format))
    }
}

extension GraphFormat: ExpressibleByArgument {}
