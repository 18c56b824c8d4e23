import Stages

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
    func said(_ line: String, by stage: String) throws {
        let mark = ProgramVersion.name + ": "
        if line.hasPrefix(mark) { return console.note("\(stage) | \(line.dropFirst(mark.count))") }
        if !console.isLive { try console.result("\(stage) | \(line)") }
    }

    /// A stage ended well.
    func ended(_ stage: String, after seconds: Double) throws {
        if console.isLive { try console.result("\(stage): done in \(Duration.seconds(seconds).text)") }
    }

    /// Draws the table of the stages that run, each with its start and what it said last.
    mutating func update(_ running: [(name: String, start: Double, lastLine: String)], done: Int) {
        let now = Machine.seconds
        guard console.isLive, now - lastDrawn >= Self.interval else { return }
        lastDrawn = now
        let width = running.prefix(Self.mostRows).map(\.name.count).max() ?? 0
        var lines = running.prefix(Self.mostRows).map { stage in
            let time = Duration.seconds(now - stage.start).text
            let padding = String(repeating: " ", count: width - stage.name.count)
            return "  \(stage.name)\(padding)  running \(time)  \(stage.lastLine)"
        }
        if running.count > Self.mostRows { lines.append("  and \(running.count - Self.mostRows) more") }
        lines.append("\(done) of \(total) done, \(running.count) running, \(Duration.seconds(now - start).text)")
        console.show(lines)
    }

    /// Takes the table away.
    func end() {
        if console.isLive { console.show([]) }
    }
}
