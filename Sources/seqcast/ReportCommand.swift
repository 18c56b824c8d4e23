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
        let conflicts = FileConflicts(
            reads: [FileConflicts.Use(option: "SPEC", path: file)],
            writes: [FileConflicts.Use(option: "--output", path: output)])
        guard conflicts.problems.isEmpty else {
            throw ValidationError(OptionErrors(problems: conflicts.problems).description)
        }
    }

    func run() throws {
        TemporaryFiles.sweep(beside: output)
        let console = TerminalConsole()
        let pipeline = try Pipeline(file: file, settings: settings, commands: StageCatalog.stages)
        let outputs = pipeline.files.map { FileConflicts.Use(option: "a stage", path: $0) }
        let conflicts = FileConflicts(
            reads: outputs, writes: [FileConflicts.Use(option: "--output", path: output)])
        guard conflicts.problems.isEmpty else { throw OptionErrors(problems: conflicts.problems) }
        var page = try ReportPage(of: pipeline, console)
        let (text, remarks) = page.html()
        for remark in remarks { console.note(remark) }
        try DurableFile.write(Array(text.utf8), to: output)
    }
}
