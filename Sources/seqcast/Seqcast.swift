import ArgumentParser
import Files
import RecurrentNets
import Stages

/// `seqcast`: the command, which hands over to its subcommands.
struct Seqcast: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seqcast",
        abstract: "From a file of numbers to a trained recurrent network, a forecast and a picture.",
        version: ProgramVersion.nameAndVersion + "\n" + kernels,
        subcommands: StageCatalog.stages.map { command(for: $0) } + [
            RunCommand.self, SearchCommand.self, StatusCommand.self, GraphCommand.self, MetricsCommand.self,
            CompareCommand.self, CleanCommand.self, ReportCommand.self, NewCommand.self,
            ExplainCommand.self,
            SchemaCommand.self, WorkerCommand.self, ExportCommand.self,
            InspectCommand.self, DescribeCommand.self, ForecastCommand.self,
        ])
    /// Which kernels this machine runs, and which results they give.
    private static var kernels: String {
        let name = KernelInstructionSet.name
        return KernelInstructionSet.joinsProducts
            ? "kernels: \(name), with the same results as on every other machine that multiplies and adds at once"
            : "kernels: \(name), which does not multiply and add at once: last digits of trainings differ from other machines'"
    }
    static var _errorPrefix: String { "seqcast: " }

    private static func command<S: Stage>(for stage: S.Type) -> any ParsableCommand.Type {
        CommandOfStage<S>.self
    }
}
