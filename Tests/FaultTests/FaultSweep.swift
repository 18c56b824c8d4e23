import Foundation
import TestSupport
import Testing

/// A scenario under one fault, at each of its file operations.
struct FaultSweep {
    /// Whether all operations are tried, instead of some of them.
    static let isThorough = ProcessInfo.processInfo.environment["SEQCAST_TORTURE"] != nil
    /// The longest that a run may take, in seconds.
    private static let patience = 60.0

    let scenario: Scenario
    let fault: Fault
    private let interposer: Interposer

    /// A run under a fault.
    struct Run {
        let end: SeqcastCommand.End
        /// What failed: `write 7`.
        let failed: [String]
        let directory: TemporaryDirectory
        /// The files that it left.
        let files: [String: [UInt8]]
        let label: Comment

        /// What ended with the run: the operation that the fault began with.
        var call: String { failed.first.map { String($0.prefix { $0 != " " }) } ?? "" }
        var leftovers: [String] { files.keys.filter { $0.hasSuffix(".seqcast-tmp") } }
    }

    init(_ scenario: Scenario, _ fault: Fault) throws {
        self.scenario = scenario
        self.fault = fault
        interposer = try Interposer.shared.get()
    }

    /// Tries the fault at about `most` of the operations, at all of them when it is to be thorough.
    func tryEach(most: Int, _ check: (Run) throws -> Void) throws {
        let log = try TemporaryDirectory()
        let directory = try Scenario.place(scenario.inputs)
        let environment = interposer.environment(fault, at: 0, log: log.file("log"))
        let end = try scenario.start(in: directory, environment: environment).wait()
        #expect(end.code == 0)
        let count = try #require(try lines(log).last?.split(separator: " ").last.flatMap { Int($0) })
        #expect(count > 0)
        let step = Self.isThorough ? 1 : max(1, (count + most - 1) / most)
        for at in stride(from: 1, through: count, by: step) { try check(run(at: at)) }
    }

    private func lines(_ log: TemporaryDirectory) throws -> [String] {
        String(decoding: try Fixtures.contents(log.file("log")), as: UTF8.self).split(separator: "\n").map(String.init)
    }

    private func run(at: Int) throws -> Run {
        let log = try TemporaryDirectory()
        let directory = try Scenario.place(scenario.inputs)
        let running = try scenario.start(
            in: directory, environment: interposer.environment(fault, at: at, log: log.file("log")))
        let end = running.wait(atMost: Self.patience)
        let failed = try lines(log).filter { !$0.hasPrefix("count") }
        let label = "\(scenario.name), \(fault.testDescription), number \(at), \(failed): \(end.code) \(end.error)"
        let files = try Scenario.contents(of: directory)
        return Run(
            end: end, failed: failed, directory: directory, files: files, label: Comment(rawValue: label))
    }

    /// No file under its own name is damaged, whatever happened.
    func expectSound(_ run: Run) {
        for (path, bytes) in run.files where !run.leftovers.contains(path) {
            #expect(scenario.allows(path, bytes), "\(path) is damaged: \(run.label)")
        }
    }

    /// The next run does all the work that is left, and clears away what the one before left behind.
    func expectRecovery(_ run: Run) throws {
        let state = try RecoveredStates.state(of: run.directory)
        if let state, scenario.recovered.has(state) { return }
        let end = try scenario.start(in: run.directory).wait(atMost: Self.patience)
        #expect(end.code == 0, "run again: \(end.code) \(end.error) after \(run.label)")
        let files = try Scenario.contents(of: run.directory)
        #expect(
            files.keys.sorted() == scenario.unbroken.keys.sorted(), "run again after \(run.label)")
        #expect(files == scenario.unbroken, "run again after \(run.label)")
        if let state, end.code == 0, files == scenario.unbroken { scenario.recovered.add(state) }
    }

    /// A run that failed says so with a code, a path and a reason, and leaves no temporary file.
    func expectHonest(_ run: Run) {
        // What could not be removed is left to the next start.
        let couldClean = !run.failed.contains { $0.hasPrefix("unlink") }
        if couldClean { #expect(run.leftovers.isEmpty, run.label) }
        if run.end.code == 0 {
            let files = run.files.filter { !run.leftovers.contains($0.key) }
            #expect(files == scenario.unbroken, "exit 0 without its files: \(run.label)")
            return
        }
        // A stage of a pipeline that fails is code 1.
        let ofStage: [Int32] = ["run", "search"].contains(scenario.arguments[0]) ? [1] : []
        let allowed: [Int32] =
            switch run.call {
            case "mkdir": [73]
            case "open": [66, 73, 74]
            default: [73, 74]
            }
        #expect((allowed + ofStage).contains(run.end.code), run.label)
        #expect(run.end.error.hasPrefix("seqcast: "), run.label)
        #expect(run.end.error.contains(String(cString: strerror(fault.error))), run.label)
        #expect(scenario.inputs.keys.contains { run.end.error.contains($0) } || namesOutput(run), run.label)
    }

    private func namesOutput(_ run: Run) -> Bool {
        if scenario.standardInput != nil, run.end.error.contains("standard input") { return true }
        // The directory counts where a file in it could not be made.
        let parts = scenario.unbroken.keys.flatMap { [$0] + $0.split(separator: "/").map(String.init) }
        return parts.contains { run.end.error.contains($0) }
    }
}
