#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file being written under a temporary name, which takes its own name when all of it is on the disk.
///
/// The order: a temporary file beside the target (see ``TemporaryFiles``), writes, fsync, close, rename, fsync of the
/// directory. A writer that is released without ``commit()`` leaves nothing behind.
///
/// A target that is a symbolic link stays one: the file it leads to is replaced. A link to nothing, a device, a pipe
/// and a write-protected file are refused, as a rename would destroy them.
package final class DurableFileWriter {
    /// The path as it was asked for, which errors name.
    package let path: String

    /// The directory and the name that the file will have in it.
    private let directory: Int32
    private let name: String
    private let temporaryName: String
    /// The temporary file; -1 once it is closed.
    private var descriptor: Int32
    /// A second descriptor of the same open file: it keeps the temporary locked from the close until after the rename.
    private let lockHolder: Int32
    private var isFinished = false

    private init(path: String, directory: Int32, name: String, temporary: TemporaryFiles.Made) {
        self.path = path
        self.directory = directory
        self.name = name
        self.temporaryName = temporary.name
        self.descriptor = temporary.descriptor
        self.lockHolder = temporary.lockHolder
    }

    deinit {
        discard()
        close(lockHolder)
        close(directory)
    }

    /// Begins a file that will be at `path`.
    ///
    /// - Throws: ``FileError`` of the kind `cannotCreate`: no such directory, a directory is there, no permission.
    package static func open(at path: String) throws(FileError) -> DurableFileWriter {
        let target = PathParts(try realTarget(of: path))
        if target.name.isEmpty || target.name == "." || target.name == ".." {
            throw FileError(.cannotCreate, at: path, "names a directory; a file was expected; name a file in it")
        }
        let directory: Int32
        do {
            directory = try SystemCalls.open(target.directory, O_RDONLY | O_DIRECTORY)
        } catch {
            throw FileError(.cannotCreate, at: path, directoryProblem(target.directory, code: error.code))
        }
        do {
            let temporary = try TemporaryFiles.make(for: target.name, in: directory)
            return DurableFileWriter(path: path, directory: directory, name: target.name, temporary: temporary)
        } catch {
            close(directory)
            throw FileError(
                .cannotCreate, at: path,
                "cannot make a file in the directory '\(target.directory)': \(FileError.reason(error.code))")
        }
    }

    /// Begins a file called `name` in the open directory `directory`, which errors call `path`; a link there is refused.
    ///
    /// - Throws: ``FileError`` of the kind `cannotCreate`.
    static func open(_ name: String, in directory: Int32, path: String) throws(FileError) -> DurableFileWriter {
        if let status = try? SystemCalls.status(of: name, in: directory, followingLink: false) {
            switch FileType(status) {
            case .ordinary: break
            case .symbolicLink: throw OwnDirectory.linkRefused(path)
            default:
                throw FileError(
                    .cannotCreate, at: path,
                    "a directory, a device or a pipe is there; an ordinary file was expected; remove it")
            }
        }
        do throws(SystemFailure) {
            let own = try SystemCalls.duplicate(directory)
            do throws(SystemFailure) {
                let temporary = try TemporaryFiles.make(for: name, in: own)
                return DurableFileWriter(path: path, directory: own, name: name, temporary: temporary)
            } catch {
                close(own)
                throw error
            }
        } catch {
            throw FileError(.cannotCreate, at: path, doing: "make the file", code: error.code)
        }
    }

    /// Adds `bytes` at the end.
    ///
    /// - Throws: ``FileError`` of the kind `failed`; the temporary file is then gone and nothing more can be added.
    package func append(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
        try requireUnfinished()
        do {
            try SystemCalls.writeAll(descriptor, bytes)
        } catch {
            discard()
            throw FileError(.failed, at: path, doing: "write", code: error.code)
        }
    }

    /// Adds `bytes` at the end.
    ///
    /// - Throws: As ``append(_:)-(UnsafeRawBufferPointer)``.
    package func append(_ bytes: [UInt8]) throws(FileError) {
        let outcome = bytes.withUnsafeBytes { buffer -> Result<Void, FileError> in
            Result { () throws(FileError) in try append(buffer) }
        }
        try outcome.get()
    }

    /// Gives the file its name; when this returns, the file survives a power cut.
    ///
    /// - Throws: ``FileError`` of the kind `failed`. The temporary file is then gone; only where the very last step
    ///   failed does the target have its new contents, and may lose them in a power cut.
    package func commit() throws(FileError) {
        try requireUnfinished()
        var step = "bring the file to the disk"
        do {
            try SystemCalls.synchronize(descriptor)
            step = "close the file"
            let closing = descriptor
            descriptor = -1
            try SystemCalls.closeChecked(closing)
            step = "give the file its name"
            _ = try SystemCalls.retrying { renameat(directory, temporaryName, directory, name) }
            isFinished = true
            step = "bring the file's name to the disk"
            try SystemCalls.synchronizeDirectory(directory)
        } catch {
            discard()
            throw FileError(.failed, at: path, doing: step, code: error.code)
        }
    }

    /// Gives up and removes the temporary file, which must be possible: to try whether files can be made in a directory.
    ///
    /// - Throws: ``FileError`` of the kind `cannotCreate` where it cannot be removed again.
    package func undo() throws(FileError) {
        do {
            try SystemCalls.remove(Array(temporaryName.utf8CString), in: directory)
            isFinished = true
            discard()
        } catch {
            discard()
            throw FileError(
                .cannotCreate, at: path, doing: "remove a file again that could be made", code: error.code)
        }
    }

    /// Gives up and removes the temporary file; after ``commit()`` this does nothing.
    package func discard() {
        if descriptor >= 0 {
            close(descriptor)
            descriptor = -1
        }
        guard !isFinished else { return }
        isFinished = true
        TemporaryFiles.remove(temporaryName, in: directory)
    }

    private func requireUnfinished() throws(FileError) {
        if isFinished { throw FileError(.failed, at: path, "the writing of this file has already ended") }
    }

    /// The path behind a symbolic link, else `path` itself, if an ordinary file may be put there.
    private static func realTarget(of path: String) throws(FileError) -> String {
        do {
            let here = try SystemCalls.status(of: path, followingLink: false)
            let isLink = FileType(here) == .symbolicLink
            switch FileType(isLink ? try SystemCalls.status(of: path, followingLink: true) : here) {
            case .ordinary: break
            case .directory:
                throw FileError(
                    .cannotCreate, at: path, "a directory is there; a file was expected; name a file in it")
            default:
                throw FileError(
                    .cannotCreate, at: path,
                    "a device or a pipe is there; an ordinary file was expected; name another file")
            }
            if access(path, W_OK) != 0 {
                let code = errno
                throw FileError(.cannotCreate, at: path, doing: "replace the file that is there", code: code)
            }
            guard isLink else { return path }
            guard let real = realpath(path, nil) else { throw SystemFailure(code: errno) }
            defer { free(real) }
            return String(cString: real)
        } catch let error as FileError {
            throw error
        } catch let error as SystemFailure {
            return try absentTarget(path, code: error.code)
        } catch {
            throw FileError(.cannotCreate, at: path, "\(error)")
        }
    }

    /// `path` if it failed to be looked at only because nothing is there yet.
    private static func absentTarget(_ path: String, code: Int32) throws(FileError) -> String {
        if code == ENOENT, (try? SystemCalls.status(of: path, followingLink: false)) != nil {
            throw FileError(
                .cannotCreate, at: path, "a symbolic link to nothing is there; remove it, or make what it leads to")
        }
        // A missing directory is reported, by its name, where it is opened.
        if code == ENOENT || code == ENOTDIR { return path }
        throw FileError(.cannotCreate, at: path, doing: "make the file", code: code)
    }

    private static func directoryProblem(_ directory: String, code: Int32) -> String {
        switch code {
        case ENOENT: "the directory '\(directory)' is not there; make it first, or name another"
        case ENOTDIR: "'\(directory)' is not a directory; name another"
        default: "cannot open the directory '\(directory)': \(FileError.reason(code))"
        }
    }
}
