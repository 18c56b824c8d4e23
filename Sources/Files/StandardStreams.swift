#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Standard input, output and error, made safe to use.
package enum StandardStreams {
    /// To be called first of all in a program.
    ///
    /// A closed descriptor of the three is opened on `/dev/null`, so that no file opened later takes its number and gets
    /// its text. A broken pipe and a file beyond its size limit then make a write fail instead of killing the program;
    /// programs started from this one inherit that.
    /// - Returns: The descriptors that were closed.
    @discardableResult
    package static func prepare() -> [Int32] {
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
        var closed: [Int32] = []
        for descriptor: Int32 in 0...2 where fcntl(descriptor, F_GETFD) == -1 && errno == EBADF {
            closed.append(descriptor)
            // The lowest free number is the one taken, and those below are in use by now.
            _ = open("/dev/null", O_RDWR)
        }
        return closed
    }

    /// Writes all of `text` to standard output.
    ///
    /// - Throws: ``FileError`` of the kind `failed`, at `standard output`.
    package static func writeOutput(_ text: String) throws(FileError) {
        try write(text, to: 1, called: "standard output")
    }

    /// Writes all of `text` to standard error.
    ///
    /// - Throws: ``FileError`` of the kind `failed`, at `standard error`.
    package static func writeError(_ text: String) throws(FileError) {
        try write(text, to: 2, called: "standard error")
    }

    static func write(_ text: String, to descriptor: Int32, called name: String) throws(FileError) {
        var code: Int32 = 0
        Array(text.utf8).withUnsafeBytes { bytes in
            do throws(SystemFailure) {
                try SystemCalls.writeAll(descriptor, bytes)
            } catch {
                code = error.code
            }
        }
        if code != 0 { throw FileError(.failed, at: name, doing: "write", code: code) }
    }
}
