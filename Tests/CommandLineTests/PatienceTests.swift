import TestSupport
import Testing

/// When a training stops that gets no better.
@Suite struct PatienceTests {
    @Test(arguments: [1, 3])
    func ofEqualLossesTheFirstIsTheBest(_ patience: Int) throws {
        let temporary = try TemporaryDirectory()
        _ = try temporary.write("y\n" + (0..<40).map { "\($0 % 7)\n" }.joined(), to: "data.csv")
        // So slow that no weight changes, and all losses are the same.
        let end = try SeqcastCommand.run(
            [
                "train", "--data", "data.csv", "--output", "m", "--epochs", "20", "--hidden-size", "2", "--validation",
                "0.25", "--patience", "\(patience)", "--learning-rate", "1e-300", "--optimizer", "sgd",
            ], in: temporary.path)
        #expect(end.code == 0, "\(end.error)")
        let rows = String(decoding: try Fixtures.contents(temporary.file("m/metrics.csv")), as: UTF8.self)
            .split(separator: "\n").dropFirst().map { $0.split(separator: ",").last ?? "" }
        #expect(rows.count == patience + 1 && Set(rows).count == 1, "\(rows)")
    }
}
