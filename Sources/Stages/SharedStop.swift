import Dispatch

/// Whether a stage was asked to stop, for all cores: a console is asked by one at a time.
final class SharedStop: @unchecked Sendable {
    private let console: any Console
    private let turn = DispatchSemaphore(value: 1)

    init(_ console: any Console) {
        self.console = console
    }

    /// Ends a stage that was asked to stop.
    func throwIfStopped() throws(Stopped) {
        turn.wait()
        defer { turn.signal() }
        try console.throwIfStopped()
    }
}
