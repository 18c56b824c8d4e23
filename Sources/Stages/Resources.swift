import CSVTables
import Files
import Texts

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What there is for a stage to use, looked at before it is used up: running out of memory ends a program without a word.
enum Resources {
    /// Checks that so much memory can be had.
    ///
    /// - Throws: ``StageError/tooLarge(what:needed:available:advice:)``.
    static func requireMemory(_ bytes: Double, for what: String, advice: String) throws(StageError) {
        let available = memory
        let mayBeHad = bytes <= min(available, 0x1p62) && Memory.canHave(Int(bytes))
        if !mayBeHad {
            throw .tooLarge(
                what: what, needed: amount(bytes) + " of memory",
                available: bytes > available ? "there are \(amount(available))" : "this process may not have as much",
                advice: advice)
        }
    }

    /// Checks that the file at `path` has room on its disk.
    ///
    /// - Throws: ``StageError/tooLarge(what:needed:available:advice:)``.
    static func requireDisk(_ bytes: Double, at path: String, for what: String) throws(StageError) {
        var status = statvfs()
        let directory = path.parts(between: "/").dropLast().joined(separator: "/")
        let isRoot = path.begins(with: "/") && directory.isEmpty
        guard statvfs(isRoot ? "/" : directory.isEmpty ? "." : directory, &status) == 0 else { return }
        let free = Double(status.f_bavail) * Double(status.f_frsize)
        if bytes > free {
            throw .tooLarge(
                what: what, needed: "at least " + amount(bytes) + " on the disk of '\(path)'",
                available: "there are \(amount(free))", advice: "choose less, or another disk")
        }
    }

    /// The memory that can be had without pushing others out, in bytes.
    private static var memory: Double {
        let ofMachine = Double(sysconf(Int32(_SC_PHYS_PAGES))) * Double(sysconf(Int32(_SC_PAGESIZE)))
        let available = number(in: "/proc/meminfo", after: "MemAvailable:").map { $0 * 1024 } ?? ofMachine
        let ofGroup = number(in: "/sys/fs/cgroup/memory.max", after: "") ?? .infinity
        return min(available, ofGroup)
    }

    /// The number that follows `label` in a file of the system; nil where there is none.
    private static func number(in path: String, after label: String) -> Double? {
        guard let bytes = try? FileReader.read(path, limit: 1 << 16) else { return nil }
        for line in bytes.split(separator: UInt8(ascii: "\n")) where line.starts(with: label.utf8) {
            let digits = line.dropFirst(label.utf8.count).drop { $0 == 0x20 }.prefix { (48...57).contains($0) }
            return Double(String(decoding: digits, as: UTF8.self))
        }
        return nil
    }

    /// `6.25 GB`.
    private static func amount(_ bytes: Double) -> String {
        let units = ["bytes", "kB", "MB", "GB", "TB", "PB", "EB"]
        var (number, unit) = (bytes, 0)
        while number >= 1000, unit + 1 < units.count { (number, unit) = (number / 1000, unit + 1) }
        return significantDecimal(number, digits: 3) + " " + units[unit]
    }
}
