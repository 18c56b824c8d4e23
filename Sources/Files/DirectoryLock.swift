#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A directory held by this process alone, as long as the value lives.
///
/// The lock (flock) is on the directory itself: no file is left behind, and death releases it.
package final class DirectoryLock: Sendable {
    private let descriptor: Int32

    /// Takes the directory at `path`, without waiting.
    ///
    /// - Throws: ``FileError`` of the kind `cannotCreate`; where another holds the directory, it names the process.
    package init(of path: String) throws(FileError) {
        do {
            descriptor = try SystemCalls.open(path, O_RDONLY | O_DIRECTORY)
        } catch {
            throw FileError(.cannotCreate, at: path, doing: "open the directory", code: error.code)
        }
        do {
            _ = try SystemCalls.retrying { flock(descriptor, LOCK_EX | LOCK_NB) }
        } catch {
            let holder = Self.holder(of: descriptor)
            close(descriptor)
            if error.code != EWOULDBLOCK {
                throw FileError(.cannotCreate, at: path, doing: "lock the directory", code: error.code)
            }
            let who = holder.map { $0 == getpid() ? "this process" : "process \($0)" } ?? "another process"
            throw FileError(.cannotCreate, at: path, "\(who) is at work in this directory; wait for it, or stop it")
        }
    }

    /// Whether a process, this one or another, holds the directory at `path`, as far as the system tells.
    package static func isHeld(_ path: String) -> Bool {
        guard let descriptor = try? SystemCalls.open(path, O_RDONLY | O_DIRECTORY) else { return false }
        defer { close(descriptor) }
        return holder(of: descriptor) != nil
    }

    deinit {
        // Closing would not do: a child that is just being started has the open directory, too, until its program begins.
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }

    /// The process that holds the lock on an open directory, where the system tells.
    static func holder(of descriptor: Int32) -> Int32? {
        guard let status = try? SystemCalls.status(of: descriptor) else { return nil }
        guard let table = try? FileReader.read("/proc/locks", limit: 1 << 24) else { return nil }
        let device = UInt64(truncatingIfNeeded: status.st_dev)
        let major = (device >> 8) & 0xfff | (device >> 32) & ~0xfff
        let minor = device & 0xff | (device >> 12) & ~0xff
        return holder(in: table, major: major, minor: minor, inode: UInt64(status.st_ino))
    }

    /// Finds the holder in the text of `/proc/locks`: `1: FLOCK  ADVISORY  WRITE 4711 fd:01:262146 0 EOF`.
    static func holder(in table: [UInt8], major: UInt64, minor: UInt64, inode: UInt64) -> Int32? {
        for line in table.split(separator: UInt8(ascii: "\n")) {
            let words = line.split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
            // A line with an arrow is of one who waits.
            guard words.count >= 6, words[1] == "FLOCK", let process = Int32(words[4]), process > 0 else { continue }
            let file = words[5].split(separator: ":")
            guard file.count == 3, UInt64(file[0], radix: 16) == major, UInt64(file[1], radix: 16) == minor else {
                continue
            }
            if UInt64(file[2]) == inode { return process }
        }
        return nil
    }
}
