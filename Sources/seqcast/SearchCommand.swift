import ArgumentParser
import Files
import Pipelines
import Stages

/// `seqcast search`: runs the searches of a pipeline and shows what they found.
struct SearchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search", abstract: "Run the searches of a pipeline, and show the settings tried, the best first.")
    static var _errorPrefix: String { Seqcast._errorPrefix }

    @OptionGroup var arguments: SpecArguments
    @Argument(help: "The stages whose searches are wanted; by default all.") var stages: [String] = []
    @OptionGroup var executor: ExecutorArguments
    @Option(help: ArgumentHelp("A CSV file to write the settings tried to.", valueName: "file")) var table: String?

    func validate() throws {
        guard let table else { return }
        try FileConflicts.refuse(
            writing: table, by: "--table", over: [FileConflicts.Use(option: "SPEC", path: arguments.spec)])
    }

    func run() throws {
        if let table { TemporaryFiles.sweep(beside: table) }
        let pipeline = try arguments.pipeline()
        if let table { try FileConflicts.refuse(writing: table, by: "--table", over: pipeline.fileUses) }
        var options = executor.options
        options.stages = try stages.isEmpty ? pipeline.searchedStages() : stages
        let console = TerminalConsole()
        try pipeline.run(options, by: executor.executor(), console)
        let results = try pipeline.searchResults()
        if let table { try DurableFile.write(Array((results.shown(as: .csv) + "\n").utf8), to: table) }
        try console.results(results.shown(as: .text))
        if let remark = results.remark { console.note(remark) }
        for path in pipeline.outputs(of: options.stages) { try console.result("result: \(path)") }
    }
}
