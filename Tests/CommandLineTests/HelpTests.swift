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

    @Test("without arguments the three ways on are shown")
    func welcome() throws {
        let end = try SeqcastCommand.run([])
        #expect(end.code == 0 && end.error.isEmpty)
        for way in ["forecast FILE", "describe FILE", "run SPEC"] {
            #expect(end.output.contains("\n  seqcast \(way) "))
        }
        #expect(end.output.split(separator: "\n").count <= 8)
    }

    @Test(
        "the options of a training stand in groups, with the names that they take, their defaults, and examples that work"
    )
    func groups() throws {
        for words in [["train", "--help"], ["help", "train"], ["train", "--epochs", "3", "-h"]] {
            let help = try SeqcastCommand.run(words)
            #expect(help.code == 0 && help.error.isEmpty)
            let titles = ["DATA", "METHOD", "NETWORK", "TRAINING", "CHECKPOINTS", "OUTPUT"]
            var rest = help.output[...]
            for title in titles {
                let start = try #require(rest.range(of: "\n\(title):\n"), "\(title)")
                rest = rest[start.upperBound...]
                #expect(rest.prefix(10_000).contains("    Example: --"), "\(title)")
            }
            #expect(help.output.split(separator: "\n").allSatisfy { $0.count <= 79 })
            #expect(help.output.contains("\n  --cell <cell>           "))
            let flat = help.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            #expect(flat.contains("(default: rnn)") && flat.contains("(rnn, lstm, gru,"))
            #expect(help.output.contains("\nUSAGE: seqcast train <file> --output <directory> [<options>]\n"))
        }
    }

    @Test("a file of data stands with its option or without it, not both ways")
    func file() throws {
        let directory = try TemporaryDirectory()
        func seqcast(_ line: String) throws -> SeqcastCommand.End {
            try SeqcastCommand.run(line.split(separator: " ").map(String.init), in: directory.path)
        }
        #expect(try seqcast("generate --points 40 --output s.csv").code == 0)
        let train = "--hidden-size 2 --epochs 1 --output"
        let bare = try seqcast("train s.csv \(train) bare")
        #expect(bare.code == 0, "\(bare.error)")
        #expect(try seqcast("train --data s.csv \(train) named").output == bare.output)
        #expect(try seqcast("plot s.csv --output s.png").code == 0)
        #expect(try seqcast("predict --model bare s.csv --output p.csv").code == 0)
        let both = try seqcast("train s.csv --data s.csv \(train) both")
        #expect(both.code == 64 && both.error.contains("--data: given 2 times; give it once"), "\(both.error)")
        let none = try seqcast("train --epochs 1")
        #expect(none.code == 64)
        for option in ["--data: missing; give ", "--output: missing; give "] { #expect(none.error.contains(option)) }
        // What is written over is told of it, too.
        #expect(try seqcast("plot s.csv --output s.csv").error.contains("--output: 's.csv' is what --data reads"))
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
