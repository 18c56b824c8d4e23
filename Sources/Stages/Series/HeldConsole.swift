/// A console that holds back what is said until it is certain that it is to be said.
final class HeldConsole: Console {
    private enum Line {
        case note(String)
        case result(String)
    }

    private let console: any Console
    private var lines: [Line] = []

    init(_ console: any Console) {
        self.console = console
    }

    /// Says what was held back, in its order.
    ///
    /// - Throws: As ``Console/result(_:)``.
    func release() throws {
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
