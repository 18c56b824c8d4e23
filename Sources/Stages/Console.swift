import LinePlots
import Texts

/// Where a stage says what it does: the executable prints, tests collect.
package protocol Console: AnyObject {
    /// A line of the result, for standard output; what could do harm on a terminal is shown as escapes, as names and texts
    /// of files may stand in it.
    ///
    /// - Throws: Where the line cannot be written: a full disk, a closed pipe.
    func result(_ line: String) throws
    /// A text in a language of its own, as JSON, or a picture, for standard output: as it is, since whoever made it has
    /// written what could do harm in that language.
    ///
    /// - Throws: As ``result(_:)``.
    func exact(_ text: String) throws
    /// A remark for the person who watches, for standard error.
    func note(_ line: String)
    /// How far a long job has come; a terminal shows it in one line that is drawn anew.
    func progress(_ progress: Progress)
    /// Whether there is a terminal on which ``show(_:)`` shows something.
    var isLive: Bool { get }
    /// Lines that stand below all others and are drawn anew each time; none takes them away.
    func show(_ lines: [String])
    /// Whether the stage was asked to stop: it finishes what it is at, saves, and throws ``Stopped``.
    var stopSignal: Int32? { get }
    /// The terminal that results go to; nil where they go elsewhere.
    var resultScreen: TerminalScreen? { get }
    /// The terminal that notes go to; nil where they go elsewhere.
    var noteScreen: TerminalScreen? { get }
    /// A picture for the person who watches, for standard error; it stays, and where that is no terminal it is left out.
    func picture(_ lines: [String])
}

extension Console {
    /// Ends a stage that was asked to stop and has nothing to save.
    ///
    /// - Throws: ``Stopped``.
    func throwIfStopped() throws(Stopped) {
        if let signal = stopSignal { throw Stopped(signal: signal) }
    }

    /// Lines of the result, each by ``result(_:)``.
    package func results(_ text: String) throws {
        for line in text.parts(between: "\n") { try result(line) }
    }

    package func exact(_ text: String) throws { try result(text) }
    package var resultScreen: TerminalScreen? { nil }
    package var noteScreen: TerminalScreen? { nil }
    package func picture(_ lines: [String]) {}
    package var isLive: Bool { false }
    package func show(_ lines: [String]) {}
}

/// How far a long job has come.
package struct Progress: Sendable, Equatable {
    /// Units of work done, of `total`.
    package var done: Int
    package var total: Int
    /// What the job says of itself: `loss 0.0123`.
    package var message: String

    package init(done: Int, total: Int, message: String) {
        self.done = done
        self.total = total
        self.message = message
    }
}

/// Thrown when a stage was stopped by a signal, after it saved what it had.
package struct Stopped: Error, Equatable, Sendable {
    package let signal: Int32

    package init(signal: Int32) {
        self.signal = signal
    }
}
