import CSpawn

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Runs stages on this machine, each as a child process of the program that has all commands.
///
/// A stage leads a process group of its own: Ctrl-C and `kill` reach this process alone, and it passes the signal on
/// once, so that a stage saves what it has and never takes one Ctrl-C for two. A stage dies with this process.
package struct LocalExecutor: Executor {
    /// The file of the program that has the commands, not searched for.
    package let program: String

    package init(program: String) {
        self.program = program
    }

    package func run(_ command: StageCommand, stopSignal: () -> Int32?) -> StageEnd {
        var child: pid_t = 0
        let program = command.program ?? program
        let texts = ([program] + command.arguments).map { Array($0.utf8CString) }
        let code = Self.withPointers(to: texts) { cspawn(program, $0, &child) }
        guard code == 0 else { return .notStarted("\(program): \(String(cString: strerror(code)))") }
        return wait(for: child, stopSignal)
    }

    /// Waits, looking for the child's end and for a signal in turn; rarely where the stage takes long.
    private func wait(for child: pid_t, _ stopSignal: () -> Int32?) -> StageEnd {
        var passedOn = false
        var pause = 0.000_5
        let longestPause = 0.02
        while true {
            if !passedOn, let signal = stopSignal() {
                kill(child, signal)
                passedOn = true
            }
            var status: Int32 = 0
            let ended = waitpid(child, &status, WNOHANG)
            if ended == child { return Self.end(status) }
            if ended == -1, errno != EINTR {
                return .notStarted("lost sight of process \(child): \(String(cString: strerror(errno)))")
            }
            var time = timespec(tv_sec: 0, tv_nsec: Int(pause * 1e9))
            nanosleep(&time, nil)
            pause = min(pause * 1.2, longestPause)
        }
    }

    private static func end(_ status: Int32) -> StageEnd {
        let signal = status & 0x7f
        return signal == 0 ? .exited((status >> 8) & 0xff) : .killed(signal: signal)
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
