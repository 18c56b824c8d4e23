#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file that another process writes at its end, read as it grows.
package final class LogFile {
    package let path: String
    /// The open file, to be handed to the process that writes it.
    package let descriptor: Int32
    private var position: Int

    /// Opens the file at `path`, made where it is missing; emptied, or to be written at its end.
    ///
    /// - Throws: ``FileError`` of the kind `cannotCreate`.
    package init(at path: String, emptied: Bool) throws(FileError) {
        self.path = path
        do {
            descriptor = try SystemCalls.open(path, O_RDWR | O_CREAT | O_APPEND | (emptied ? O_TRUNC : 0))
        } catch {
            throw FileError(.cannotCreate, at: path, doing: "open the log file", code: error.code)
        }
        position = max(0, Int(lseek(descriptor, 0, SEEK_END)))
    }

    /// Takes over the open file `descriptor`, which is at `path`.
    init(_ descriptor: Int32, at path: String) {
        (self.descriptor, self.path) = (descriptor, path)
        position = max(0, Int(lseek(descriptor, 0, SEEK_END)))
    }

    deinit {
        close(descriptor)
    }

    /// What was added since this was last asked, at most `limit` bytes of it.
    package func readNew(limit: Int = 1 << 18) -> [UInt8] {
        let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
            count = max(0, pread(descriptor, buffer.baseAddress, limit, off_t(position)))
        }
        position += bytes.count
        return bytes
    }

    /// The last bytes of the file at `path`, at most `count`; none of a file that cannot be read.
    package static func end(of path: String, count: Int) -> [UInt8] {
        guard let file = try? SystemCalls.open(path, O_RDONLY | O_NONBLOCK) else { return [] }
        defer { close(file) }
        let size = Int(lseek(file, 0, SEEK_END))
        return [UInt8](unsafeUninitializedCapacity: count) { buffer, length in
            length = max(0, pread(file, buffer.baseAddress, count, off_t(max(0, size - count))))
        }
    }
}
