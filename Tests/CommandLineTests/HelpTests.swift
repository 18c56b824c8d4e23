import TestSupport
import Testing

@Suite("The command's help")
struct HelpTests {
    @Test("names every command, and every option of each has help")
    func everyOption() throws {
        let help = try SeqcastCommand.run(["--help"])
        #expect(help.code == 0 && help.error.isEmpty)
        for command in [
            "generate", "tidy", "train", "predict", "plot", "gather", "pretrain", "run", "search", "status", "graph",
            "metrics",
            "compare", "schema",
            "worker", "import", "export", "inspect", "describe",
        ] {
            #expect(help.output.contains("\n  \(command) "))
            let end = try SeqcastCommand.run([command, "--help"])
            #expect(end.code == 0 && end.error.isEmpty)
            let lines = end.output.split(separator: "\n", omittingEmptySubsequences: false)
            for (line, next) in zip(lines, lines.dropFirst()) where line.hasPrefix("  -") {
                let words = line.split(separator: " ").drop { "-<".contains($0.prefix(1)) }
                #expect(!words.isEmpty || next.hasPrefix("        "), "no help: \(line)")
            }
        }
    }

    @Test("an unknown option is refused with the nearest known one, the usage, and code 64")
    func unknownOption() throws {
        let end = try SeqcastCommand.run(["train", "--data", "a", "--output", "b", "--hiden-size", "3"])
        #expect(end.code == 64)
        #expect(end.error.hasPrefix("seqcast: Unknown option '--hiden-size'. Did you mean '--hidden-size'?\nUsage: "))
    }

    @Test("every wrong value is refused with what is expected, all at once, before anything is made")
    func wrongValues() throws {
        let directory = try TemporaryDirectory()
        let end = try SeqcastCommand.run([
            "train", "--data", "a", "--output", directory.file("model"), "--hidden-size", "0x10", "--epochs", "-1",
            "--learning-rate", "nan", "--cell", "transformer",
        ])
        #expect(end.code == 64)
        for line in [
            "--hidden-size: found '0x10'; expected a whole number from 1 to 1000000",
            "--epochs: found '-1'; expected a whole number from 1",
            "--learning-rate: found 'nan'; expected a number above 0",
        ] {
            #expect(end.error.contains(line))
        }
        #expect(end.error.contains("--cell: found 'transformer'; expected one of rnn"))
        #expect(try directory.names().isEmpty)
    }
}
