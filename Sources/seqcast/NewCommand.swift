import ArgumentParser
import Stages
import Texts

/// `seqcast new`: writes a small project around a file.
struct NewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Begin a project: a directory with the data, a pipeline whose settings are explained, a Makefile.")
    static var _errorPrefix: String { Seqcast._errorPrefix }

    @Argument(help: ArgumentHelp("The directory to make.", valueName: "dir")) var directory: String
    @Option(help: ArgumentHelp("The CSV file, of which a copy is put in the project.", valueName: "file"))
    var data: String
    @Option(help: "The column to forecast. By default the likeliest one.") var target: String?
    @Option(help: "The column of times. By default it is found.") var time: String?
    @Option(
        help:
            "The column that says which series a row belongs to, or several with commas between. By default it is found."
    ) var seriesColumn: String?

    func run() throws {
        let project = try Project(of: DataDescription(of: data, target: target, time: time, series: seriesColumn))
        try project.write(to: directory)
        try TerminalConsole().results(
            "\(directory): a project was begun; its README.md says what it can do; now run\nmake -C \(shellQuoted(directory))"
        )
    }
}
