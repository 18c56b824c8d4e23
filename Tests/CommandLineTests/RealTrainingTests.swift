import Files
import SeriesData
import TestSupport
import Testing
import WeightFiles

@Suite("Training on real series")
struct RealTrainingTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    private static let airline = Fixtures.path("series/airline-passengers.csv")

    private func train(_ data: String, into output: String, _ options: [String]) throws -> SeqcastCommand.End {
        try SeqcastCommand.run(["train", "--data", data, "--output", directory.file(output)] + options)
    }

    private func bytes(_ path: String) throws -> [UInt8] { try Fixtures.contents(directory.file(path)) }

    private static let everything = [
        "--target", "Passengers", "--time", "Date", "--transform", "log1p", "--transform", "seasonal-difference:12",
        "--calendar", "month", "--lags", "12", "--horizon", "3", "--scale", "robust", "--hidden-size", "6", "--epochs",
        "9",
    ]

    @Test("what lies in the validation part changes no weight and no scaling")
    func leak() throws {
        let lines = String(decoding: try Fixtures.contents(Self.airline), as: UTF8.self).split(separator: "\n")
        let changed = lines.enumerated().map { index, line in
            index > lines.count - 25 ? line.prefix(8) + String(index * 7919 % 500 + 1) : line
        }
        let other = try directory.write(changed.joined(separator: "\n"), to: "other.csv")
        for sampling in [["--sampling", "windows", "--lookback", "13"], []] {
            let options = Self.everything + ["--validation", "24", "--missing", "interpolate"] + sampling
            #expect(try train(Self.airline, into: "a", options + ["--fresh"]).code == 0)
            #expect(try train(other, into: "b", options + ["--fresh"]).code == 0)
            #expect(try bytes("a/model.safetensors") == bytes("b/model.safetensors"))
            // The losses of the validation do differ.
            #expect(try bytes("a/metrics.csv") != bytes("b/metrics.csv"))
        }
        // Without a validation part the same change makes another model: the test can fail.
        #expect(try train(Self.airline, into: "a", Self.everything + ["--fresh"]).code == 0)
        #expect(try train(other, into: "b", Self.everything + ["--fresh"]).code == 0)
        #expect(try bytes("a/model.safetensors") != bytes("b/model.safetensors"))
    }

    @Test(
        "an ensemble with validation, patience and drawn windows that is stopped again and again ends in the same bytes"
    )
    func resumed() throws {
        let options =
            Self.everything + [
                "--validation", "0.25", "--patience", "4", "--sampling", "windows", "--lookback", "10", "--batch-size",
                "3",
                "--windows-per-epoch", "4000", "--loss", "gaussian", "--conformal", "--ensemble", "2", "--layers", "2",
                "--dropout", "0.1", "--checkpoint-every", "2", "--checkpoint-seconds", "0.01",
            ]
        func isSaved(_ name: String) -> Bool { name.hasSuffix(".safetensors") || name.hasSuffix(".csv") }
        let whole = try train(Self.airline, into: "whole", options)
        #expect(whole.code == 0, "\(whole.error)")
        #expect(whole.output.hasPrefix("| epoch 1 | loss ") && whole.output.contains(" | validation "))
        var (random, stops) = (SplitMix(seed: 11), 0)
        for attempt in 0..<60 {
            let running = try SeqcastCommand.start(
                ["train", "--data", Self.airline, "--output", directory.file("cut")] + options)
            sleep(seconds: 0.03 + Double(random.next() % 100) / 1000)
            running.send(attempt % 2 == 0 ? 9 : 15)
            let code = running.wait().code
            #expect([0, 137, 143].contains(code))
            if code == 0 { break }
            stops += 1
        }
        #expect(try train(Self.airline, into: "cut", options).code == 0)
        #expect(stops > 2)
        for folder in ["", "/member-2"] {
            for name in ["model.safetensors", "metrics.csv"] {
                #expect(try bytes("whole\(folder)/\(name)") == bytes("cut\(folder)/\(name)"), "\(folder)/\(name)")
            }
            let names = try ["whole", "cut"].map {
                try Directories.list(at: directory.file($0 + folder + "/checkpoints"))
            }
            #expect(names[0] == names[1])
            for name in names[0] {
                #expect(try bytes("whole\(folder)/checkpoints/\(name)") == bytes("cut\(folder)/checkpoints/\(name)"))
            }
        }
    }

    @Test("training stops when the validation loss has not fallen for so long, and keeps the weights of the best epoch")
    func patience() throws {
        let options = Self.everything + ["--validation", "0.2", "--learning-rate", "0.05"]
        let stopped = try train(
            Self.airline, into: "stopped", options.map { $0 == "9" ? "60" : $0 } + ["--patience", "3"])
        #expect(stopped.code == 0 && stopped.error.contains("the validation loss has not fallen since epoch"))
        let lines = String(decoding: try bytes("stopped/metrics.csv"), as: UTF8.self).split(separator: "\n")
        #expect(lines[0] == "epoch,loss,learning_rate,validation_loss")
        let losses = lines.dropFirst().compactMap { $0.split(separator: ",").last.flatMap { Double($0) } }
        let best = try #require(losses.min().flatMap { losses.firstIndex(of: $0) }) + 1
        #expect(losses.count == best + 3 && losses.count < 60)
        // The model is that of a training that had no more epochs than the best.
        #expect(try train(Self.airline, into: "short", options.map { $0 == "9" ? String(best) : $0 }).code == 0)
        let (kept, short) = try (
            WeightFile(at: directory.file("stopped/model.safetensors")),
            WeightFile(at: directory.file("short/model.safetensors"))
        )
        #expect(kept.digest == short.digest)
        let again = try train(
            Self.airline, into: "stopped", options.map { $0 == "9" ? "60" : $0 } + ["--patience", "3"])
        #expect(again.code == 0 && again.error.contains("trained to the end, \(losses.count) epochs; nothing to do"))
    }

    /// With sgd a window of which nothing is learnt changes no weight; with a part for validation it is not trained on.
    @Test("targets that are missing are neither learnt nor counted", arguments: ["mse", "gaussian"])
    func missingTargets(_ loss: String) throws {
        let values = (0..<61).map { "\($0),\($0 * 37 % 11)" }
        let missing = (61..<91).map { "\($0)," }
        let short = try directory.write("t,y\n" + values.joined(separator: "\n") + "\n", to: "short.csv")
        let long = try directory.write("t,y\n" + (values + missing).joined(separator: "\n") + "\n", to: "long.csv")
        let options = [
            "--target", "y", "--time", "t", "--missing", "carry", "--scale", "none", "--hidden-size", "5", "--loss",
            loss, "--epochs", "3",
        ]
        func metrics(_ model: String) throws -> [Double] {
            String(decoding: try bytes(model + "/metrics.csv"), as: UTF8.self).split(separator: "\n").dropFirst()
                .flatMap { $0.split(separator: ",").compactMap { Double($0) } }
        }
        for (first, second) in [
            (["--optimizer", "sgd"], ["--optimizer", "sgd"]), (["--validation", "15"], ["--validation", "45"]),
        ] {
            #expect(try train(short, into: "short", options + ["--fresh"] + first).code == 0)
            #expect(try train(long, into: "long", options + ["--fresh"] + second).code == 0)
            let files = try ["short", "long"].map { try WeightFile(at: directory.file($0 + "/model.safetensors")) }
            #expect(files[0].tensors.map(\.tensor.scalars) == files[1].tensors.map(\.tensor.scalars))
            let (own, other) = (try metrics("short"), try metrics("long"))
            #expect(own.count == other.count && own.count >= 9)
            for (one, two) in zip(own, other) { #expect(abs(one - two) < 1e-6 * abs(one)) }
        }
    }

    @Test("further networks go when an ensemble is made smaller; a model whose networks are missing says which")
    func ensemble() throws {
        let options = ["--epochs", "2", "--hidden-size", "3", "--target", "Passengers"]
        #expect(try train(Self.airline, into: "m", options + ["--ensemble", "3"]).code == 0)
        let predict = [
            "predict", "--model", directory.file("m"), "--data", Self.airline, "--output", directory.file("p.csv"),
        ]
        #expect(try SeqcastCommand.run(predict).code == 0)
        let three = try bytes("p.csv")
        #expect(try train(Self.airline, into: "m", options + ["--ensemble", "2"]).code == 0)
        #expect(!Directories.isDirectory(at: directory.file("m/member-3")))
        #expect(try SeqcastCommand.run(predict).code == 0 && bytes("p.csv") != three)
        try Directories.remove(at: directory.file("m/member-2"))
        let end = try SeqcastCommand.run(predict)
        #expect(end.code == 66 && end.error.contains("m/member-2/model.safetensors"))
    }

    @Test("what the data do not give is refused with the line and what to do")
    func refusals() throws {
        let co2 = Fixtures.path("series/co2-weekly.csv")
        let missing = try train(co2, into: "x", ["--target", "co2", "--time", "date"])
        #expect(missing.code == 65)
        #expect(
            missing.error.contains(
                "co2-weekly.csv:8: column 'co2': found an empty cell; expected a number in every row"))
        let calendar = try directory.write("t,y\n1,1\n2,2\n3,3\n", to: "numbers.csv")
        let numbers = try train(calendar, into: "x", ["--time", "t", "--calendar", "hour"])
        #expect(
            numbers.code == 65
                && numbers.error.contains("column 't': found whole numbers; expected dates for --calendar"))
        let short = try train(
            calendar, into: "x", ["--time", "t", "--lags", "2", "--horizon", "2", "--validation", "1"])
        #expect(
            short.code == 65 && short.error.contains("found 3 values; training, with 2 for lags, differences and the"))
        let options = try train(
            calendar, into: "x",
            [
                "--column", "y", "--target", "y", "--calendar", "hour", "--lags", "1,1", "--patience", "2",
                "--lookback", "4",
                "--quantiles", "0.1", "--transform", "difference", "--transform", "log1p",
            ])
        #expect(options.code == 64)
        for text in [
            "--column: found beside --target", "--calendar: has a meaning only with --time",
            "--lags: found the same one",
            "--patience: has a meaning only with --validation",
            "--lookback: has a meaning only with --sampling windows",
            "--quantiles: has a meaning only with --loss quantile", "--transform: found log1p after another",
        ] { #expect(options.error.contains(text), "\(options.error)") }
    }
}
