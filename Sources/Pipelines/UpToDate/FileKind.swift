#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What stands at a path, links followed.
enum FileKind {
    case ordinary, directory, other

    /// Nil where nothing is there.
    init?(of path: String) {
        var status = stat()
        guard !path.utf8.contains(0), stat(path, &status) == 0 else { return nil }
        self =
            switch status.st_mode & S_IFMT {
            case S_IFREG: .ordinary
            case S_IFDIR: .directory
            default: .other
            }
    }

    /// Whether something is at `path`.
    static func exists(_ path: String) -> Bool { FileKind(of: path) != nil }

    /// Whether a symbolic link stands at `path`.
    static func isLink(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
    }
}
