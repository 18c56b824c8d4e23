import TestSupport
import Testing

/// Which checkpoints stay, and what a training does that has come further than it is asked to.
@Suite struct KeptCheckpointTests {
    private let temporary: TemporaryDirectory

    init() throws {
        temporary = try TemporaryDirectory()
        #expect(
            try SeqcastCommand.run(["generate", "--points", "50", "--output", "s.csv"], in: temporary.path).code == 0)
    }

    private func train(epochs: Int, keep: Int) throws -> SeqcastCommand.End {
        try SeqcastCommand.run(
            [
                "train", "--data", "s.csv", "--output", "m", "--epochs", "\(epochs)", "--checkpoint-every", "1",
                "--keep",
                "\(keep)", "--hidden-size", "2",
            ], in: temporary.path)
    }

    @Test(arguments: [(1, 2), (2, 2), (3, 3)])
    func twoAreKeptHoweverFewAreAskedFor(_ keep: Int, _ kept: Int) throws {
        #expect(try train(epochs: 5, keep: keep).code == 0)
        let names = try names()
        #expect(names == (0..<kept).map { "epoch-00000\(5 - kept + 1 + $0).safetensors" })
    }

    @Test func fewerEpochsThanAreDoneChangeNothing() throws {
        #expect(try train(epochs: 5, keep: 3).code == 0)
        let before = try [
            Fixtures.contents(temporary.file("m/metrics.csv")),
            Fixtures.contents(temporary.file("m/model.safetensors")),
        ]
        let end = try train(epochs: 3, keep: 3)
        #expect(end.code == 65 && end.output.isEmpty, "\(end)")
        #expect(end.error.contains("epochs: 5 are done, now 3"), "\(end.error)")
        let after = try [
            Fixtures.contents(temporary.file("m/metrics.csv")),
            Fixtures.contents(temporary.file("m/model.safetensors")),
        ]
        #expect(before == after)
        #expect(try names().count == 3)
    }

    private func names() throws -> [String] {
        try Shell.run("ls m/checkpoints", in: temporary.path).output.split(separator: "\n").map(String.init)
    }
}
