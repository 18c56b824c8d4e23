/// A console for work that is a part of another: it passes on when to stop, and says nothing.
final class QuietConsole: Console {
    private let console: any Console

    init(_ console: any Console) {
        self.console = console
    }

    var stopSignal: Int32? { console.stopSignal }

    func result(_ line: String) {}
    func note(_ line: String) {}
    func progress(_ progress: Progress) {}
}
