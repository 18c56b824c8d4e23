import CSVTables
import Files
import LinePlots
import Stages
import Texts

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Results on standard output, notes on standard error, and on a terminal a progress bar there.
final class TerminalConsole: Console {
    /// The shortest time between two drawings of the bar.
    private static let refreshInterval = 0.1

    private let isTerminal = isatty(2) == 1
    private var catchesSignals = false
    private let isOutputTerminal = isatty(1) == 1
    private var barWidth = 0
    /// How many lines of the table stand.
    private var tableHeight = 0
    private var lastDrawn = -Double.infinity
    private var start: (time: Double, done: Int)?

    /// Whether each result is one line, whatever is in it: an end of a line in a name is then shown as an escape.
    private let resultsAreLines: Bool

    init(resultsAreLines: Bool = false) {
        self.resultsAreLines = resultsAreLines
    }

    func result(_ line: String) throws {
        eraseBar()
        eraseTable()
        try StandardStreams.writeOutput((resultsAreLines ? VisibleText.of(line) : VisibleText.ofLines(line)) + "\n")
    }

    func exact(_ text: String) throws {
        eraseBar()
        eraseTable()
        try StandardStreams.writeOutput(text + "\n")
    }

    func note(_ line: String) {
        eraseBar()
        eraseTable()
        try? StandardStreams.writeError("seqcast: \(VisibleText.ofLines(line))\n")
    }

    var resultScreen: TerminalScreen? { TerminalSettings.resultScreen }
    var noteScreen: TerminalScreen? { TerminalSettings.screen(of: 2) }

    func picture(_ lines: [String]) {
        guard isTerminal else { return }
        eraseBar()
        eraseTable()
        try? StandardStreams.writeError(lines.map { $0 + "\n" }.joined())
    }

    /// The first look catches them from then on: a stage that never looks is stopped by the first one that comes.
    var stopSignal: Int32? {
        if !catchesSignals {
            StopSignals.catchFirst()
            catchesSignals = true
        }
        return StopSignals.received
    }

    func progress(_ progress: Progress) {
        guard isTerminal else { return }
        let now = Self.now
        let first = start ?? (now, progress.done)
        start = first
        let isLast = progress.done == progress.total
        guard now - lastDrawn >= Self.refreshInterval || isLast else { return }
        lastDrawn = now
        let speed = Double(progress.done - first.done) / max(now - first.time, 1e-9)
        draw(progress, speed: speed)
        if isLast { eraseBar() }
    }

    var isLive: Bool { isTerminal && isOutputTerminal }

    func show(_ lines: [String]) {
        eraseTable()
        guard !lines.isEmpty else { return }
        let (width, height) = Self.terminalSize
        let shown = lines.suffix(max(1, height - 1)).map { String(VisibleText.of($0).prefix(width - 1)) }
        try? StandardStreams.writeError(shown.joined(separator: "\n") + "\n")
        tableHeight = shown.count
    }

    private func eraseTable() {
        guard tableHeight > 0 else { return }
        try? StandardStreams.writeError("\u{1B}[\(tableHeight)A\r\u{1B}[J")
        tableHeight = 0
    }

    private static var terminalSize: (width: Int, height: Int) {
        var size = winsize()
        guard ioctl(2, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 1, size.ws_row > 1 else { return (80, 24) }
        return (Int(size.ws_col), Int(size.ws_row))
    }

    private func draw(_ progress: Progress, speed: Double) {
        let width = 24
        let filled = progress.total > 0 ? width * progress.done / progress.total : 0
        var line = "[" + String(repeating: "=", count: filled) + String(repeating: " ", count: width - filled) + "]"
        line += " \(progress.done)/\(progress.total)  \(VisibleText.of(progress.message))"
        if speed > 0 {
            let left = Double(progress.total - progress.done) / speed
            line += "  \(significantDecimal(speed, digits: 3))/s  \(Self.duration(left)) left"
        }
        let padding = String(repeating: " ", count: max(0, barWidth - line.count))
        barWidth = line.count
        try? StandardStreams.writeError("\r" + line + padding)
    }

    private func eraseBar() {
        guard barWidth > 0 else { return }
        try? StandardStreams.writeError("\r" + String(repeating: " ", count: barWidth) + "\r")
        barWidth = 0
    }

    /// Seconds since some moment, by a clock that is never set back.
    private static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    private static func duration(_ seconds: Double) -> String {
        guard seconds < 360_000 else { return "days" }
        let whole = Int(seconds.rounded(.up))
        let (hours, minutes) = (whole / 3600, whole / 60 % 60)
        return hours > 0 ? "\(hours) h \(minutes) min" : minutes > 0 ? "\(minutes) min \(whole % 60) s" : "\(whole) s"
    }
}
