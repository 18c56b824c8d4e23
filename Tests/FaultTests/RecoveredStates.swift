import Files
import Synchronization
import TestSupport
import Texts

/// What broken runs of a scenario left that the next run was seen to complete: from equal files it does the same again.
///
/// Many places of a fault leave equal files, so that a sweep over all of them takes half of its runs.
final class RecoveredStates: Sendable {
    private let states = Mutex<Set<[String: [UInt8]]>>([])

    /// The files and directories below `directory`; nil where they tell the time, as what a pipeline keeps for itself.
    static func state(of directory: TemporaryDirectory) throws -> [String: [UInt8]]? {
        var state: [String: [UInt8]] = [:]
        var waiting = [""]
        while let folder = waiting.popLast() {
            for name in try Directories.list(at: directory.file(folder)) {
                if name == ".seqcast" { return nil }
                let path = folder + name
                if Directories.isDirectory(at: directory.file(path)) {
                    waiting.append(path + "/")
                    state[path + "/"] = []
                } else {
                    // The number and the random part in the name of a temporary file are new each time.
                    let parts = name.parts(between: ".")
                    let isTemporary = parts.last == "seqcast-tmp"
                    let place = isTemporary ? folder + parts.dropLast(2).joined(separator: ".") + ".tmp" : path
                    state[place, default: []] += try Fixtures.contents(directory.file(path))
                }
            }
        }
        return state
    }

    func has(_ state: [String: [UInt8]]) -> Bool { states.withLock { $0.contains(state) } }

    func add(_ state: [String: [UInt8]]) { states.withLock { _ = $0.insert(state) } }
}
