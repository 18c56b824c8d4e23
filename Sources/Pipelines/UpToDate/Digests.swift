import Files

/// The digests of files and directories, each taken once.
struct Digests {
    /// By the bytes of the path: names that are equal to Unicode are still two files.
    private var known: [[UInt8]: Digest] = [:]

    /// The digest of what is at `path`; nil where nothing is.
    ///
    /// A directory's digest is over the names and digests of the files in it, sorted; hidden files, whose names begin
    /// with a dot, do not count, and links to directories are not entered.
    /// - Throws: ``PipelineError`` where something cannot be read.
    mutating func digest(of path: String) throws(PipelineError) -> Digest? {
        if let digest = known[Array(path.utf8)] { return digest }
        let digest: Digest
        switch FileKind(of: path) {
        case nil: return nil
        case .ordinary: digest = try fileDigest(path)
        case .directory: digest = try directoryDigest(path)
        case .other:
            throw .file(
                FileError(.failed, at: path, "is neither a file nor a directory; a stage reads and writes these"))
        }
        known[Array(path.utf8)] = digest
        return digest
    }

    /// Forgets the digests of `paths`, and of all that is in them or that they are in: they are taken anew.
    mutating func forget(_ paths: [String]) {
        let slash = UInt8(ascii: "/")
        let changed = paths.map { Array($0.utf8) + [slash] }
        known = known.filter { path, _ in
            let path = path + [slash]
            return !changed.contains { $0.starts(with: path) || path.starts(with: $0) }
        }
    }

    private func fileDigest(_ path: String) throws(PipelineError) -> Digest {
        do {
            return try Digest.ofFile(at: path)
        } catch {
            throw .file(error)
        }
    }

    private mutating func directoryDigest(_ path: String) throws(PipelineError) -> Digest {
        var waiting = ["."]
        var lines: [[UInt8]] = []
        while let inside = waiting.popLast() {
            for name in try names(in: SpecPath.joined(path, inside)) where !name.hasPrefix(".") {
                let relative = SpecPath.joined(inside, name)
                let file = SpecPath.joined(path, relative)
                switch FileKind(of: file) {
                case .ordinary:
                    guard let digest = try digest(of: file) else { continue }
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
