#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A short program run to its end, and what it said on standard output and error.
struct CommandOutput {
    /// How long a program may take, in seconds: tools that ask a server may wait for ever.
    private static let limit = 30.0

    let end: StageEnd
    let text: String

    /// Runs the program called `name`, looked for in `searchPath`.
    init(_ name: String, _ arguments: [String], searchPath: String) {
        var ends: [Int32] = [-1, -1]
        guard let path = ChildProcess.find(name, in: searchPath) else {
            self.init(.notStarted("there is no program '\(name)' in the directories of PATH"))
            return
        }
        guard pipe(&ends) == 0 else {
            self.init(.notStarted("no pipe: \(String(cString: strerror(errno)))"))
            return
        }
        for descriptor in ends { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
        _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
        defer { close(ends[0]) }
        let child: ChildProcess
        do {
            child = try ChildProcess(path: path, arguments: arguments, additions: [], output: ends[1])
            close(ends[1])
        } catch {
            close(ends[1])
            self.init(.notStarted(error.reason))
            return
        }
        var bytes: [UInt8] = []
        var end: StageEnd?
        let start = Machine.seconds
        var hasTakenTooLong = false
        while true {
            // Asked first, so that what it said last is read after its end.
            end = end ?? child.end()
            let piece = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
                count = max(0, read(ends[0], buffer.baseAddress, 1 << 16))
            }
            bytes += piece
            if !piece.isEmpty { continue }
            if let end {
                self.init(
                    end: hasTakenTooLong ? .tookTooLong(limit: Self.limit) : end,
                    text: String(decoding: bytes, as: UTF8.self))
                return
            }
            if Machine.seconds - start > Self.limit, !hasTakenTooLong {
                hasTakenTooLong = true
                child.send(SIGKILL)
            }
            Machine.sleep(seconds: 0.001)
        }
    }

    private init(end: StageEnd, text: String) {
        (self.end, self.text) = (end, text)
    }

    private init(_ end: StageEnd) {
        self.init(end: end, text: "")
    }
}
