#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The `errno` of a system call that failed.
struct SystemFailure: Error {
    let code: Int32
}

/// The system's file calls: begun again when a signal interrupts them, closed on exec, never given a cut path.
enum SystemCalls {
    /// The most bytes handed to one call; some systems refuse 2 GiB and more.
    private static let largestTransfer = 1 << 30

    /// Opens `path`, read from `directory` where it is relative; a new file gets the mode 0666 less the umask.
    static func open(
        _ path: String, _ flags: Int32, in directory: Int32 = AT_FDCWD
    ) throws(SystemFailure) -> Int32 {
        try checkPath(path)
        return try retrying { openat(directory, path, flags | O_CLOEXEC, 0o666) }
    }

    /// Reads once into `buffer`, and returns the number of bytes: 0 at the end.
    static func read(_ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer) throws(SystemFailure) -> Int {
        try retrying {
            #if canImport(Darwin)
                Darwin.read(descriptor, buffer.baseAddress, min(buffer.count, largestTransfer))
            #elseif canImport(Musl)
                Musl.read(descriptor, buffer.baseAddress, min(buffer.count, largestTransfer))
            #else
                Glibc.read(descriptor, buffer.baseAddress, min(buffer.count, largestTransfer))
            #endif
        }
    }

    /// Writes all of `bytes`, in as many calls as it takes, waiting where the other end is full.
    static func writeAll(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) throws(SystemFailure) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let part = UnsafeRawBufferPointer(rebasing: rest)
            let written = write(descriptor, part.baseAddress, min(part.count, largestTransfer))
            if written > 0 {
                rest = rest.dropFirst(written)
                continue
            }
            let code = written == 0 ? ENOSPC : errno
            switch code {
            case EINTR: continue
            case EAGAIN:
                var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                _ = poll(&waiting, 1, -1)
            default: throw SystemFailure(code: code)
            }
        }
    }

    /// Removes the file, or with `AT_REMOVEDIR` the empty directory, at `path`, read from `directory` where it is relative.
    static func remove(
        _ path: [CChar], in directory: Int32 = AT_FDCWD, _ flags: Int32 = 0
    ) throws(SystemFailure) {
        _ = try retrying { unlinkat(directory, path, flags) }
    }

    /// Brings what was written to the disk.
    ///
    /// A failure is final: what was written may be lost, and trying again would hide it.
    static func synchronize(_ descriptor: Int32) throws(SystemFailure) {
        guard fsync(descriptor) != 0 else { return }
        throw SystemFailure(code: errno)
    }

    /// Brings a directory's entries to the disk, where its file system can do that at all.
    static func synchronizeDirectory(_ descriptor: Int32) throws(SystemFailure) {
        do {
            try synchronize(descriptor)
        } catch  where error.code == EINVAL || error.code == ENOTSUP {
            return
        }
    }

    /// Closes; an interrupted close has closed all the same.
    static func closeChecked(_ descriptor: Int32) throws(SystemFailure) {
        guard close(descriptor) != 0 else { return }
        let code = errno
        if code != EINTR { throw SystemFailure(code: code) }
    }

    static func duplicate(_ descriptor: Int32) throws(SystemFailure) -> Int32 {
        try retrying { fcntl(descriptor, F_DUPFD_CLOEXEC, 0) }
    }

    /// What the file system says of `path`: of a symbolic link itself, or of what it leads to.
    static func status(
        of path: String, in directory: Int32 = AT_FDCWD, followingLink: Bool
    ) throws(SystemFailure) -> stat {
        try checkPath(path)
        var status = stat()
        _ = try retrying { fstatat(directory, path, &status, followingLink ? 0 : AT_SYMLINK_NOFOLLOW) }
        return status
    }

    static func status(of descriptor: Int32) throws(SystemFailure) -> stat {
        var status = stat()
        _ = try retrying { fstat(descriptor, &status) }
        return status
    }

    /// A path with a zero byte would be cut there, and name another file.
    static func checkPath(_ path: String) throws(SystemFailure) {
        if path.utf8.contains(0) { throw SystemFailure(code: EINVAL) }
    }

    /// Makes `call` until no signal interrupts it.
    static func retrying<Number: SignedInteger>(_ call: () -> Number) throws(SystemFailure) -> Number {
        while true {
            let result = call()
            if result >= 0 { return result }
            let code = errno
            if code != EINTR { throw SystemFailure(code: code) }
        }
    }
}

/// The kinds of file that matter here.
enum FileType {
    case ordinary, directory, symbolicLink, other

    init(_ status: stat) {
        self =
            switch status.st_mode & S_IFMT {
            case S_IFREG: .ordinary
            case S_IFDIR: .directory
            case S_IFLNK: .symbolicLink
            default: .other
            }
    }
}
