import Files
import Foundation

/// The command, as a user runs it: the release build that `make` makes.
package struct SeqcastCommand: Sendable {
    /// How a run of the command ended.
    package struct End: Sendable {
        package let code: Int32
        package let output: String
        package let error: String
    }

    /// The file of the command.
    package static var path: String {
        ProcessInfo.processInfo.environment["SEQCAST"] ?? Fixtures.packageDirectory + "/.build/release/seqcast"
    }

    /// A command that is older than a source, whose tests would say nothing of it.
    package struct OutOfDate: Error, CustomStringConvertible {
        package let description: String
    }

    /// Whether the command is newer than all that it is built from; looked at once.
    private static let isOfTheSources = Result {
        try checkAge(of: path, sources: Fixtures.packageDirectory + "/Sources")
    }

    /// Compares times of change: what a build takes in is never newer than what it makes.
    ///
    /// - Throws: ``OutOfDate`` where a file under `sources` was changed after the command was built, or there is no command.
    package static func checkAge(of command: String, sources: String) throws {
        guard let built = modificationTime(of: command) else {
            throw OutOfDate(description: "\(command): found no such command; run: make build")
        }
        let names = FileManager.default.enumerator(atPath: sources)?.compactMap { $0 as? String } ?? []
        for name in names.sorted() where [".swift", ".c", ".h"].contains(where: name.hasSuffix) {
            let path = sources + "/" + name
            guard let changed = modificationTime(of: path), changed > built else { continue }
            throw OutOfDate(description: "\(command) is older than \(path); run: make build")
        }
    }

    private static func modificationTime(of path: String) -> Date? {
        (try? FileManager.default.attributesOfItem(atPath: path))?[.modificationDate] as? Date
    }

    /// Runs the command, its standard input being the file at `input` or empty, and waits for its end.
    package static func run(
        _ arguments: [String], in directory: String? = nil, reading input: String? = nil,
        environment: [String: String] = [:]
    ) throws -> End {
        try start(arguments, in: directory, reading: input, environment: environment).wait()
    }

    /// Starts the command, its standard output going to the file or pipe at `output`, where one is given.
    package static func start(
        _ arguments: [String], in directory: String? = nil, reading input: String? = nil, writing output: String? = nil,
        environment: [String: String] = [:]
    ) throws -> Running {
        try isOfTheSources.get()
        return try Running(
            program: path, arguments, in: directory, reading: input, writing: output, environment: environment)
    }

    /// A command that is running, its output going to files.
    package final class Running {
        private let process = Process()
        private let files: TemporaryDirectory
        private let ended = DispatchSemaphore(value: 0)

        package init(
            program: String, _ arguments: [String], in directory: String?, reading input: String? = nil,
            writing output: String? = nil, environment: [String: String]
        ) throws {
            files = try TemporaryDirectory()
            process.executableURL = URL(fileURLWithPath: program)
            process.arguments = arguments
            if let directory { process.currentDirectoryURL = URL(fileURLWithPath: directory) }
            process.environment = ProcessInfo.processInfo.environment
                .merging(["SWIFT_BACKTRACE": "enable=no"]) { $1 }.merging(environment) { $1 }
            process.standardInput =
                try input.map { try FileHandle(forReadingFrom: URL(fileURLWithPath: $0)) } ?? FileHandle.nullDevice
            process.standardOutput =
                try output.map { try FileHandle(forWritingTo: URL(fileURLWithPath: $0)) }
                ?? Self.handle(writing: files.file("output"))
            process.standardError = try Self.handle(writing: files.file("error"))
            process.terminationHandler = { [ended] _ in ended.signal() }
            try process.run()
        }

        /// The process number.
        package var identifier: Int32 { process.processIdentifier }
        package var isRunning: Bool { process.isRunning }

        /// What it has written to standard output so far.
        package var output: String { text("output") }

        /// Sends it a signal.
        package func send(_ signal: Int32) {
            if process.isRunning { kill(process.processIdentifier, signal) }
        }

        /// Waits for its end; a death by signal N counts as code 128 + N.
        ///
        /// One that takes longer than `limit`, in seconds, is killed, and counts as code -1.
        package func wait(atMost limit: Double = 600) -> End {
            if ended.wait(timeout: .now() + limit) == .timedOut {
                send(9)
                ended.wait()
                ended.signal()
                return End(code: -1, output: text("output"), error: text("error") + "\nit did not end in \(limit) s")
            }
            ended.signal()
            process.waitUntilExit()
            let code = process.terminationStatus + (process.terminationReason == .uncaughtSignal ? 128 : 0)
            return End(code: code, output: text("output"), error: text("error"))
        }

        private func text(_ name: String) -> String {
            let bytes = (try? FileReader.read(files.file(name), limit: 1 << 28)) ?? []
            return String(decoding: bytes, as: UTF8.self)
        }

        private static func handle(writing path: String) throws -> FileHandle {
            try Data().write(to: URL(fileURLWithPath: path))
            return try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        }
    }
}

/// Lets time go by.
package func sleep(seconds: Double) {
    Thread.sleep(forTimeInterval: seconds)
}
