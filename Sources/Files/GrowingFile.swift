#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file that is read while others write to it: an ordinary one, which has no end, or a pipe, which ends with its writers.
package final class GrowingFile {
    /// What a look at the file found.
    package enum Found {
        /// Valid up to the next look.
        case bytes(UnsafeRawBufferPointer)
        case nothingYet
        case end
    }

    private static let pieceSize = 1 << 16
    /// How long a look waits, in milliseconds: for an ordinary file, which nobody announces to have grown; for a pipe.
    private static let pause: Int32 = 20
    private static let patience: Int32 = 250

    package let path: String
    private let descriptor: Int32
    /// Whether it is an ordinary file that was opened by its path.
    private let isOrdinary: Bool
    private var position: Int64 = 0
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: pieceSize, alignment: 64)

    /// Opens the file at `path`; a pipe is opened at once, even if nobody writes into it yet.
    ///
    /// - Throws: ``FileError`` of the kind `missing` where there is none that can be opened.
    package init(at path: String) throws(FileError) {
        self.path = path
        let (descriptor, stamp) = try FileReader.open(path, O_NONBLOCK)
        self.descriptor = descriptor
        isOrdinary = stamp != nil
    }

    private init(standardInput: Int32) {
        (path, descriptor, isOrdinary) = ("standard input", standardInput, false)
    }

    package static var standardInput: GrowingFile { GrowingFile(standardInput: 0) }

    deinit {
        if descriptor != 0 { close(descriptor) }
        buffer.deallocate()
    }

    /// Looks for what was added, and waits for a short time if there is nothing.
    ///
    /// - Throws: ``FileError`` where the file cannot be read, was cut, or is no longer the one at its path.
    package func look() throws(FileError) -> Found {
        if !isOrdinary, !isReady(for: Self.patience) { return .nothingYet }
        let count: Int
        do {
            count = try SystemCalls.read(descriptor, into: buffer)
        } catch {
            if error.code == EAGAIN { return .nothingYet }
            throw FileError(.failed, at: path, doing: "read", code: error.code)
        }
        if count > 0 {
            position += Int64(count)
            return .bytes(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
        guard isOrdinary else { return .end }
        try requireSame()
        _ = poll(nil, 0, Self.pause)
        return .nothingYet
    }

    /// Whether there is something to read, or an end, within so many milliseconds; a signal ends the waiting.
    private func isReady(for milliseconds: Int32) -> Bool {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&waiting, 1, milliseconds) > 0
    }

    private func requireSame() throws(FileError) {
        guard let now = (try? SystemCalls.status(of: descriptor)).flatMap(FileStamp.init) else { return }
        if now.size < position {
            throw FileError(
                .failed, at: path,
                "the file was cut to \(now.size) bytes after \(position) were read; run again to read it from its start"
            )
        }
        guard FileStamp(of: path)?.inode == now.inode else {
            throw FileError(
                .failed, at: path,
                "the file was moved, removed or replaced while it was followed; run again to read the new one")
        }
    }
}
