import Files
import Texts

extension LockFile {
    /// Reads the text of the lock file `file`, strictly: what was not written here is refused.
    ///
    /// - Throws: ``PipelineError`` with the first line that is damaged.
    package init(_ bytes: [UInt8], file: String) throws(PipelineError) {
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw .damagedLockFile(file: file, line: 1, problem: "the file is not UTF-8 text")
        }
        var reader = LockFileReader()
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
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

    private static let space = UInt8(ascii: " ")

    /// The text of a line or of a part of it.
    private static func text(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }

    mutating func read(_ line: ArraySlice<UInt8>, isFirst: Bool) throws(Damage) {
        if isFirst {
            guard line.elementsEqual(LockFile.firstLine.utf8) else {
                throw Damage(
                    problem: "found \(quoted(Self.text(line))); expected '\(LockFile.firstLine)', the format known here"
                )
            }
        } else if line.starts(with: [Self.space, Self.space]) {
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
    private mutating func readHeading(_ line: ArraySlice<UInt8>) throws(Damage) {
        closeEntry()
        let words = line.split(separator: Self.space, omittingEmptySubsequences: false).map(Self.text)
        guard words.count == 4, words[0] == "stage", !words[1].isEmpty, !words[2].isEmpty,
            let state = LockEntry.State(rawValue: words[3])
        else {
            throw Damage(problem: "found \(quoted(Self.text(line))); expected 'stage NAME COMMAND done' or '… started'")
        }
        guard entries[words[1]] == nil else { throw Damage(problem: "stage \(quoted(words[1])) stands twice") }
        stage = words[1]
        heading = (state, words[2])
    }

    /// A line of an entry: `by "PROGRAM" NUMBER`, `set OPTION "VALUE"`, or `read` or `wrote` with `OPTION "PATH" DIGEST`.
    private mutating func readDetail(_ line: ArraySlice<UInt8>) throws(Damage) {
        var damage: Damage {
            Damage(
                problem:
                    "found \(quoted(Self.text(line))); expected 'by \"PROGRAM\" NUMBER', 'set OPTION \"VALUE\"', or 'read' or "
                    + "'wrote' with 'OPTION \"PATH\" DIGEST'")
        }
        guard let heading else { throw Damage(problem: "a line of a stage before any stage") }
        if line.starts(with: "by ".utf8) {
            var rest = line.dropFirst(3)
            guard let version = LockText.unquote(&rest), rest.popFirst() == Self.space,
                let results = Int(Self.text(rest))
            else { throw damage }
            program = LockEntry.Program(version: version, results: results)
            return
        }
        let words = line.split(separator: Self.space, maxSplits: 2, omittingEmptySubsequences: false)
        guard words.count == 3, !words[1].isEmpty else { throw damage }
        let (kind, option) = (Self.text(words[0]), Self.text(words[1]))
        var rest = words[2]
        guard let text = LockText.unquote(&rest) else { throw damage }
        if kind == "set", rest.isEmpty {
            settings[option, default: []].append(text)
            return
        }
        guard rest.popFirst() == Self.space, let digest = Digest(hexadecimal: Self.text(rest)) else { throw damage }
        let file = LockEntry.File(option: option, name: text, digest: digest)
        switch (kind, heading.state) {
        case ("read", _): reads.append(file)
        case ("wrote", .done): writes.append(file)
        default: throw damage
        }
    }
}
