import Files
import Texts

/// The digests of files and directories.
struct Digests {
    private var cache: DigestCache
    /// The directories that were looked at; nil where they may change meanwhile.
    private var seen: ByteDictionary<Digest>?

    /// Digests by what `cache` remembers of files; for a look `atOneMoment`, directories are read once.
    init(_ cache: DigestCache, atOneMoment: Bool = false) {
        self.cache = cache
        seen = atOneMoment ? [:] : nil
    }

    /// Keeps what was read for the next time.
    func save() { cache.save() }

    /// The digest of what is at `path`; nil where nothing is.
    ///
    /// A directory's digest is over the names and digests of the files in it, sorted; hidden files, whose names begin
    /// with a dot, do not count, and links to directories are not entered.
    /// - Throws: ``PipelineError`` where something cannot be read.
    mutating func digest(of path: String) throws(PipelineError) -> Digest? {
        switch FileKind(of: path) {
        case nil: return nil
        case .ordinary: return try fileDigest(path)
        case .directory:
            if let digest = seen?[path] { return digest }
            let digest = try directoryDigest(path)
            seen?[path] = digest
            return digest
        case .other:
            throw .file(
                FileError(.failed, at: path, "is neither a file nor a directory; a stage reads and writes these"))
        }
    }

    private mutating func fileDigest(_ path: String) throws(PipelineError) -> Digest {
        do {
            return try cache.digest(ofFileAt: path)
        } catch {
            throw .file(error)
        }
    }

    private mutating func directoryDigest(_ path: String) throws(PipelineError) -> Digest {
        var waiting = ["."]
        var lines: [[UInt8]] = []
        while let inside = waiting.popLast() {
            for name in try names(in: SpecPath.joined(path, inside)) where !name.begins(with: ".") {
                let relative = SpecPath.joined(inside, name)
                let file = SpecPath.joined(path, relative)
                switch FileKind(of: file) {
                case .ordinary:
                    let digest = try fileDigest(file)
                    lines.append(Array(relative.utf8) + [0] + Array(digest.hexadecimal.utf8) + [UInt8(ascii: "\n")])
                case .directory where !FileKind.isLink(file):
                    waiting.append(relative)
                default: break
                }
            }
        }
        lines.sort { $0.lexicographicallyPrecedes($1) }
        return Digest.of(Array("directory\n".utf8) + lines.flatMap { $0 })
    }

    private func names(in directory: String) throws(PipelineError) -> [String] {
        do {
            return try Directories.list(at: directory)
        } catch {
            throw .file(error)
        }
    }
}
