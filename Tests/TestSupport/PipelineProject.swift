import Files
import Foundation

/// A pipeline in a directory of its own, run by the command as a user runs it.
package final class PipelineProject: Sendable {
    private let temporary: TemporaryDirectory
    private let environment: [String: String]

    /// A directory with the spec `text` in the file `pipeline.yaml`.
    package init(_ text: String, environment: [String: String] = [:]) throws {
        temporary = try TemporaryDirectory()
        self.environment = environment
        _ = try temporary.write(text, to: "pipeline.yaml")
    }

    /// A copy of the spec called `name` in `pipelines/`.
    package convenience init(copyOf name: String) throws {
        let bytes = try FileReader.read(Fixtures.packageDirectory + "/pipelines/" + name, limit: 1 << 20)
        try self.init(String(decoding: bytes, as: UTF8.self))
    }

    package var path: String { temporary.path }

    /// Runs `seqcast COMMAND pipeline.yaml ARGUMENTS…`.
    package func run(_ command: String, _ arguments: [String] = []) throws -> SeqcastCommand.End {
        try start(command, arguments).wait()
    }

    /// Starts `seqcast COMMAND pipeline.yaml ARGUMENTS…`.
    package func start(_ command: String, _ arguments: [String] = []) throws -> SeqcastCommand.Running {
        try SeqcastCommand.start(
            [command, "pipeline.yaml"] + arguments, in: temporary.path, environment: environment)
    }

    package func text(_ name: String) throws -> String {
        try String(decoding: FileReader.read(temporary.file(name), limit: 1 << 26), as: UTF8.self)
    }

    package func write(_ text: String, to name: String) throws {
        _ = try temporary.write(text, to: name)
    }

    package func remove(_ name: String) throws { try Directories.remove(at: temporary.file(name)) }

    package func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: temporary.file(name)) }

    /// Waits until there is a file called `name`; a minute at most.
    package func waitFor(_ name: String) throws {
        let deadline = ContinuousClock.now + .seconds(60)
        while !exists(name) {
            guard ContinuousClock.now < deadline else { throw CocoaError(.fileNoSuchFile) }
            usleep(10_000)
        }
    }

    /// Every file under `directory`, with its contents; hidden ones are left out.
    package func contents(of directory: String) throws -> [String: Digest] {
        let base = temporary.file(directory)
        var result: [String: Digest] = [:]
        for case let name as String in FileManager.default.enumerator(atPath: base) ?? .init() {
            let isHidden = name.split(separator: "/").contains { $0.hasPrefix(".") }
            var isDirectory: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: base + "/" + name, isDirectory: &isDirectory)
            if !isHidden, !isDirectory.boolValue { result[name] = try Digest.ofFile(at: base + "/" + name) }
        }
        return result
    }
}

/// Another program, run to its end.
package enum OtherProgram {
    /// Whether there is such a program.
    package static func isThere(_ name: String) -> Bool {
        (try? run("/bin/sh", ["-c", "command -v \(name)"]).code) == 0
    }

    package static func run(
        _ path: String, _ arguments: [String], in directory: String? = nil, environment: [String: String] = [:]
    ) throws -> SeqcastCommand.End {
        try SeqcastCommand.Running(program: path, arguments, in: directory, environment: environment).wait()
    }
}
