#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A directory of this program's own inside one of the user's.
///
/// Whoever made the user's directory may have put links into it that lead to other files of the user's. So it is opened
/// name by name, what is in it is reached by its descriptor, and no link is followed: a link is refused.
package final class OwnDirectory {
    /// The path, which errors name.
    package let path: String
    private let descriptor: Int32

    /// Opens the directory that `names` lead to from `base`, each in the one before it.
    ///
    /// Where they are made, those that are missing are made durably; `base` must be there.
    /// - Throws: ``FileError``: `missing` where one is not there, else `cannotCreate`.
    package init(_ names: [String], in base: String, isMade: Bool) throws(FileError) {
        var here = base
        var directory: Int32
        do {
            directory = try SystemCalls.open(base, O_RDONLY | O_DIRECTORY)
        } catch {
            let isAbsent = error.code == ENOENT || error.code == ENOTDIR
            throw FileError(
                isAbsent ? .missing : .cannotCreate, at: base, doing: "open the directory", code: error.code)
        }
        for name in names {
            here += "/" + name
            let outer = directory
            defer { close(outer) }
            directory = try Self.enter(name, in: directory, path: here, isMade: isMade)
        }
        path = here
        descriptor = directory
    }

    deinit {
        close(descriptor)
    }

    /// Replaces the file called `name`, so that a stop at any moment leaves the old contents or the new.
    ///
    /// - Throws: ``FileError``, as ``DurableFile``.
    package func write(_ bytes: [UInt8], to name: String) throws(FileError) {
        let writer = try DurableFileWriter.open(name, in: descriptor, path: path(of: name))
        try writer.append(bytes)
        try writer.commit()
    }

    /// Adds `text` at the end of the file called `name`, in one piece; where that is new, `header` stands before it.
    ///
    /// - Throws: ``FileError``.
    package func append(_ text: String, to name: String, header: String) throws(FileError) {
        let file = try open(name, O_WRONLY | O_CREAT | O_APPEND)
        defer { close(file) }
        let isNew = (try? SystemCalls.status(of: file))?.st_size == 0
        try StandardStreams.write((isNew ? header : "") + text, to: file, called: path(of: name))
    }

    /// Opens the file called `name` for another process to write, made where it is missing; emptied, or written at its end.
    ///
    /// - Throws: ``FileError``.
    package func log(_ name: String, emptied: Bool) throws(FileError) -> LogFile {
        let file = try open(name, O_RDWR | O_CREAT | O_APPEND)
        if emptied, ftruncate(file, 0) != 0 {
            let code = errno
            close(file)
            throw FileError(.cannotCreate, at: path(of: name), doing: "empty the log file", code: code)
        }
        return LogFile(file, at: path(of: name))
    }

    /// Removes the file called `name`; one that is not there is no fault.
    package func remove(_ name: String) {
        TemporaryFiles.remove(name, in: descriptor)
    }

    /// The names in the directory, sorted by their bytes.
    ///
    /// - Throws: ``FileError``.
    package func names() throws(FileError) -> [String] {
        do {
            return try Directories.names(in: descriptor)
        } catch {
            throw FileError(.failed, at: path, doing: "read the directory", code: error.code)
        }
    }

    /// Removes the temporary files that no living process is writing.
    package func sweep() {
        _ = TemporaryFiles.sweep((try? names()) ?? [], in: descriptor)
    }

    private func path(of name: String) -> String { path + "/" + name }

    private func open(_ name: String, _ flags: Int32) throws(FileError) -> Int32 {
        let file: Int32
        do {
            // Not waiting for the reader of a pipe that bears the name.
            file = try SystemCalls.open(name, flags | O_NOFOLLOW | O_NONBLOCK, in: descriptor)
        } catch  where error.code == ELOOP || error.code == EMLINK {
            throw Self.linkRefused(path(of: name))
        } catch {
            throw FileError(.cannotCreate, at: path(of: name), doing: "open the file", code: error.code)
        }
        if let status = try? SystemCalls.status(of: file), FileType(status) == .ordinary {
            // Whoever is given the file shall find it as it would be without.
            _ = fcntl(file, F_SETFL, flags & O_APPEND)
            return file
        }
        close(file)
        throw FileError(
            .cannotCreate, at: path(of: name), "a device or a pipe is there; an ordinary file was expected; remove it")
    }

    private static func enter(
        _ name: String, in directory: Int32, path: String, isMade: Bool
    ) throws(FileError) -> Int32 {
        do {
            if isMade { try make(name, in: directory) }
            return try SystemCalls.open(name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW, in: directory)
        } catch  where error.code == ENOTDIR || error.code == ELOOP || error.code == EMLINK {
            let isLink = (try? SystemCalls.status(of: name, in: directory, followingLink: false)).map {
                FileType($0) == .symbolicLink
            }
            if isLink == true { throw linkRefused(path) }
            throw FileError(.cannotCreate, at: path, "a file is there; a directory was expected; remove it")
        } catch {
            throw FileError(
                error.code == ENOENT && !isMade ? .missing : .cannotCreate, at: path,
                doing: isMade ? "make or open the directory" : "open the directory",
                code: error.code)
        }
    }

    private static func make(_ name: String, in directory: Int32) throws(SystemFailure) {
        do {
            _ = try SystemCalls.retrying { mkdirat(directory, name, 0o777) }
        } catch  where error.code == EEXIST {
            return
        }
        try SystemCalls.synchronizeDirectory(directory)
    }

    static func linkRefused(_ path: String) -> FileError {
        FileError(
            .cannotCreate, at: path,
            "a symbolic link is there; what the program keeps for itself is written through none; remove the link")
    }
}
