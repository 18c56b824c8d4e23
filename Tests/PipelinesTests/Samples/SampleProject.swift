import Files
import TestSupport

@testable import Pipelines

/// A pipeline in a directory of its own, run by a shell script in place of the program.
final class SampleProject {
    private let temporary: TemporaryDirectory
    /// The directory of the pipeline.
    let directory: String
    /// The stages of the spec, as YAML with an indent of two.
    var stages: String

    init(_ stages: String) throws {
        self.stages = stages
        temporary = try TemporaryDirectory()
        directory = temporary.file("run")
        try Directories.create(at: directory)
    }

    static let program = Fixtures.path("specs/programs/sample-stages.sh")

    func pipeline() throws -> Pipeline {
        let spec = "version: 1\nname: sample\ndirectory: \(directory)\nstages:\n\(stages)\n"
        return try Pipeline(file: temporary.write(spec, to: "sample.yaml"), commands: SampleStages.all)
    }

    /// Runs the pipeline, and returns what it said.
    @discardableResult
    func run(_ change: (inout RunOptions) -> Void = { _ in }, _ console: SampleConsole = .init()) throws -> [String] {
        var options = RunOptions()
        change(&options)
        try pipeline().run(options, by: LocalExecutor(program: Self.program), console)
        return console.said
    }

    /// Runs the pipeline, which must fail, and returns what it failed with.
    func failure(_ change: (inout RunOptions) -> Void = { _ in }, _ console: SampleConsole = .init()) -> PipelineError?
    {
        do {
            try run(change, console)
            return nil
        } catch {
            return error as? PipelineError
        }
    }

    func status() throws -> [String] { try pipeline().status().lines }

    /// The command lines that the program was called with since this was last asked, without the directory.
    func calls() throws -> [String] {
        guard FileKind(of: file("calls")) != nil else { return [] }
        let text = try text("calls")
        try Directories.remove(at: file("calls"))
        return text.split(separator: "\n").map { line in
            line.split(separator: " ").map { word in
                word.hasPrefix(directory + "/") ? String(word.dropFirst(directory.count + 1)) : String(word)
            }.joined(separator: " ")
        }
    }

    /// The path of `name` in the directory of the pipeline.
    func file(_ name: String) -> String { directory + "/" + name }

    func text(_ name: String) throws -> String {
        try String(decoding: FileReader.read(file(name), limit: 1 << 20), as: UTF8.self)
    }

    func write(_ text: String, to name: String) throws {
        try DurableFile.write(Array(text.utf8), to: file(name))
    }

    func remove(_ name: String) throws { try Directories.remove(at: file(name)) }

    /// Has the program do something before its work; `$command`, `$data` and `$output` are those of the call.
    func hook(_ script: String) throws { try write(script, to: ".hook") }
}
