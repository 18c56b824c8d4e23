import Stages
import Synchronization

/// Keeps what is said, and gives a signal once something has happened.
final class SampleConsole: Console, Sendable {
    private let lines = Mutex<[String]>([])
    private let table = Mutex<[String]>([])
    private let isStopped: @Sendable () -> Bool
    let isLive: Bool

    init(isLive: Bool = false, stoppedWhen isStopped: @escaping @Sendable () -> Bool = { false }) {
        self.isLive = isLive
        self.isStopped = isStopped
    }

    /// Everything said so far; remarks with `note: ` before them.
    var said: [String] { lines.withLock { $0 } }

    /// The lines that stand now.
    var shown: [String] { table.withLock { $0 } }

    func show(_ lines: [String]) { table.withLock { $0 = lines } }
    func result(_ line: String) { lines.withLock { $0.append(line) } }
    func note(_ line: String) { lines.withLock { $0.append("note: " + line) } }
    func progress(_ progress: Progress) {}
    var stopSignal: Int32? { isStopped() ? 15 : nil }
}
