import ArgumentParser
import Pipelines
import Stages

/// `seqcast metrics`: compares the results of a pipeline.
struct MetricsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "metrics", abstract: "Show the losses and errors of a pipeline's results, the best first.")
    static var _errorPrefix: String { Seqcast._errorPrefix }

    @OptionGroup var arguments: SpecArguments
    @Option(help: "The form: \(MetricsTable.Format.allCases.map(\.rawValue).joined(separator: ", ")).")
    var format: MetricsTable.Format = .text
    @Option(help: ArgumentHelp("The column to sort by. By default the last stage's first metric.", valueName: "column"))
    var sort: String?

    @Flag(help: "Show also results that are not what the spec would make now, marked.") var all = false

    func run() throws {
        let pipeline = try arguments.pipeline()
        let table = try pipeline.metrics(all: all).sorted(by: sort)
        let console = TerminalConsole()
        let text = table.shown(as: format)
        if format == .text { try console.results(text) } else { try console.exact(text) }
        if let remark = table.remark { console.note(remark + (all ? "" : ", or give --all to see them")) }
        for line in try GoneOutputs(of: pipeline).lines { console.note(line + "; see seqcast clean") }
    }
}

extension MetricsTable.Format: ExpressibleByArgument {}
