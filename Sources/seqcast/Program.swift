import Files

/// Where the process begins and ends: the only place that turns errors into exit codes.
@main
enum Program {
    static func main() {
        _ = StandardStreams.prepare()
        do {
            var command = try Seqcast.parseAsRoot()
            try command.run()
        } catch {
            ExitStatus(of: error).exit()
        }
    }
}
