#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Directories: made durably, listed, removed.
package enum Directories {
    /// Makes the directory at `path` and those above it that are missing; one that is there already is left as it is.
    ///
    /// - Throws: ``FileError`` of the kind `cannotCreate`.
    package static func create(at path: String) throws(FileError) {
        // From the directory asked for upwards, until one can be made; then back down.
        var missing: [String] = []
        var next = path
        while true {
            let trimmed = trimmingSlashes(next)
            let made = try make(trimmed, askedFor: path, mayBeOrphan: true)
            if made { break }
            missing.append(trimmed)
            next = PathParts(trimmed).directory
        }
        for directory in missing.reversed() {
            _ = try make(directory, askedFor: path, mayBeOrphan: false)
        }
    }

    /// The names in the directory at `path`, sorted by their bytes, hidden ones too.
    ///
    /// - Throws: ``FileError``, of the kind `missing` where there is no such directory.
    package static func list(at path: String) throws(FileError) -> [String] {
        do {
            return try rawNames(in: Array(path.utf8)).map { String(decoding: $0, as: UTF8.self) }
                .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        } catch {
            let isAbsent = error.code == ENOENT || error.code == ENOTDIR
            throw FileError(isAbsent ? .missing : .failed, at: path, doing: "read the directory", code: error.code)
        }
    }

    /// Whether there is a directory at `path`, or a link to one.
    package static func isDirectory(at path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && FileType(status) == .directory
    }

    /// Removes the file, link or directory at `path`, and all that is in it; symbolic links are not followed.
    ///
    /// - Throws: ``FileError``, of the kind `missing` where nothing is there.
    package static func remove(at path: String) throws(FileError) {
        do {
            try SystemCalls.checkPath(path)
            var waiting = [Array(path.utf8)]
            var emptied: [[UInt8]] = []
            while let item = waiting.popLast() {
                do throws(SystemFailure) {
                    try SystemCalls.remove(terminated(item))
                } catch {
                    guard error.code == EISDIR || error.code == EPERM, isDirectory(item) else { throw error }
                    emptied.append(item)
                    waiting += try rawNames(in: item).map { item + [UInt8(ascii: "/")] + $0 }
                }
            }
            for directory in emptied.reversed() {
                try SystemCalls.remove(terminated(directory), in: AT_FDCWD, AT_REMOVEDIR)
            }
        } catch let error as SystemFailure {
            throw FileError(error.code == ENOENT ? .missing : .failed, at: path, doing: "remove", code: error.code)
        } catch {
            throw FileError(.failed, at: path, "\(error)")
        }
    }

    /// Gives the file or directory at `path` another name in its directory, durably.
    ///
    /// - Throws: ``FileError`` of the kind `failed`.
    package static func rename(_ path: String, to newPath: String) throws(FileError) {
        do {
            try SystemCalls.checkPath(path + newPath)
            _ = try SystemCalls.retrying { renameat(AT_FDCWD, path, AT_FDCWD, newPath) }
            let parent = try SystemCalls.open(PathParts(newPath).directory, O_RDONLY | O_DIRECTORY)
            defer { close(parent) }
            try SystemCalls.synchronizeDirectory(parent)
        } catch {
            throw FileError(.failed, at: path, doing: "give it the name '\(newPath)'", code: error.code)
        }
    }

    /// Makes one directory; false where that must wait for the one above it.
    private static func make(_ path: String, askedFor: String, mayBeOrphan: Bool) throws(FileError) -> Bool {
        do {
            try SystemCalls.checkPath(path)
            _ = try SystemCalls.retrying { mkdir(path, 0o777) }
            let parent = try SystemCalls.open(PathParts(path).directory, O_RDONLY | O_DIRECTORY)
            defer { close(parent) }
            try SystemCalls.synchronizeDirectory(parent)
            return true
        } catch {
            if let status = try? SystemCalls.status(of: path, followingLink: true), FileType(status) == .directory {
                return true
            }
            let canGoUp = PathParts(path).directory != path && !path.isEmpty
            if error.code == ENOENT, mayBeOrphan, canGoUp { return false }
            if error.code == EEXIST || error.code == ENOTDIR {
                throw FileError(
                    .cannotCreate, at: askedFor, "'\(path)' is or lies in something that is not a directory")
            }
            throw FileError(.cannotCreate, at: askedFor, doing: "make the directory '\(path)'", code: error.code)
        }
    }

    private static func trimmingSlashes(_ path: String) -> String {
        var path = path[...]
        while path.utf8.count > 1, path.utf8.last == UInt8(ascii: "/") { path.removeLast() }
        return String(path)
    }

    private static func isDirectory(_ path: [UInt8]) -> Bool {
        var status = stat()
        return lstat(terminated(path), &status) == 0 && FileType(status) == .directory
    }

    private static func terminated(_ path: [UInt8]) -> [CChar] {
        path.map { CChar(bitPattern: $0) } + [0]
    }

    /// The names in a directory as bytes, which need not be UTF-8.
    private static func rawNames(in path: [UInt8]) throws(SystemFailure) -> [[UInt8]] {
        if path.contains(0) { throw SystemFailure(code: EINVAL) }
        return try rawNames(in: openStream(path))
    }

    /// The names in the open directory `directory`, sorted by their bytes, hidden ones too.
    static func names(in directory: Int32) throws(SystemFailure) -> [String] {
        let again = try SystemCalls.open(".", O_RDONLY | O_DIRECTORY, in: directory)
        guard let stream = fdopendir(again) else {
            let code = errno
            close(again)
            throw SystemFailure(code: code)
        }
        return try rawNames(in: stream).map { String(decoding: $0, as: UTF8.self) }
            .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// The names that `stream` gives, which is closed.
    private static func rawNames(in stream: OpaquePointer) throws(SystemFailure) -> [[UInt8]] {
        defer { closedir(stream) }
        var names: [[UInt8]] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                let code = errno
                if code != 0 { throw SystemFailure(code: code) }
                return names
            }
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in Array(bytes.prefix { $0 != 0 }) }
            if name != [UInt8(ascii: ".")], name != [UInt8(ascii: "."), UInt8(ascii: ".")] { names.append(name) }
        }
    }

    private static func openStream(_ path: [UInt8]) throws(SystemFailure) -> OpaquePointer {
        while true {
            if let stream = opendir(terminated(path)) { return stream }
            let code = errno
            if code != EINTR { throw SystemFailure(code: code) }
        }
    }
}
