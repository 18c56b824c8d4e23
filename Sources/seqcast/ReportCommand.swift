import ArgumentParser
import Files
import Pipelines
import Stages

/// `seqcast report`: writes a page about a pipeline and its results.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Write a page about a pipeline and its results: one HTML file that loads nothing.")
    static var _errorPrefix: String { Seqcast._errorPrefix }

    @Argument(help: "The pipeline's spec, a YAML file, or a directory that has it as pipeline.yaml.") var spec: String
    @Option(help: ArgumentHelp("The HTML file to write.", valueName: "file")) var output: String
    @Option(
        name: .customLong("set"), parsing: .singleValue,
        help: ArgumentHelp("Set an option of a stage, or a variable; may be repeated.", valueName: "name=value"))
    var settings: [String] = []

    private var file: String { Directories.isDirectory(at: spec) ? spec + "/pipeline.yaml" : spec }

    func validate() throws {
        try FileConflicts.refuse(
            writing: output, by: "--output", over: [FileConflicts.Use(option: "SPEC", path: file)])
    }

    func run() throws {
        TemporaryFiles.sweep(beside: output)
        let console = TerminalConsole()
        let pipeline = try Pipeline(file: file, settings: settings, commands: StageCatalog.stages)
        try FileConflicts.refuse(writing: output, by: "--output", over: pipeline.fileUses)
        try Self.write(pipeline, to: output, console)
    }

    /// Writes the page about a pipeline.
    static func write(
        _ pipeline: Pipeline, withDurations: Bool = true, to output: String, _ console: any Console
    ) throws {
        var page = try ReportPage(of: pipeline, withDurations: withDurations, console)
        let (text, remarks) = page.html()
        for remark in remarks { console.note(remark) }
        try DurableFile.write(Array(text.utf8), to: output)
    }
}
