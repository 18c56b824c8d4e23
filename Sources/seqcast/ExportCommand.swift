import ArgumentParser
import Pipelines
import Stages

/// `seqcast export snakemake`: writes a pipeline for another engine; any other `seqcast export` is the stage of models.
struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: name, abstract: "Print a pipeline for another engine, which has the stages run by the worker.",
        usage: "seqcast export snakemake <spec> [<options>]", shouldDisplay: false)
    private static let name = "export-pipeline"

    /// The words of the command line, in which the engine tells this command from the stage.
    static func told(apart words: [String]) -> [String] {
        guard words.count > 1, words[0] == "export", Engine(rawValue: words[1]) != nil else { return words }
        return [name] + words.dropFirst()
    }
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
