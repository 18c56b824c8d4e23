import Glibc
import Testing

/// A way in which a file operation goes wrong.
struct Fault: Sendable, CustomTestStringConvertible {
    /// The operations that it can happen to, as the interposer has them.
    let calls: String
    var error: Int32 = 0
    var signal: Int32 = 0
    var isShort = false
    var isForGood = false

    var testDescription: String {
        let how =
            signal != 0 ? "signal \(signal)" : isShort ? "half written" : String(cString: strerror(error))
        return "\(how) at \(calls)" + (isForGood ? ", for good" : "")
    }

    /// Faults that a program may fail with, and has to say so.
    static let failures: [Fault] = [
        Fault(calls: "open,write,fsync,rename,mkdir", error: ENOSPC),
        Fault(calls: "open,write,fsync,rename,mkdir", error: ENOSPC, isForGood: true),
        Fault(calls: "read,write,fsync,rename,close,unlink", error: EIO),
        Fault(calls: "read,write,fsync,rename,close,unlink", error: EIO, isForGood: true),
        Fault(calls: "open,rename,unlink,mkdir", error: EACCES),
        Fault(calls: "open", error: EMFILE),
        Fault(calls: "open", error: EMFILE, isForGood: true),
    ]

    /// Faults that a program has to do its work in spite of.
    static let nuisances: [Fault] = [
        // An fsync that was interrupted may have lost what it was to keep: that one is an error.
        Fault(calls: "open,read,write,rename,close,unlink,mkdir", error: EINTR),
        Fault(calls: "write", isShort: true),
        Fault(calls: "write", isShort: true, isForGood: true),
    ]

    static let kill = Fault(calls: "all", signal: SIGKILL)
    static let stop = Fault(calls: "all", signal: SIGTERM)
}
