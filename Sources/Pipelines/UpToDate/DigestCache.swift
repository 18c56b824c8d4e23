import Files

/// The digests of files that were read before, so that a large file is read once: `.seqcast/digests`.
///
/// An entry counts only where the file's size, number and times are what they were, and where the file had not changed
/// for some time when it was read, so that a change right after would show.
struct DigestCache {
    private struct Entry {
        let stamp: FileStamp
        let digest: Digest
        var isUsed: Bool
    }

    private static let firstLine = "seqcast digests 1"

    /// By the bytes of the path.
    private var entries: [[UInt8]: Entry] = [:]
    private var hasChanged = false
    private let files: PipelineFiles

    /// Reads the cache of a pipeline; what is damaged in it is left out.
    init(_ files: PipelineFiles) {
        self.files = files
        guard let bytes = try? FileReader.read(files.digests, limit: 1 << 28) else { return }
        let lines = bytes.split(separator: UInt8(ascii: "\n"))
        guard lines.first.map({ Array($0) }) == Array(Self.firstLine.utf8) else { return }
        entries.reserveCapacity(lines.count)
        for line in lines.dropFirst() {
            let words = line.split(separator: UInt8(ascii: " "), maxSplits: 5)
            guard words.count == 6, let digest = Digest(hexadecimal: String(decoding: words[0], as: UTF8.self)),
                let size = Self.number(words[1]), let inode = Self.number(words[2]),
                let modified = Self.number(words[3]), let changed = Self.number(words[4])
            else { continue }
            let stamp = FileStamp(
                size: size, inode: UInt64(bitPattern: inode), modified: modified, changed: changed)
            entries[Array(words[5])] = Entry(stamp: stamp, digest: digest, isUsed: false)
        }
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int64? {
        Int64(String(decoding: digits, as: UTF8.self))
    }

    /// The digest of the ordinary file at `path`.
    ///
    /// - Throws: ``FileError`` where it cannot be read.
    mutating func digest(ofFileAt path: String) throws(FileError) -> Digest {
        let key = Array(path.utf8)
        let stamp = FileStamp(of: path)
        if let stamp, let entry = entries[key], entry.stamp == stamp {
            entries[key]?.isUsed = true
            return entry.digest
        }
        let start = FileStamp.now
        let digest = try Digest.ofFile(at: path)
        if let stamp, stamp.isSettled(at: start), !key.contains(UInt8(ascii: "\n")) {
            entries[key] = Entry(stamp: stamp, digest: digest, isUsed: true)
            hasChanged = true
        }
        return digest
    }

    /// Writes what was used of the cache, if something is new; where that fails, it only costs time later.
    func save() {
        guard hasChanged else { return }
        var bytes = Array((Self.firstLine + "\n").utf8)
        for (path, entry) in entries where entry.isUsed {
            let stamp = entry.stamp
            let numbers = "\(stamp.size) \(Int64(bitPattern: stamp.inode)) \(stamp.modified) \(stamp.changed)"
            bytes += Array("\(entry.digest) \(numbers) ".utf8) + path + [UInt8(ascii: "\n")]
        }
        try? files.own().write(bytes, to: PipelineFiles.digests)
    }
}
