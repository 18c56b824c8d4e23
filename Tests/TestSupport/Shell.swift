/// A shell, for commands as they stand in documents.
package enum Shell {
    /// Runs a line of shell and waits for its end.
    package static func run(
        _ line: String, in directory: String, environment: [String: String] = [:]
    ) throws -> SeqcastCommand.End {
        try SeqcastCommand.Running(program: "/bin/sh", ["-c", line], in: directory, environment: environment).wait()
    }
}
