#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file that others may read while it is written: it stands under its name from the start, and grows by whole pieces.
///
/// What is in it already must be how the pieces begin: that is not written again, but gone on with. So a writer that says the
/// same when it is started again goes on where it was stopped, even in the middle of a line.
package final class AppendedFile {
    private let path: String
    private let descriptor: Int32
    /// Bytes that stood in the file at the start, not yet compared.
    private var oldCount: Int
    private var line = 1

    /// Opens the file at `path`, or makes it.
    ///
    /// - Throws: ``FileError`` of the kind `cannotCreate`, also where another writer has it.
    package init(at path: String) throws(FileError) {
        self.path = path
        do {
            let status = try? SystemCalls.status(of: path, followingLink: true)
            let isOrdinary = status.map { FileType($0) == .ordinary } ?? true
            // A pipe that is opened to be read, too, would never tell that its reader has gone.
            descriptor = try SystemCalls.open(path, (isOrdinary ? O_RDWR | O_CREAT : O_WRONLY) | O_APPEND)
        } catch {
            throw FileError(.cannotCreate, at: path, doing: "open the file", code: error.code)
        }
        let status = try? SystemCalls.status(of: descriptor)
        let stamp = status.flatMap(FileStamp.init)
        oldCount = stamp.map { Int($0.size) } ?? 0
        guard stamp != nil else { return }
        do {
            _ = try SystemCalls.retrying { flock(descriptor, LOCK_EX | LOCK_NB) }
        } catch {
            close(descriptor)
            if error.code != EWOULDBLOCK {
                throw FileError(.cannotCreate, at: path, doing: "lock the file", code: error.code)
            }
            throw FileError(.cannotCreate, at: path, "another process writes to this file; wait for it, or stop it")
        }
    }

    private init(standardOutput: Int32) {
        (path, descriptor, oldCount) = ("standard output", standardOutput, 0)
    }

    package static var standardOutput: AppendedFile { AppendedFile(standardOutput: 1) }

    deinit {
        if descriptor != 1 { close(descriptor) }
    }

    /// Adds `piece` in one write, less what stands in the file already.
    ///
    /// - Throws: ``FileError`` of the kind `cannotCreate` where something else stands there, `failed` where it cannot be read
    ///   or written.
    package func append(_ piece: [UInt8]) throws(FileError) {
        let known = try compare(piece)
        var code: Int32 = 0
        piece.withUnsafeBytes { bytes in
            do throws(SystemFailure) {
                try SystemCalls.writeAll(descriptor, UnsafeRawBufferPointer(rebasing: bytes[known...]))
            } catch {
                code = error.code
            }
        }
        if code != 0 { throw FileError(.failed, at: path, doing: "write", code: code) }
    }

    /// Brings what was written to the disk, where there is one behind it.
    package func synchronize() throws(FileError) {
        guard descriptor != 1 else { return }
        do {
            try SystemCalls.synchronize(descriptor)
        } catch  where error.code == EINVAL || error.code == ENOTSUP || error.code == EROFS {
            return
        } catch {
            throw FileError(.failed, at: path, doing: "bring the file to the disk", code: error.code)
        }
    }

    /// How many bytes of `piece` stand in the file already.
    private func compare(_ piece: [UInt8]) throws(FileError) -> Int {
        var known = 0
        while oldCount > 0, known < piece.count {
            var old = [UInt8](repeating: 0, count: min(oldCount, piece.count - known))
            let count: Int
            do {
                count = try read(into: &old)
            } catch {
                throw FileError(.failed, at: path, doing: "read", code: error.code)
            }
            for (was, isNow) in zip(old.prefix(count), piece[known...]) {
                guard was == isNow else {
                    throw FileError(
                        .cannotCreate, at: "\(path):\(line)",
                        "found something else than what is to be written; expected an empty file, or one that was written "
                            + "from the same input; name another file, or remove it")
                }
                if was == UInt8(ascii: "\n") { line += 1 }
            }
            known += count
            oldCount = count == 0 ? 0 : oldCount - count
        }
        return known
    }

    private func read(into bytes: inout [UInt8]) throws(SystemFailure) -> Int {
        let outcome = bytes.withUnsafeMutableBytes { buffer in
            Result { () throws(SystemFailure) in try SystemCalls.read(descriptor, into: buffer) }
        }
        return try outcome.get()
    }
}
