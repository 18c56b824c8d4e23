import Files
import Texts

extension LockFile {
    /// Reads the text of the lock file `file`, strictly: what was not written here is refused.
    ///
    /// - Throws: ``PipelineError`` with the first line that is damaged.
    package init(_ bytes: [UInt8], file: String) throws(PipelineError) {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .damagedLockFile(file: file, line: 1, problem: "the file is not UTF-8 text")
        }
        var reader = LockFileReader()
        var lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.popLast()?.isEmpty == true, !lines.isEmpty else {
            throw .damagedLockFile(file: file, line: max(lines.count, 1), problem: "the last line is cut short")
        }
        for (index, line) in lines.enumerated() {
            do {
                try reader.read(line, isFirst: index == 0)
            } catch {
                throw .damagedLockFile(file: file, line: index + 1, problem: error.problem)
            }
        }
        reader.closeEntry()
        entries = reader.entries
    }
}

/// Gathers the entries of a lock file from its lines.
private struct LockFileReader {
    /// Why a line cannot stand where it stands.
    struct Damage: Error {
        let problem: String
    }

    private(set) var entries: ByteDictionary<LockEntry> = [:]
    private var stage = ""
    private var heading: (state: LockEntry.State, command: String)?
    private var program: LockEntry.Program?
    private var settings: [String: [String]] = [:]
    private var reads: [LockEntry.File] = []
    private var writes: [LockEntry.File] = []

    mutating func read(_ line: Substring.UnicodeScalarView, isFirst: Bool) throws(Damage) {
        if isFirst {
            guard String(line) == LockFile.firstLine else {
                throw Damage(
                    problem: "found \(quoted(String(line))); expected '\(LockFile.firstLine)', the format known here")
            }
        } else if line.starts(with: "  ".unicodeScalars) {
            try readDetail(line.dropFirst(2))
        } else if !line.isEmpty {
            try readHeading(line)
        }
    }

    /// Keeps the entry that was being read.
    mutating func closeEntry() {
        guard let heading else { return }
        entries[stage] = LockEntry(
            state: heading.state, command: heading.command, program: program, settings: settings, reads: reads,
            writes: writes)
        program = nil
        (settings, reads, writes) = ([:], [], [])
        self.heading = nil
    }

    /// `stage NAME COMMAND done` or `stage NAME COMMAND started`.
    private mutating func readHeading(_ line: Substring.UnicodeScalarView) throws(Damage) {
        closeEntry()
        let words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard words.count == 4, words[0] == "stage", !words[1].isEmpty, !words[2].isEmpty,
            let state = LockEntry.State(rawValue: words[3])
        else {
            throw Damage(problem: "found \(quoted(String(line))); expected 'stage NAME COMMAND done' or '… started'")
        }
        guard entries[words[1]] == nil else { throw Damage(problem: "stage \(quoted(words[1])) stands twice") }
        stage = words[1]
        heading = (state, words[2])
    }

    /// A line of an entry: `by "PROGRAM" NUMBER`, `set OPTION "VALUE"`, or `read` or `wrote` with `OPTION "PATH" DIGEST`.
    private mutating func readDetail(_ line: Substring.UnicodeScalarView) throws(Damage) {
        var damage: Damage {
            Damage(
                problem:
                    "found \(quoted(String(line))); expected 'by \"PROGRAM\" NUMBER', 'set OPTION \"VALUE\"', or 'read' or "
                    + "'wrote' with 'OPTION \"PATH\" DIGEST'")
        }
        guard let heading else { throw Damage(problem: "a line of a stage before any stage") }
        if line.starts(with: "by ".unicodeScalars) {
            var rest = line.dropFirst(3)
            guard let version = LockText.unquote(&rest), rest.popFirst() == " ", let results = Int(String(rest)) else {
                throw damage
            }
            program = LockEntry.Program(version: version, results: results)
            return
        }
        let words = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
        guard words.count == 3, !words[1].isEmpty else { throw damage }
        let (kind, option) = (String(words[0]), String(words[1]))
        var rest = words[2]
        guard let text = LockText.unquote(&rest) else { throw damage }
        if kind == "set", rest.isEmpty {
            settings[option, default: []].append(text)
            return
        }
        guard rest.popFirst() == " ", let digest = Digest(hexadecimal: String(rest)) else { throw damage }
        let file = LockEntry.File(option: option, name: text, digest: digest)
        switch (kind, heading.state) {
        case ("read", _): reads.append(file)
        case ("wrote", .done): writes.append(file)
        default: throw damage
        }
    }
}
