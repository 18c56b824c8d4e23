import Texts

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The files that ``DurableFileWriter`` writes before they get their names: `.NAME.PID-RANDOM.seqcast-tmp`.
///
/// Its writer holds a lock (flock) on each until after the rename. The lock, not the process number in the name, tells
/// the living from the dead, as numbers are reused and mean nothing in another container or on another host; where
/// the file system has no locks, the number decides.
package enum TemporaryFiles {
    private static let suffix = ".seqcast-tmp"
    private static let longestName = 255

    /// A temporary file just made, and locked.
    struct Made {
        let name: String
        let descriptor: Int32
        /// Another descriptor of the same open file.
        let lockHolder: Int32
    }

    /// Makes a temporary file for a file called `name`, in the open `directory`.
    ///
    /// `whenMade`: called with its name before it is locked, so that tests can be a sweep that comes in between.
    static func make(
        for name: String, in directory: Int32, whenMade: (String) -> Void = { _ in }
    ) throws(SystemFailure) -> Made {
        if name.utf8.count > longestName { throw SystemFailure(code: ENAMETOOLONG) }
        var lastCode = EEXIST
        for _ in 0..<100 {
            let temporaryName = unusedName(for: name)
            let descriptor: Int32
            do {
                descriptor = try SystemCalls.open(temporaryName, O_WRONLY | O_CREAT | O_EXCL, in: directory)
            } catch  where error.code == EEXIST {
                continue
            }
            whenMade(temporaryName)
            do {
                if try isOurs(descriptor) {
                    let lockHolder = try SystemCalls.duplicate(descriptor)
                    return Made(name: temporaryName, descriptor: descriptor, lockHolder: lockHolder)
                }
            } catch {
                remove(temporaryName, in: directory)
                close(descriptor)
                throw error
            }
            // A sweep took the file for a dead one before it was locked.
            remove(temporaryName, in: directory)
            close(descriptor)
            lastCode = EBUSY
        }
        throw SystemFailure(code: lastCode)
    }

    /// Removes from `directory` the temporary files that no living process is writing.
    ///
    /// - Returns: The names of those removed. A directory that cannot be read has none.
    @discardableResult
    package static func sweep(in directory: String) -> [String] {
        guard let names = try? Directories.list(at: directory) else { return [] }
        guard let parent = try? SystemCalls.open(directory, O_RDONLY | O_DIRECTORY) else { return [] }
        defer { close(parent) }
        return sweep(names, in: parent)
    }

    /// Removes those of `names` in the open directory `parent` that are such files, and returns them.
    static func sweep(_ names: [String], in parent: Int32) -> [String] {
        names.filter { name in
            guard let process = processNumber(in: name) else { return false }
            // Not a symbolic link, and no waiting for a pipe that bears such a name.
            guard let file = try? SystemCalls.open(name, O_RDWR | O_NOFOLLOW | O_NONBLOCK, in: parent) else {
                return false
            }
            defer { close(file) }
            guard let status = try? SystemCalls.status(of: file), FileType(status) == .ordinary else { return false }
            return isDead(file, process) && remove(name, in: parent)
        }
    }

    /// Removes those that no living process is writing from the directory that the file at `path` is in.
    package static func sweep(beside path: String) {
        sweep(in: PathParts(path).directory)
    }

    /// Locks a file just made; false where a sweep was faster.
    private static func isOurs(_ descriptor: Int32) throws(SystemFailure) -> Bool {
        if flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK { return false }
        return try SystemCalls.status(of: descriptor).st_nlink > 0
    }

    /// Removes a temporary file; one that cannot be removed stays until a later sweep.
    @discardableResult
    static func remove(_ name: String, in directory: Int32) -> Bool {
        (try? SystemCalls.remove(Array(name.utf8CString), in: directory)) != nil
    }

    private static func isDead(_ file: Int32, _ process: Int32) -> Bool {
        if flock(file, LOCK_EX | LOCK_NB) == 0 { return true }
        if errno == EWOULDBLOCK { return false }
        return kill(process, 0) != 0 && errno == ESRCH
    }

    private static func unusedName(for name: String) -> String {
        let random = String(UInt64.random(in: .min ... .max), radix: 36)
        let end = ".\(getpid())-\(random)\(suffix)"
        var start = "." + name
        while start.utf8.count + end.utf8.count > longestName { start.unicodeScalars.removeLast() }
        return start + end
    }

    /// The number of the process that made the temporary file called `name`; nil if it is no such file.
    private static func processNumber(in name: String) -> Int32? {
        guard name.begins(with: "."), name.ends(with: suffix) else { return nil }
        guard let end = name.without(lastBytes: suffix.utf8.count).cut(atLast: ".")?.behind else { return nil }
        let parts = end.parts(between: "-")
        guard parts.count == 2, !parts[1].isEmpty, let process = Int32(parts[0]), process > 0 else { return nil }
        return process
    }
}
