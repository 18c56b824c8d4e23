import Files
import Stages
import Texts

/// What is shown of a run: on a terminal a table of the stages that run, drawn anew; elsewhere the lines that they say,
/// each with the stage's name before it.
struct RunDisplay {
    /// The seconds between two drawings.
    private static let interval = 0.1
    /// The most stages shown at once.
    private static let mostRows = 12

    private let console: any Console
    private let total: Int
    private let start = Machine.seconds
    private var lastDrawn = -Double.infinity

    init(_ console: any Console, total: Int) {
        self.console = console
        self.total = total
    }

    /// A line of the run itself; on a terminal, that a stage is up to date is not said.
    func result(_ line: String) throws {
        try console.result(line)
    }

    func note(_ line: String) {
        console.note(line)
    }

    /// A line that a stage said; a remark of this program's own stays a remark.
    ///
    /// On a terminal, what tells how far a command is and what a program says stand in the table, and what a command found
    /// stays.
    func said(_ line: String, by stage: SpecStage) throws {
        let mark = ProgramVersion.name + ": "
        if line.begins(with: mark) {
            return console.note("\(stage.name) | \(line.without(firstBytes: mark.utf8.count))")
        }
        if console.isLive {
            guard case .command = stage.work, !line.isEmpty, stage.partDone(by: line) == nil else { return }
        }
        try console.result("\(stage.name) | \(line)")
    }

    /// A stage ended well.
    func ended(_ stage: String, after seconds: Double) throws {
        if console.isLive { try console.result("\(stage): done in \(Duration.seconds(seconds).text)") }
    }

    /// Draws the table of the stages that run, each with its time, its progress where that is known, and what it said last.
    mutating func update(_ running: [(stage: SpecStage, start: Double, lastLine: String)], done: Int) {
        let now = Machine.seconds
        guard console.isLive, now - lastDrawn >= Self.interval else { return }
        lastDrawn = now
        let shown = running.prefix(Self.mostRows)
        let width = shown.map(\.stage.name.count).max() ?? 0
        let times = shown.map { Duration.seconds(now - $0.start).text }
        let timeWidth = times.map(\.count).max() ?? 0
        var lines = zip(shown, times).map { row, time in
            let bar = row.stage.partDone(by: row.lastLine).map { Self.bar($0) + "  " } ?? ""
            return "  \(row.stage.name.padded(to: width))  \(time.padded(to: timeWidth))  \(bar)\(row.lastLine)"
        }
        if running.count > Self.mostRows { lines.append("  and \(running.count - Self.mostRows) more") }
        lines.append("\(done) of \(total) done, \(running.count) running, \(Duration.seconds(now - start).text)")
        console.show(lines)
    }

    /// A part as a bar and in per cent: `[=====>    ]  55 %`.
    static func bar(_ part: Double) -> String {
        let width = 16
        let filled = Int(part * Double(width))
        let head = filled < width ? ">" : ""
        let body = String(repeating: "=", count: filled) + head
        let percent = String(Int((part * 100).rounded()))
        return "[\(body.padded(to: width))] " + String(repeating: " ", count: 3 - percent.count) + percent + " %"
    }

    /// Takes the table away.
    func end() {
        if console.isLive { console.show([]) }
    }
}

extension String {
    /// The text with spaces behind it, to so many characters.
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
