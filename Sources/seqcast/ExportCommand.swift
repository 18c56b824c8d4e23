import ArgumentParser
import Pipelines
import Stages

/// `seqcast export`: writes a pipeline for another engine.
struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Print a pipeline for another engine, which has the stages run by the worker.")
    static var _errorPrefix: String { Seqcast._errorPrefix }

    /// The engines.
    enum Engine: String, CaseIterable, ExpressibleByArgument {
        case snakemake
    }

    @Argument(help: "The engine: \(Engine.allCases.map(\.rawValue).joined(separator: ", ")).") var engine: Engine
    @OptionGroup var arguments: SpecArguments

    func run() throws {
        let pipeline = try arguments.pipeline()
        switch engine {
        case .snakemake: try TerminalConsole().exact(Snakefile(of: pipeline, program: "seqcast").text)
        }
    }
}
