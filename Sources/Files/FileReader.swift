#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Files read whole, which must be ordinary ones, or in pieces, which may be pipes too.
package enum FileReader {
    /// The size of the pieces where the caller does not care.
    package static let defaultChunkSize = 1 << 18

    /// The size of the ordinary file at `path` as it is now; nil for anything else.
    package static func size(of path: String) -> Int? {
        guard let status = try? SystemCalls.status(of: path, followingLink: true) else { return nil }
        return FileType(status) == .ordinary ? Int(status.st_size) : nil
    }

    /// The first bytes of the ordinary file at `path`, at most `count` of them, and how many there are in all.
    ///
    /// - Throws: ``FileError`` as ``read(_:limit:)`` does.
    package static func head(of path: String, count: Int) throws(FileError) -> (bytes: [UInt8], size: Int) {
        let (descriptor, stamp) = try openOrdinary(path)
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        try requireMemory(min(count, Int(stamp.size)), for: path)
        _ = try readUp(to: min(count, Int(stamp.size)), from: descriptor, path: path, into: &bytes)
        return (bytes, Int(stamp.size))
    }

    /// All bytes of the ordinary file at `path`, of which there may be no more than `limit`.
    ///
    /// A pipe or a device, which may have no end, is refused before anything of it is read; a pipe not where it may be an
    /// `orPipe`.
    /// - Throws: ``FileError``, of the kind `missing` where there is no file that can be opened, `unusable` where it is
    ///   too large or no ordinary file, `failed` where it cannot be read, does not fit in memory, or is changed while it is read.
    package static func read(_ path: String, limit: Int, orPipe: Bool = false) throws(FileError) -> [UInt8] {
        let descriptor: Int32
        let stamp: FileStamp?
        if orPipe { (descriptor, stamp) = try open(path) } else { (descriptor, stamp) = try openOrdinary(path) }
        defer { close(descriptor) }
        if stamp == nil, let status = try? SystemCalls.status(of: descriptor),
            [S_IFCHR, S_IFBLK].contains(status.st_mode & S_IFMT)
        {
            throw FileError(
                .unusable, at: path, "is a device; an ordinary file or a pipe was expected; copy it to one first")
        }
        let size = max(0, min(stamp.map { Int($0.size) } ?? 0, .max - 1))
        if size > limit { throw tooLarge(path, limit: limit, found: "\(size) bytes") }
        var bytes: [UInt8] = []
        // One more than its size, so that the end is seen without growing; a size is only a hint, and is 0 for files that the system makes up.
        var room = max(size, 4095) + 1
        while true {
            try requireMemory(room, for: path)
            let count = try readUp(to: room, from: descriptor, path: path, into: &bytes)
            if bytes.count > limit { throw tooLarge(path, limit: limit, found: "more") }
            if count < room {
                try requireUnchanged(descriptor, since: stamp, path)
                return bytes
            }
            room = max(bytes.count, 1 << 16)
        }
    }

    /// Hands the file at `path` to `body` in pieces of at most `chunkSize` bytes, from first to last.
    ///
    /// A piece is valid only during the call. An empty file makes no call.
    /// - Throws: ``FileError`` as ``read(_:limit:)`` does, and whatever `body` throws.
    package static func readChunks(
        of path: String, chunkSize: Int = defaultChunkSize, _ body: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        precondition(chunkSize > 0, "a chunk of \(chunkSize) bytes cannot be read")
        let (descriptor, stamp) = try open(path)
        defer { close(descriptor) }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: chunkSize, alignment: 64)
        defer { buffer.deallocate() }
        while true {
            let count: Int
            do {
                count = try SystemCalls.read(descriptor, into: buffer)
            } catch {
                throw FileError(.failed, at: path, doing: "read", code: error.code)
            }
            if count == 0 { return try requireUnchanged(descriptor, since: stamp, path) }
            try body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
    }

    /// Opens the ordinary file at `path` to be read.
    private static func openOrdinary(_ path: String) throws(FileError) -> (descriptor: Int32, stamp: FileStamp) {
        // Not waiting for the writer of a pipe.
        let (descriptor, stamp) = try open(path, O_NONBLOCK)
        guard let stamp else {
            close(descriptor)
            throw FileError(
                .unusable, at: path, "is a pipe or a device; an ordinary file was expected; copy it to one first")
        }
        return (descriptor, stamp)
    }

    /// Opens `path` to be read; an ordinary file has a stamp.
    static func open(_ path: String, _ flags: Int32 = 0) throws(FileError) -> (descriptor: Int32, stamp: FileStamp?) {
        let descriptor: Int32
        do {
            descriptor = try SystemCalls.open(path, O_RDONLY | flags)
        } catch {
            let isMissing = [ENOENT, ENOTDIR, EACCES, EPERM, ELOOP, ENAMETOOLONG, ENXIO, EINVAL].contains(error.code)
            throw FileError(isMissing ? .missing : .failed, at: path, doing: "open the file", code: error.code)
        }
        guard let status = try? SystemCalls.status(of: descriptor) else { return (descriptor, nil) }
        if FileType(status) == .directory {
            close(descriptor)
            throw FileError(.missing, at: path, "is a directory; a file was expected; name a file in it")
        }
        return (descriptor, FileStamp(status))
    }

    /// Checks that nobody wrote into a file since it was opened: what was read may be half old and half new.
    private static func requireUnchanged(
        _ descriptor: Int32, since stamp: FileStamp?, _ path: String
    ) throws(FileError) {
        guard let stamp, let now = (try? SystemCalls.status(of: descriptor)).flatMap(FileStamp.init) else { return }
        guard now.hasSameContents(as: stamp) else {
            throw FileError(
                .failed, at: path, "the file was changed while it was read; run again when it is complete")
        }
    }

    /// Appends up to `most` bytes; fewer only at the end of the file.
    private static func readUp(
        to most: Int, from descriptor: Int32, path: String, into bytes: inout [UInt8]
    ) throws(FileError) -> Int {
        var code: Int32 = 0
        let part = [UInt8](unsafeUninitializedCapacity: most) { buffer, count in
            let space = UnsafeMutableRawBufferPointer(buffer)
            while count < most {
                do throws(SystemFailure) {
                    let read = try SystemCalls.read(descriptor, into: .init(rebasing: space[count...]))
                    if read == 0 { return }
                    count += read
                } catch {
                    code = error.code
                    return
                }
            }
        }
        if code != 0 { throw FileError(.failed, at: path, doing: "read", code: code) }
        if bytes.isEmpty { bytes = part } else { bytes += part }
        return part.count
    }

    private static func tooLarge(_ path: String, limit: Int, found: String) -> FileError {
        FileError(.unusable, at: path, "the file is too large: it has \(found); at most \(limit) bytes are read")
    }

    /// Asks for the memory first in the way that may be refused, as an array that cannot be had ends the process.
    private static func requireMemory(_ size: Int, for path: String) throws(FileError) {
        let (bytes, overflow) = size.multipliedReportingOverflow(by: 2)
        guard !overflow, Memory.canHave(bytes) else {
            throw FileError(.failed, at: path, "the file does not fit in memory: \(size) bytes are needed")
        }
    }
}
