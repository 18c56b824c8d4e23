import Files
import TestSupport
import Testing

/// No command destroys what it reads: refused before anything is read, with both options.
@Suite("Files that are kept", .serialized)
struct KeptFilesTests {
    /// A directory with a series `d.csv`, a link `l.csv` to it, and a training `m`.
    private static let project: Result<TemporaryDirectory, any Error> = Result {
        let directory = try TemporaryDirectory()
        let rows = (1...30).map { "\($0),\($0 % 4)\n" }.joined()
        _ = try directory.write("x,y\n" + rows, to: "d.csv")
        let train = "train --data d.csv --column y --hidden-size 2 --epochs 2 --output m --quiet"
        #expect(try Shell.run("ln -s d.csv l.csv; ln -s m n", in: directory.path).code == 0)
        #expect(try SeqcastCommand.run(train.split(separator: " ").map(String.init), in: directory.path).code == 0)
        return directory
    }

    @Test(
        "an output that is an input, a part of a model, or another output is refused",
        arguments: [
            ("plot --data d.csv --output d.csv", "--output: 'd.csv' is what --data reads"),
            ("plot --data d.csv --output ./x/../l.csv", "--output: './x/../l.csv' is what --data reads"),
            ("plot --data l.csv --output d.csv", "--output: 'd.csv' is what --data reads"),
            ("plot --data d.csv --output m/metrics.csv", "is what train wrote in its directory"),
            ("predict --model m --data d.csv --output d.csv", "--output: 'd.csv' is what --data reads"),
            (
                "predict --model m --data d.csv --output n/model.safetensors",
                "--output: 'n/model.safetensors' is what train wrote in its directory, where --model reads 'm'"
            ),
            (
                "predict --model m --data d.csv --output m/checkpoints/epoch-000002.safetensors",
                "is what train wrote in its directory, where --model reads 'm'"
            ),
            (
                "backtest --model m --data d.csv --output e --table ./e",
                "--table: './e' is what --output writes too; a file is written once"
            ),
            ("gather --data d.csv --output t.csv --table t.csv", "--table: 't.csv' is what --output writes too"),
            (
                "train --data m/metrics.csv --column loss --output m",
                "--output: 'm' would have 'm/metrics.csv' written over, which --data reads"
            ),
            (
                "train --data d.csv --initial-weights n/model.safetensors --output m",
                "--output: 'm' would have 'n/model.safetensors' written over, which --initial-weights reads"
            ),
            ("train --data d.csv --resume-from m --output n", "--output: 'n' is what --resume-from reads"),
            (
                "train --data d.csv --method combine --member m --member o --output c --candidates ./c/metrics.csv",
                "--candidates: './c/metrics.csv' is what --output writes in 'c'; a file is written once"
            ),
            ("export m/model.safetensors --to safetensors --output n/model.safetensors", "is what MODEL reads"),
            (
                "import m/model.safetensors --output n",
                "--output: 'n' would have 'm/model.safetensors' written over, which FILE reads"
            ),
        ])
    func refused(_ line: String, _ message: String) throws {
        let directory = try Self.project.get()
        let before = try contents(of: directory)
        let end = try SeqcastCommand.run(line.split(separator: " ").map(String.init), in: directory.path)
        #expect(end.code == 64)
        #expect(end.error.contains(message), "\(end.error)")
        #expect(try contents(of: directory) == before)
    }

    @Test("tidy works in place, and what is beside a model may be written")
    func allowed() throws {
        let directory = try Self.project.get()
        for line in [
            "tidy --data d.csv --output d.csv", "predict --model m --data d.csv --output m/forecast.csv",
            "plot --data m/metrics.csv --preset loss --output m/loss.png",
        ] {
            let end = try SeqcastCommand.run(line.split(separator: " ").map(String.init), in: directory.path)
            #expect(end.code == 0, "\(line): \(end.error)")
        }
    }

    @Test("the table of a search is not its spec, and no file of a stage")
    func searchTable() throws {
        let project = try PipelineProject("version: 1\ndirectory: run\nstages: {}\n")
        let end = try project.run("search", ["--table", "./pipeline.yaml"])
        #expect(end.code == 64)
        #expect(end.error.contains("--table: './pipeline.yaml' is what SPEC reads"))
        let searching = try PipelineProject(
            """
            version: 1
            directory: run
            stages:
              data: { generate: { points: 20, output: s.csv } }
              training:
                train: { data: s.csv, epochs: 9, validation: 5, output: m }
                search: { space: { hidden-size: [1, 2] }, trials: 2 }

            """)
        let over = try searching.run("search", ["--table", "run/s.csv"])
        #expect(over.code == 64 && over.error.contains("--table: 'run/s.csv' is what a stage reads"), "\(over.error)")
        #expect(try Shell.run("ls run", in: searching.path).output.isEmpty)
    }

    private func contents(of directory: TemporaryDirectory) throws -> [String] {
        try Shell.run("find . -type f | sort | xargs cksum", in: directory.path).output.split(separator: "\n").map(
            String.init)
    }
}
