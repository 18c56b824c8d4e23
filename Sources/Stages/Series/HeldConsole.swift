import Files

/// A console that holds back what is said until it is certain that it is to be said.
final class HeldConsole: Console {
    private enum Line {
        case note(String)
        case result(String)
    }

    private let console: any Console
    private var lines: [Line] = []

    private init(_ console: any Console) {
        self.console = console
    }

    /// Does `work` with a console of its own, and says what it said, after `heading`, once it is done.
    ///
    /// - Returns: Whether it is done: where anything was wrong nothing is said, so that it can be done in another way.
    /// - Throws: `Stopped`; `FileError` where a file cannot be read or written; as ``Console/result(_:)``.
    static func tries(
        _ console: any Console, heading: () -> Void, _ work: (_ held: HeldConsole) throws -> Void
    ) throws -> Bool {
        let held = HeldConsole(console)
        do {
            try work(held)
        } catch let error as Stopped {
            throw error
        } catch let error as FileError where error.kind == .failed {
            throw error
        } catch {
            return false
        }
        heading()
        try held.release()
        return true
    }

    /// Says what was held back, in its order.
    private func release() throws {
        defer { lines = [] }
        for line in lines {
            switch line {
            case .note(let line): console.note(line)
            case .result(let line): try console.result(line)
            }
        }
    }

    var stopSignal: Int32? { console.stopSignal }

    func result(_ line: String) { lines.append(.result(line)) }
    func note(_ line: String) { lines.append(.note(line)) }
    func progress(_ progress: Progress) { console.progress(progress) }
}
