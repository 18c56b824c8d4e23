import Files
import Texts

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A stage that runs on this machine, and what it says.
struct StageProcess {
    /// By which programs stages run.
    struct Programs: Sendable {
        /// The file of the program that has the commands.
        var own: String
        /// Where the programs of the user's are looked for, as in `PATH`.
        var searchPath = "/usr/bin:/bin"
    }

    let start = Machine.seconds
    /// The line that it said last.
    private(set) var lastLine = ""

    private let child: ChildProcess?
    private let failure: StageEnd?
    private let log: LogFile
    private let timeout: Double?
    private let grace: Double
    private var unfinishedLine: [UInt8] = []
    private var isStopping = false
    private var isTooLong = false
    private var deadline = Double.infinity

    /// Starts `command`, what it says going to `log`; one that cannot be started ends at once.
    ///
    /// `grace`: how long a stage that was asked to stop may take to save what it has, in seconds.
    init(
        _ command: StageCommand, by programs: Programs, log: LogFile, threads: Int, timeout: Double?, grace: Double = 30
    ) {
        self.log = log
        (self.timeout, self.grace) = (timeout, grace)
        let name = command.program ?? programs.own
        guard let path = ChildProcess.find(name, in: programs.searchPath) else {
            child = nil
            failure = .notStarted("there is no program \(quoted(name)) in the directories of PATH")
            return
        }
        do {
            child = try ChildProcess(
                path: path, arguments: command.arguments, additions: ["SEQCAST_THREADS=\(threads)"],
                output: log.descriptor)
            failure = nil
        } catch {
            child = nil
            failure = .notStarted(error.reason)
        }
    }

    /// How it ended; nil while it runs.
    ///
    /// A signal by which everything is to stop is passed on, once.
    mutating func poll(stopSignal: Int32?) -> StageEnd? {
        guard let child else { return failure }
        if let end = child.end() {
            if isTooLong, let timeout { return .tookTooLong(limit: timeout) }
            return end
        }
        let now = Machine.seconds
        if let stopSignal, !isStopping {
            stop(by: stopSignal, at: now)
        } else if let timeout, !isStopping, now - start > timeout {
            isTooLong = true
            stop(by: SIGTERM, at: now)
        }
        if now > deadline {
            deadline = .infinity
            child.send(SIGKILL)
        }
        return nil
    }

    private mutating func stop(by signal: Int32, at now: Double) {
        isStopping = true
        deadline = now + grace
        child?.send(signal)
    }

    /// The lines that it said since this was last asked; after its `end`, also one without a line end.
    mutating func newLines(atEnd: Bool) -> [String] {
        let bytes = log.readNew()
        if bytes.isEmpty, !atEnd || unfinishedLine.isEmpty { return [] }
        var lines = (unfinishedLine + bytes).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        unfinishedLine = Array(lines.removeLast())
        if atEnd, bytes.isEmpty || !unfinishedLine.isEmpty {
            if !unfinishedLine.isEmpty { lines.append(unfinishedLine[...]) }
            unfinishedLine = []
        }
        let texts = lines.map { Self.shown($0) }
        lastLine = texts.last { !$0.isEmpty } ?? lastLine
        return texts
    }

    /// Waits for its end.
    mutating func wait(stopSignal: () -> Int32?) -> StageEnd {
        var pause = 0.000_5
        while true {
            if let end = poll(stopSignal: stopSignal()) { return end }
            Machine.sleep(seconds: pause)
            pause = min(pause * 1.2, 0.02)
        }
    }

    /// A line without what would move the cursor; of what overwrites itself, the last.
    static func shown(_ line: ArraySlice<UInt8>) -> String {
        let visible = line.split(separator: UInt8(ascii: "\r")).last ?? []
        let text = String(decoding: visible.prefix(2000), as: UTF8.self)
        return text.unicodeScalars.reduce(into: "") { shown, scalar in
            if scalar == "\t" { return shown += "    " }
            if scalar.properties.generalCategory != .control { shown.unicodeScalars.append(scalar) }
        }
    }
}
