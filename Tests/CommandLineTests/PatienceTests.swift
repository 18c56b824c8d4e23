import Foundation
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

    @Test("by mase, the weights are kept that forecast best in the units of the data, whatever the transform")
    func byMase() throws {
        let temporary = try TemporaryDirectory()
        let values = (0..<120).map { exp(Double($0) / 40 + 0.3 * sin(Double($0) * 0.5)) }
        _ = try temporary.write("y\n" + values.map { "\($0)\n" }.joined(), to: "data.csv")
        func train(_ options: String) throws -> SeqcastCommand.End {
            try SeqcastCommand.run(
                "train --data data.csv --epochs 12 --hidden-size 3 --validation 30 --patience 40 --horizon 2 --transform log1p \(options)"
                    .split(separator: " ").map(String.init), in: temporary.path)
        }
        let end = try train("--stop-by mase --output m")
        #expect(end.code == 0 && end.output.contains("| validation mase "), "\(end.error)")
        let lines = String(decoding: try Fixtures.contents(temporary.file("m/metrics.csv")), as: UTF8.self)
            .split(separator: "\n")
        #expect(lines[0] == "epoch,loss,learning_rate,validation_mase")
        let errors = try lines.dropFirst().map { try #require($0.split(separator: ",").last.flatMap { Double($0) }) }
        let said = end.output.split(separator: "\n").last
        #expect(said?.hasPrefix("MASE ") == true)
        // The same as a backtest of the model says, whose errors are divided by those of the naive forecast before each origin.
        let backtest = try SeqcastCommand.run(
            [
                "backtest", "--table", "t.csv", "--model", "m", "--data", "data.csv", "--test", "30", "--output",
                "b.csv", "--baselines",
                "none",
            ],
            in: temporary.path)
        #expect(backtest.code == 0, "\(backtest.error)")
        let rows = String(decoding: try Fixtures.contents(temporary.file("b.csv")), as: UTF8.self).split(
            separator: "\n"
        )
        .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
        let columns = try ["actual", "prediction"].map { try #require(rows[0].firstIndex(of: $0)) }
        let misses = try rows.dropFirst().map { row in
            try abs(#require(Double(row[columns[0]])) - #require(Double(row[columns[1]])))
        }
        let error = misses.reduce(0, +) / Double(misses.count)
        // The unit is the error of the naive forecast, of the season that shows in the rows before.
        let units = (1...20).map { lag -> Double in
            let steps = (lag..<90).map { abs(values[$0] - values[$0 - lag]) }
            return steps.reduce(0, +) / Double(steps.count)
        }
        let least = errors.min() ?? 0
        #expect(units.contains { abs(least * $0 - error) < 1e-5 * error }, "\(errors), \(error), \(units)")
        // On all rows as long as it was best, and longer in the proportion of the rows: of 120 to 90.
        let best = try #require(errors.firstIndex(of: errors.min() ?? 0)) + 1
        func again(_ options: String) throws -> SeqcastCommand.End {
            try SeqcastCommand.run(
                "train --data data.csv --hidden-size 3 --horizon 2 --transform log1p --quiet --epochs-like m \(options)"
                    .split(separator: " ").map(String.init), in: temporary.path)
        }
        let all = try again("--output all")
        #expect(all.code == 0, "\(all.error)")
        let epochs =
            String(decoding: try Fixtures.contents(temporary.file("all/metrics.csv")), as: UTF8.self)
            .split(separator: "\n").count - 1
        #expect(epochs == (best * 120 + 89) / 90)
        let twice = try again("--epochs 7 --output twice")
        #expect(twice.code == 64 && twice.error.contains("--epochs-like: has a meaning only with no --epochs"))
        // By the pinball loss only where intervals are said.
        let plain = try train("--stop-by pinball --output p")
        #expect(
            plain.code == 64 && plain.error.contains("--stop-by: has a meaning only with a --loss that says intervals"))
        let pinball = try train("--stop-by pinball --loss gaussian --output p")
        #expect(pinball.code == 0 && pinball.output.contains("| validation pinball "), "\(pinball.error)")
        let alone = try SeqcastCommand.run(
            ["train", "--data", "data.csv", "--output", "q", "--stop-by", "mase"], in: temporary.path)
        #expect(alone.code == 64 && alone.error.contains("--stop-by: has a meaning only with --validation"))
    }
}
