import CSpawn
import Files
import Texts

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A program started by this one, which dies with it, and with all that it started.
///
/// It is in a process group of its own: Ctrl-C and `kill` reach this process alone, and it passes a signal on once, so
/// that a stage saves what it has and never takes one Ctrl-C for two.
struct ChildProcess {
    private let identifier: pid_t

    /// Why a program could not be started.
    struct Failure: Error {
        let reason: String
    }

    /// Starts the program at `path` with what it says going to `output`, and `additions` to the environment.
    init(path: String, arguments: [String], additions: [String], output: Int32) throws(Failure) {
        var child: pid_t = 0
        let texts = ([path] + arguments).map { Array($0.utf8CString) }
        let code = Self.withPointers(to: texts) { arguments in
            Self.withPointers(to: additions.map { Array($0.utf8CString) }) { additions in
                cspawn(path, arguments, additions, output, &child)
            }
        }
        guard code == 0 else { throw Failure(reason: "\(path): \(String(cString: strerror(code)))") }
        identifier = child
    }

    /// How it ended; nil while it runs.
    func end() -> StageEnd? {
        var status: Int32 = 0
        let ended = waitpid(identifier, &status, WNOHANG)
        if ended == identifier {
            // What it started and left behind would still write.
            kill(-identifier, SIGKILL)
            let signal = status & 0x7f
            return signal == 0 ? .exited((status >> 8) & 0xff) : .killed(signal: signal)
        }
        if ended == -1, errno != EINTR {
            return .notStarted("lost sight of process \(identifier): \(String(cString: strerror(errno)))")
        }
        return nil
    }

    /// Sends a signal to it and to what it started.
    func send(_ signal: Int32) {
        kill(-identifier, signal)
    }

    /// Where the program called `name` is: itself where it has a slash, else in one of the directories of `searchPath`.
    static func find(_ name: String, in searchPath: String) -> String? {
        if name.utf8.contains(UInt8(ascii: "/")) { return name }
        return searchPath.parts(between: ":").lazy
            .map { SpecPath.joined($0.isEmpty ? "." : $0, name) }
            .map { $0.begins(with: "/") ? $0 : "./" + $0 }
            .first { FileKind(of: $0) == .ordinary && access($0, X_OK) == 0 }
    }

    /// Lays out texts, each ended by a zero, as C wants an argument list.
    private static func withPointers<Result>(
        to texts: [[CChar]], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
    ) -> Result {
        var all = texts.flatMap { $0 }
        return all.withUnsafeMutableBufferPointer { buffer in
            var pointers: [UnsafeMutablePointer<CChar>?] = []
            var offset = 0
            for text in texts {
                pointers.append(buffer.baseAddress.map { $0 + offset })
                offset += text.count
            }
            return body(pointers + [nil])
        }
    }
}
