#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// By what the system tells that a file may have changed: its size, its number, and the times of its contents and state.
package struct FileStamp: Hashable, Sendable {
    package let size: Int64
    package let inode: UInt64
    /// In nanoseconds since 1970.
    package let modified: Int64
    package let changed: Int64

    package init(size: Int64, inode: UInt64, modified: Int64, changed: Int64) {
        (self.size, self.inode, self.modified, self.changed) = (size, inode, modified, changed)
    }

    /// The stamp of the ordinary file at `path`; nil for anything else.
    package init?(of path: String) {
        guard let status = try? SystemCalls.status(of: path, followingLink: true) else { return nil }
        self.init(status)
    }

    /// The stamp that the status of an ordinary file has; nil for anything else.
    init?(_ status: stat) {
        guard FileType(status) == .ordinary else { return nil }
        size = Int64(status.st_size)
        inode = UInt64(status.st_ino)
        #if canImport(Darwin)
            let (modification, change) = (status.st_mtimespec, status.st_ctimespec)
        #else
            let (modification, change) = (status.st_mtim, status.st_ctim)
        #endif
        modified = Int64(modification.tv_sec) * 1_000_000_000 + Int64(modification.tv_nsec)
        changed = Int64(change.tv_sec) * 1_000_000_000 + Int64(change.tv_nsec)
    }

    /// Whether the contents of the two are the same, as far as sizes and times tell.
    func hasSameContents(as other: FileStamp) -> Bool { size == other.size && modified == other.modified }

    /// The time now, by the clock that files are stamped by.
    package static var now: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    /// Whether a change after `moment` would have left another stamp than this.
    ///
    /// Clocks of file systems go in steps: of some milliseconds, or, where no time has fractions, of up to 2 s.
    package func isSettled(at moment: Int64) -> Bool {
        let isCoarse = modified % 1_000_000_000 == 0 || changed % 1_000_000_000 == 0
        return moment - max(modified, changed) > (isCoarse ? 2_100_000_000 : 100_000_000)
    }
}
