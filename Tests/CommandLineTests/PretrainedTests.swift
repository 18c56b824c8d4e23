import Files
import TestSupport
import Testing

@Suite("Forecasting with the network that comes trained")
struct PretrainedTests {
    private static let airline = Fixtures.packageDirectory + "/fixtures/series/airline-passengers.csv"

    private func seqcast(_ arguments: String...) throws -> SeqcastCommand.End {
        let end = try SeqcastCommand.run(arguments)
        #expect(end.code == 0, "\(arguments): \(end.error)")
        return end
    }

    private func column(_ name: String, of file: String) throws -> [Double] {
        try readTable(FileReader.read(file, limit: 1 << 24)).numbers(of: name)
    }

    @Test("a model is there at once; its free run beats the seasonal naive forecast, in an interval; its blocks go on")
    func freeRun() throws {
        let directory = try TemporaryDirectory()
        let (model, forecast) = (directory.file("model"), directory.file("forecast.csv"))
        let made = try seqcast(
            "train", "--method", "pretrained", "--data", Self.airline, "--column", "Passengers", "--time", "Date",
            "--test",
            "24", "--horizon", "24", "--output", model)
        #expect(made.output.contains("pretrained; season 12"))
        let end = try seqcast(
            "predict", "--model", model, "--data", Self.airline, "--mode", "free-run", "--warmup", "120", "--horizon",
            "24",
            "--interval", "0.9", "--output", forecast)
        let (actual, said) = (try column("actual", of: forecast), try column("prediction", of: forecast))
        let data = try column("Passengers", of: Self.airline)
        let naive = (0..<24).map { data[108 + $0 % 12] }
        func error(_ values: [Double]) -> Double {
            zip(values, actual).reduce(0) { $0 + ($1.0 - $1.1).magnitude } / 24
        }
        #expect(error(said) < 0.8 * error(naive), "\(end.output)")
        let (lower, upper) = (try column("lower", of: forecast), try column("upper", of: forecast))
        #expect(said.indices.allSatisfy { lower[$0] < said[$0] && said[$0] < upper[$0] })

        // The model says the horizon that it was made with; a longer free run feeds on its medians.
        let long = directory.file("long.csv")
        _ = try seqcast(
            "predict", "--model", model, "--data", Self.airline, "--mode", "free-run", "--warmup", "120", "--horizon",
            "60",
            "--output", long)
        #expect(try column("prediction", of: long).prefix(24) == said[...])
    }

    @Test("backtest, one-step forecasts and following agree with what it is; a panel is forecast series by series")
    func otherCommands() throws {
        let directory = try TemporaryDirectory()
        let panel = directory.file("panel.csv")
        _ = try seqcast("generate", "--family", "smoothing", "--series", "3", "--points", "60", "--output", panel)
        let model = directory.file("model")
        _ = try seqcast(
            "train", "--method", "pretrained", "--data", panel, "--target", "y", "--series-column", "series",
            "--season",
            "12", "--horizon", "3", "--test", "12", "--output", model)
        let (each, followed) = (directory.file("each.csv"), directory.file("followed.csv"))
        _ = try seqcast("predict", "--model", model, "--data", panel, "--output", each)
        let said = try column("prediction", of: each)
        #expect(said.count == 3 * 63 && said.dropFirst().prefix(62).allSatisfy(\.isFinite))
        let table = directory.file("errors.csv")
        _ = try seqcast(
            "backtest", "--model", model, "--data", panel, "--horizon", "3", "--season", "12", "--output",
            directory.file("backtest.csv"), "--table", table)
        #expect(try column("mase", of: table).contains { $0 > 0 })
        let end = try SeqcastCommand.run(
            ["predict", "--model", model, "--data", "-", "--follow", "--output", followed], reading: panel)
        #expect(end.code == 0, "\(end.error)")
        // After each row its own forecasts of three steps.
        #expect(try column("prediction", of: followed).count == 3 * 60 * 3)
        // Twice the same bytes.
        let again = directory.file("again")
        _ = try seqcast(
            "train", "--method", "pretrained", "--data", panel, "--target", "y", "--series-column", "series",
            "--season",
            "12", "--horizon", "3", "--test", "12", "--output", again)
        #expect(
            try FileReader.read(model + "/model.safetensors", limit: 1 << 24)
                == FileReader.read(again + "/model.safetensors", limit: 1 << 24))
    }

    @Test("it goes on with updates on the user's series, and says what came of it")
    func fineTuned() throws {
        let directory = try TemporaryDirectory()
        let data = directory.file("panel.csv")
        _ = try seqcast(
            "generate", "--family", "season", "--series", "3", "--points", "90", "--seed", "5", "--output", data)
        func train(_ output: String, _ more: String...) throws -> SeqcastCommand.End {
            try SeqcastCommand.run(
                [
                    "train", "--method", "pretrained", "--data", data, "--target", "y", "--series-column", "series",
                    "--horizon", "6", "--output", directory.file(output),
                ] + more)
        }
        let end = try train("tuned", "--fine-tune", "20")
        #expect(end.code == 0 && end.output.contains("fine-tuned"), "\(end.error)\(end.output)")
        #expect(try train("same", "--fine-tune", "20").output == end.output)
        // Cells that are missing, and rows: refused with the remedy, and with it done.
        let lines = String(decoding: try FileReader.read(data, limit: 1 << 24), as: UTF8.self).split(separator: "\n")
        let gaps = lines.enumerated().filter { $0.offset % 11 != 5 }.map { row, line in
            row % 13 == 7 ? line.split(separator: ",").dropLast().joined(separator: ",") + "," : String(line)
        }
        let holed = directory.file("holed.csv")
        try DurableFile.write(Array((gaps.joined(separator: "\n") + "\n").utf8), to: holed)
        func tuneHoled(_ more: String...) throws -> SeqcastCommand.End {
            try SeqcastCommand.run(
                [
                    "train", "--method", "pretrained", "--data", holed, "--target", "y", "--time", "x",
                    "--series-column",
                    "series", "--horizon", "6", "--fine-tune", "10", "--output", directory.file("holed"),
                ] + more)
        }
        let refused = try tuneHoled()
        #expect(
            refused.code == 65 && refused.error.contains("--missing drop, carry or interpolate"), "\(refused.error)")
        let filled = try tuneHoled("--missing", "interpolate")
        #expect(filled.code == 0 && filled.output.contains("fine-tuned"), "\(filled.error)")
        let short = try train("short", "--fine-tune", "5", "--test", "80")
        #expect(short.code == 65, "\(short.error)")
        #expect(
            short.error.contains("found 10 values; --fine-tune with a horizon of 6 needs at least 20"), "\(short.error)"
        )
    }

    @Test("options that mean nothing with it are refused, each with what it needs")
    func refused() throws {
        let directory = try TemporaryDirectory()
        func error(_ options: String...) throws -> String {
            let end = try SeqcastCommand.run(
                ["train", "--data", Self.airline, "--column", "Passengers", "--output", directory.file("m")] + options)
            #expect(end.code == 64, "\(options)")
            return end.error
        }
        #expect(try error("--fine-tune", "5").contains("--fine-tune: has a meaning only with --method pretrained"))
        #expect(
            try error("--method", "pretrained", "--hidden-size", "9").contains(
                "--hidden-size: has a meaning only with --method network"))
        #expect(
            try error("--method", "pretrained", "--transform", "difference").contains(
                "found a difference; expected log1p alone with 'pretrained'"))
    }
}
