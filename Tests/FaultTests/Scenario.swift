import Files
import Foundation
import TestSupport
import Testing

/// A command with the files that it starts from and those that it leaves, to be tried under faults.
struct Scenario: Sendable, CustomTestStringConvertible {
    let name: String
    let arguments: [String]
    /// The files that are there before, by path.
    let inputs: [String: [UInt8]]
    /// The files that are there after a run without faults.
    let unbroken: [String: [UInt8]]
    /// Other contents that a file may have between two stages of the work.
    let between: [String: [UInt8]]
    /// The one of the inputs that is its standard input; nil for none.
    let standardInput: String?
    /// The file that is seen while it grows.
    let growing: String?
    /// From what it was seen to recover, whatever the fault was.
    let recovered = RecoveredStates()

    var testDescription: String { name }

    /// Runs the command once without faults; with the options `revealing`, it leaves what else it deletes on the way.
    init(
        _ name: String, _ arguments: [String], inputs: [String: [UInt8]], revealing: [String]? = nil,
        reading standardInput: String? = nil, growing: String? = nil
    ) throws {
        self.name = name
        self.arguments = arguments
        self.inputs = inputs
        (self.standardInput, self.growing) = (standardInput, growing)
        unbroken = try Self.outcome(of: arguments, inputs, reading: standardInput)
        between = try revealing.map { try Self.outcome(of: arguments + $0, inputs) } ?? [:]
    }

    /// Starts the command in a directory with the inputs.
    func start(in directory: TemporaryDirectory, environment: [String: String] = [:]) throws -> SeqcastCommand.Running {
        try SeqcastCommand.start(
            arguments, in: directory.path, reading: standardInput.map(directory.file), environment: environment)
    }

    /// The files that a run without faults leaves.
    static func outcome(
        of arguments: [String], _ inputs: [String: [UInt8]], reading standardInput: String? = nil
    ) throws -> [String: [UInt8]] {
        let directory = try place(inputs)
        let end = try SeqcastCommand.run(
            arguments, in: directory.path, reading: standardInput.map(directory.file))
        try #require(end.code == 0, "\(arguments): \(end.error)")
        return try contents(of: directory)
    }

    /// A new directory with `inputs` in it.
    static func place(_ inputs: [String: [UInt8]]) throws -> TemporaryDirectory {
        let directory = try TemporaryDirectory()
        for (path, bytes) in inputs {
            let file = URL(fileURLWithPath: directory.file(path))
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(bytes).write(to: file)
        }
        return directory
    }

    /// All files of a directory by path, hidden ones too, besides what a pipeline keeps for itself.
    static func contents(of directory: TemporaryDirectory) throws -> [String: [UInt8]] {
        var contents: [String: [UInt8]] = [:]
        var waiting = [""]
        while let folder = waiting.popLast() {
            for name in try Directories.list(at: directory.file(folder)) where name != ".seqcast" {
                if Directories.isDirectory(at: directory.file(folder + name)) {
                    waiting.append(folder + name + "/")
                } else {
                    contents[folder + name] = try Fixtures.contents(directory.file(folder + name))
                }
            }
        }
        return contents
    }

    /// Whether a file may have these contents at any moment.
    func allows(_ path: String, _ bytes: [UInt8]) -> Bool {
        if [inputs[path], unbroken[path], between[path]].contains(bytes) { return true }
        guard let whole = unbroken[path] else { return false }
        if path == growing { return whole.starts(with: bytes) }
        // A table of metrics grows by rows.
        if path.hasSuffix("metrics.csv") { return whole.starts(with: bytes) && bytes.last == UInt8(ascii: "\n") }
        return path.hasSuffix("seqcast.lock") && bytes.starts(with: "seqcast lock 1\n".utf8)
    }
}
