#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The machine that this process runs on.
package enum Machine {
    /// The processors that there are.
    package static var processorCount: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

    /// The memory that there is, in bytes.
    package static var memory: Int {
        max(1, Int(sysconf(Int32(_SC_PHYS_PAGES))) * Int(sysconf(Int32(_SC_PAGESIZE))))
    }

    /// The machine's name and this process's number.
    static var processName: String { "\(hostName)-\(getpid())" }

    static var hostName: String {
        var name = [CChar](repeating: 0, count: 256)
        guard gethostname(&name, name.count - 1) == 0 else { return "unknown" }
        let text = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return String(
            text.unicodeScalars.prefix { scalar in
                scalar.isASCII
                    && (scalar.properties.isAlphabetic || ("0"..."9") ~= scalar || scalar == "-" || scalar == ".")
            })
    }

    /// The system and the kind of processor: `Linux 6.1.0 x86_64`.
    static var system: String {
        var names = utsname()
        guard uname(&names) == 0 else { return "unknown" }
        // The fields are as long as one another: system, host, release, version, machine.
        let length = MemoryLayout.size(ofValue: names.sysname)
        return withUnsafeBytes(of: &names) { bytes in
            return [0, 2, 4].map { field in
                let text = bytes[(field * length)..<((field + 1) * length)].prefix { $0 != 0 }
                return String(decoding: text, as: UTF8.self)
            }.joined(separator: " ")
        }
    }

    /// Seconds since some moment, by a clock that is never set back.
    package static var seconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    /// The time of day as `2026-11-22T14:36:29Z`.
    static var dateAndTime: String {
        var now = time(nil)
        var parts = tm()
        gmtime_r(&now, &parts)
        var text = [CChar](repeating: 0, count: 32)
        let length = strftime(&text, text.count, "%Y-%m-%dT%H:%M:%SZ", &parts)
        return String(decoding: text.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Lets time pass.
    static func sleep(seconds: Double) {
        var time = timespec(tv_sec: Int(seconds), tv_nsec: Int((seconds - seconds.rounded(.down)) * 1e9))
        nanosleep(&time, nil)
    }
}
