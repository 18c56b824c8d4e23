import ArgumentParser
import Pipelines
import Stages

/// `seqcast schema`: prints the JSON Schema of specs.
struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Print the JSON Schema of pipeline specs, for editors to complete and check by.")
    static var _errorPrefix: String { Seqcast._errorPrefix }

    func run() throws {
        try TerminalConsole().exact(SpecSchema(commands: StageCatalog.stages).text)
    }
}
