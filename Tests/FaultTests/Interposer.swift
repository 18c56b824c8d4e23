import Foundation
import TestSupport

/// The shared object that makes file operations of a program go wrong, made from `Tests/FaultInjection/interposer.c`.
struct Interposer: Sendable {
    /// Made once for all tests.
    static let shared = Result { try Interposer() }

    private let directory: TemporaryDirectory

    private init() throws {
        directory = try TemporaryDirectory()
        let source = Fixtures.packageDirectory + "/Tests/FaultInjection/interposer.c"
        let end = try Shell.run(
            "clang -Wall -Werror -shared -fPIC -O1 -o '\(directory.file("interposer.so"))' '\(source)'",
            in: directory.path)
        guard end.code == 0 else { throw Failure(message: end.error) }
    }

    private struct Failure: Error {
        let message: String
    }

    /// The environment in which `fault` happens at the operation number `at`; 0 only counts.
    func environment(_ fault: Fault, at: Int, log: String) -> [String: String] {
        [
            "LD_PRELOAD": directory.file("interposer.so"), "FAULT_CALLS": fault.calls, "FAULT_AT": String(at),
            "FAULT_ERROR": String(fault.error), "FAULT_SIGNAL": String(fault.signal),
            "FAULT_SHORT": fault.isShort ? "1" : "0", "FAULT_FOR_GOOD": fault.isForGood ? "1" : "0", "FAULT_LOG": log,
        ]
    }

    /// The environment in which what counts for durability is written down in the file `trace`.
    func environment(tracing trace: String) -> [String: String] {
        ["LD_PRELOAD": directory.file("interposer.so"), "FAULT_TRACE": trace]
    }

    /// The environment in which the time of day goes back whenever it is asked for.
    var environmentOfWrongClock: [String: String] {
        ["LD_PRELOAD": directory.file("interposer.so"), "FAULT_CLOCK": "1"]
    }
}
