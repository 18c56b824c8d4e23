import ArgumentParser
import Files
import Stages

/// Where the process begins and ends: the only place that turns errors into exit codes.
@main
enum Program {
    static func main() {
        _ = StandardStreams.prepare()
        do {
            try requireText(ofArguments: CommandLine.argc, CommandLine.unsafeArgv)
            let words = Seqcast.words
            if words.isEmpty { return try StandardStreams.writeOutput(Welcome.text) }
            if let stage = StageHelp.asked(by: words) {
                return try StandardStreams.writeOutput(StageHelp(of: stage).text)
            }
            var command = try Seqcast.parseAsRoot(words)
            try command.run()
        } catch {
            ExitStatus(of: error).exit()
        }
    }

    /// Refuses arguments that are not UTF-8: as texts they would name other files.
    private static func requireText(
        ofArguments count: Int32, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
    ) throws {
        for index in 1..<max(1, Int(count)) {
            guard let argument = arguments[index], String(validatingCString: argument) == nil else { continue }
            throw ValidationError(
                "argument \(index) is '\(String(cString: argument))', which is not UTF-8; rename the file, or write the "
                    + "text as UTF-8")
        }
    }
}
