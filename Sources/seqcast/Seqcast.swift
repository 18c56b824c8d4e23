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
        subcommands: commands(for: words.first))

    /// The words of the command line behind the program's name.
    static let words = ExportCommand.told(apart: Array(CommandLine.arguments.dropFirst()))

    /// The commands besides those of the stages.
    private static let others: [any ParsableCommand.Type] = [
        RunCommand.self, SearchCommand.self, StatusCommand.self, GraphCommand.self, MetricsCommand.self,
        CompareCommand.self, CleanCommand.self, ReportCommand.self, NewCommand.self, ExplainCommand.self,
        SchemaCommand.self, WorkerCommand.self, ExportCommand.self, InspectCommand.self, DescribeCommand.self,
        ForecastCommand.self,
    ]

    /// The command that has the name, or else all: ArgumentParser looks at each that there is before it starts one, which takes
    /// longer than a run of a pipeline that is up to date.
    private static func commands(for name: String?) -> [any ParsableCommand.Type] {
        if let name {
            if let stage = StageCatalog.stage(named: name) { return [command(for: stage)] }
            if let other = others.first(where: { $0.configuration.commandName == name }) { return [other] }
        }
        return StageCatalog.stages.map { command(for: $0) } + others
    }

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
