import ArgumentParser
import Files
import Stages

/// `seqcast`: the command, which hands over to its subcommands.
struct Seqcast: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seqcast",
        abstract: "From a file of numbers to a trained recurrent network, a forecast and a picture.",
        version: ProgramVersion.nameAndVersion,
        subcommands: StageCatalog.stages.map { command(for: $0) } + [
            RunCommand.self, SearchCommand.self, StatusCommand.self, GraphCommand.self, MetricsCommand.self,
            CompareCommand.self,
            SchemaCommand.self, WorkerCommand.self, ExportCommand.self,
            InspectCommand.self, DescribeCommand.self,
        ])
    static var _errorPrefix: String { "seqcast: " }

    private static func command<S: Stage>(for stage: S.Type) -> any ParsableCommand.Type {
        CommandOfStage<S>.self
    }
}
