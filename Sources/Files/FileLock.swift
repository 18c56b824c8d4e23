#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A name held by this process alone, as long as the value lives: a file that is locked (flock), and gone when it ends.
///
/// Death releases it; the file that a dead process left is taken over.
package final class FileLock: Sendable {
    private let descriptor: Int32
    private let path: String

    /// What came of asking for a lock.
    package enum Answer {
        case held(FileLock)
        /// Another has it: its process, where the system tells.
        case busy(process: Int32?)
    }

    private init(_ descriptor: Int32, _ path: String) {
        (self.descriptor, self.path) = (descriptor, path)
    }

    /// Asks for the lock of the file at `path`, without waiting.
    ///
    /// `whenOpened`: called between opening the file and locking it, so that tests can be others who come in between.
    /// - Throws: ``FileError`` of the kind `cannotCreate`.
    package static func take(_ path: String, whenOpened: () -> Void = {}) throws(FileError) -> Answer {
        do throws(SystemFailure) {
            while true {
                let descriptor = try SystemCalls.open(path, O_RDWR | O_CREAT | O_NOFOLLOW)
                whenOpened()
                do throws(SystemFailure) {
                    _ = try SystemCalls.retrying { flock(descriptor, LOCK_EX | LOCK_NB) }
                    // Its last holder may have removed it between the two calls.
                    if try SystemCalls.status(of: descriptor).st_nlink > 0 {
                        return .held(FileLock(descriptor, path))
                    }
                    close(descriptor)
                } catch {
                    let holder = error.code == EWOULDBLOCK ? DirectoryLock.holder(of: descriptor) : nil
                    close(descriptor)
                    guard error.code == EWOULDBLOCK else { throw error }
                    return .busy(process: holder)
                }
            }
        } catch {
            throw FileError(.cannotCreate, at: path, doing: "lock the file", code: error.code)
        }
    }

    /// The process that holds the lock of the file at `path`, where there is one and the system tells.
    ///
    /// It is looked for without asking for the lock, so that nobody finds it held because of the look.
    package static func holder(of path: String) -> Int32? {
        guard let descriptor = try? SystemCalls.open(path, O_RDONLY | O_NOFOLLOW) else { return nil }
        defer { close(descriptor) }
        return DirectoryLock.holder(of: descriptor)
    }

    deinit {
        unlink(path)
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }
}
