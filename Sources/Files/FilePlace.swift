#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Where a path leads, so that two spellings of one place are told to be one; nothing need be there yet.
package struct FilePlace: Sendable {
    /// The names from the root down, without links, `.` and `..`, as bytes.
    package let names: [[UInt8]]
    /// The device and the number of what is there; nil where nothing is.
    private let identity: [UInt64]?

    /// More links than this, one after another, are a circle.
    private static let mostLinks = 40

    package init(_ path: String) {
        var found = Self.found(path.isEmpty ? "." : path)
        // Without a detour through what is not there, something may be there.
        if found.hasDetour { found = Self.found(Self.path(of: found.names)) }
        names = found.names
        identity = found.identity
    }

    /// What a path leads to; where it goes up from something that is not there, as if that were a directory.
    private static func found(_ path: String) -> (names: [[UInt8]], identity: [UInt64]?, hasDetour: Bool) {
        var path = path
        var behind: [String] = []
        var links = 0
        var base = "/"
        // Up to something that is there; a link to nothing is followed all the same.
        while !path.utf8.contains(0) {
            if let real = realpath(path, nil) {
                base = String(cString: real)
                free(real)
                break
            }
            let parts = PathParts(withoutSlashes(path))
            if links < mostLinks, let target = linkTarget(of: path) {
                links += 1
                path = target.utf8.first == UInt8(ascii: "/") ? target : parts.directory + "/" + target
                continue
            }
            behind.append(parts.name)
            if parts.directory == path { break }
            path = parts.directory
        }
        var names = names(in: base)
        for name in behind.reversed() where !name.isEmpty && name != "." {
            if name == ".." { _ = names.popLast() } else { names.append(Array(name.utf8)) }
        }
        var identity: [UInt64]?
        if behind.isEmpty, let status = try? SystemCalls.status(of: base, followingLink: true) {
            identity = [UInt64(truncatingIfNeeded: status.st_dev), UInt64(status.st_ino)]
        }
        return (names, identity, behind.contains(".."))
    }

    private static func path(of names: [[UInt8]]) -> String {
        names.isEmpty ? "/" : names.reduce(into: "") { $0 += "/" + String(decoding: $1, as: UTF8.self) }
    }

    /// Whether something is there.
    package var isThere: Bool { identity != nil }

    /// Whether both are one place, or names of one file.
    package func isSame(as other: FilePlace) -> Bool {
        names == other.names || (identity != nil && identity == other.identity)
    }

    /// Whether `other` is in this directory, or in one in it.
    package func contains(_ other: FilePlace) -> Bool {
        other.names.count > names.count && other.names.starts(with: names)
    }

    /// The absolute path.
    package var path: String { Self.path(of: names) }

    private static func names(in path: String) -> [[UInt8]] {
        path.utf8.split(separator: UInt8(ascii: "/")).map { Array($0) }
    }

    private static func withoutSlashes(_ path: String) -> String {
        var bytes = Array(path.utf8)
        while bytes.count > 1, bytes.last == UInt8(ascii: "/") { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func linkTarget(of path: String) -> String? {
        var bytes = [CChar](repeating: 0, count: 4096)
        let count = readlink(path, &bytes, bytes.count)
        guard count > 0, count < bytes.count else { return nil }
        return String(decoding: bytes[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
