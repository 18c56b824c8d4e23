import Files
import Stages

/// What a program of the user's wrote when its stage last succeeded, set aside while it runs anew.
///
/// So nothing that is there from before is taken for what the program made. Where the stage fails, or is killed, it is put back.
///
/// A journal says that a stage is between the two, and what it has set aside: it is there before the first file is moved, and
/// goes after the last. Each output stands meanwhile beside itself, as the hidden `.NAME.seqcast-before`.
struct EarlierOutputs {
    private let stage: SpecStage
    private let files: PipelineFiles
    private var journal: String { files.aside(of: stage.name) }

    private static let suffix = ".seqcast-before"
    /// The longest name of a file, in bytes.
    private static let longestName = 255

    init(of stage: SpecStage, _ files: PipelineFiles) {
        self.stage = stage
        self.files = files
    }

    /// Sets aside what is there; a program that `appends` finds a copy in its place.
    ///
    /// - Throws: ``FileError``.
    func setAside(appending: Bool) throws(FileError) {
        let present = stage.writes.filter { Self.isThere($0.path.path) }
        let names = present.map { LockText.quote($0.path.name) + "\n" }.joined()
        try files.own(.asides).write(Array(names.utf8), to: stage.name)
        for file in present {
            let (path, aside) = (file.path.path, Self.aside(file.path.path))
            // It may be in one that was moved before it.
            guard Self.isThere(path) else { continue }
            if Self.isThere(aside) { try Directories.remove(at: aside) }
            if appending {
                // The copy has its name only when it is whole.
                let copy = aside + "-copy"
                if Self.isThere(copy) { try Directories.remove(at: copy) }
                try FileCopy.copy(path, to: copy)
                try Directories.rename(copy, to: aside)
            } else {
                try Directories.rename(path, to: aside)
            }
        }
    }

    /// Puts back what was set aside; what the program left meanwhile is then called `NAME.unfinished`.
    ///
    /// - Throws: ``FileError``.
    func putBack() throws(FileError) {
        guard let bytes = try? FileReader.read(journal, limit: LockFile.largest) else { return }
        let names = Set(bytes.split(separator: UInt8(ascii: "\n")).map { Array($0) })
        for file in stage.writes {
            let (path, aside) = (file.path.path, Self.aside(file.path.path))
            let wasThere = names.contains(Array(LockText.quote(file.path.name).utf8))
            // Cut before this one was moved, it is still what it was.
            if wasThere, !Self.isThere(aside) { continue }
            if Self.isThere(path) {
                let unfinished = Self.unfinished(path)
                if Self.isThere(unfinished) { try Directories.remove(at: unfinished) }
                try Directories.rename(path, to: unfinished)
            }
            if wasThere { try Directories.rename(aside, to: path) }
        }
        try? Directories.remove(at: journal)
    }

    /// Forgets what was set aside, and what failures before left, once the new outputs are recorded.
    ///
    /// In a directory that another stage reads, neither is part of what was made.
    func discard() {
        for file in stage.writes {
            for path in [Self.aside(file.path.path), Self.unfinished(file.path.path)] where Self.isThere(path) {
                try? Directories.remove(at: path)
            }
        }
        try? Directories.remove(at: journal)
    }

    /// What a program left that failed is called so.
    private static func unfinished(_ path: String) -> String { path + ".unfinished" }

    private static func aside(_ path: String) -> String {
        let parts = PathParts(path)
        var name = "." + parts.name + suffix
        if name.utf8.count > longestName - 5 { name = ".\(Digest.of(Array(parts.name.utf8)).hexadecimal)\(suffix)" }
        return SpecPath.joined(parts.directory, name)
    }

    /// Whether something is at `path`, be it a link to nothing.
    private static func isThere(_ path: String) -> Bool { FileKind.exists(path) || FileKind.isLink(path) }
}
