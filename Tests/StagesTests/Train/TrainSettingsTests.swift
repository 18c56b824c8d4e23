import TestSupport
import Testing

@testable import Stages

@Suite("Training's options")
struct TrainSettingsTests {
    private static let required = ["data": ["a.csv"], "output": ["model"]]

    private func problems(_ options: [String: String]) -> [String] {
        do {
            let texts = Self.required.merging(options.mapValues { [$0] }) { $1 }
            _ = try TrainStage(OptionValues(texts, for: TrainStage.options))
            return []
        } catch {
            return error.problems.map { "\($0.option): \($0.problem)" }
        }
    }

    @Test("default to the book's step 59")
    func defaults() throws {
        let settings = try TrainSettings(OptionValues(Self.required, for: TrainStage.options))
        #expect(settings.cell == .rnn && settings.activation == .tanh && settings.hiddenSize == 100)
        #expect(settings.layers == 1 && settings.windowLength == 30 && settings.batchSize == 1)
        #expect(settings.epochs == 100 && settings.optimizer == .adam && settings.learningRate == 0.001)
        #expect(settings.weightDecay == 0 && settings.clipNorm == nil && settings.scale == .fitted(.standard))
        #expect(settings.precision == .float32 && settings.seed == 0 && settings.initialWeights == nil)
        #expect(settings.checkpointEvery == 10 && settings.keep == 3 && !settings.fresh && !settings.quiet)
    }

    @Test("that mean nothing beside others are refused, each with what it needs")
    func conflicts() {
        #expect(problems([:]) == [])
        #expect(problems(["cell": "lstm", "activation": "relu"]) == ["activation: has a meaning only with --cell rnn"])
        #expect(problems(["dropout": "0.1"]) == ["dropout: has a meaning only with two or more --layers"])
        #expect(problems(["dropout": "0.1", "layers": "2"]) == [])
        #expect(
            problems(["optimizer": "adadelta", "learning-rate": "0.1"]) == [
                "learning-rate: has a meaning only with another --optimizer: adadelta finds its own step size"
            ])
        #expect(
            problems(["schedule-epochs": "3", "schedule-factor": "0.1", "schedule": "cosine"]) == [
                "schedule-epochs: has a meaning only with --schedule step, exponential or plateau",
                "schedule-factor: has a meaning only with --schedule step, exponential or plateau",
            ])
    }

    @Test("of which there are too many are refused in a short message")
    func lists() throws {
        let texts = Self.required.merging(["transform": Array(repeating: "difference", count: 9)]) { $1 }
        let error = #expect(throws: OptionErrors.self) {
            try TrainStage(OptionValues(texts, for: TrainStage.options))
        }
        #expect(error?.problems.map(\.problem) == ["found 9; expected at most 8"])
        let levels = (1...30).map { "0.\($0 + 50)" }.joined(separator: ",")
        #expect(
            problems(["loss": "quantile", "quantiles": levels]) == [
                "quantiles: found 0.51,0.52,0.53,0.54,0.55,0.56,0.57,0.58,0.59,0.6,0.61,0.62,0.63,0.64,0.65,0.66,0.67,"
                    + "0.68,0.69,0.7,…; expected different levels, 0.5 among them, which is the forecast"
            ])
    }

    @Test(
        "of every kind of cell, optimiser and schedule train, and resume from the middle of an epoch to the same bytes",
        arguments: [
            ["--cell", "rnn", "--activation", "relu", "--optimizer", "sgd"],
            ["--cell", "lstm", "--layers", "2", "--dropout", "0.2", "--optimizer", "adamw", "--weight-decay", "0.01"],
            ["--cell", "gru", "--optimizer", "rmsprop", "--clip-norm", "0.5", "--schedule", "cosine"],
            ["--cell", "feedforward", "--optimizer", "momentum", "--schedule", "step", "--schedule-epochs", "2"],
            ["--optimizer", "adagrad", "--learning-rate", "0.01", "--schedule", "plateau", "--schedule-epochs", "1"],
            ["--optimizer", "adadelta", "--schedule", "exponential", "--warmup-steps", "7", "--weight-decay", "0.001"],
        ])
    func everything(_ options: [String]) throws {
        let directory = try TemporaryDirectory()
        let data = directory.file("series.csv")
        #expect(try SeqcastCommand.run(["generate", "--output", data, "--points", "40000"]).code == 0)
        func arguments(_ output: String) -> [String] {
            [
                "train", "--data", data, "--output", directory.file(output), "--hidden-size", "8", "--batch-size", "2",
                "--bptt-length", "9", "--epochs", "6", "--checkpoint-every", "2",
            ] + options
        }
        let whole = try SeqcastCommand.run(arguments("whole"))
        #expect(whole.code == 0, "\(whole.error)")
        var interruptions = 0
        for _ in 0..<40 {
            let running = try SeqcastCommand.start(arguments("cut"))
            sleep(seconds: 0.02)
            running.send(15)
            let end = running.wait()
            guard end.code == 143 else { break }
            interruptions += 1
        }
        #expect(try SeqcastCommand.run(arguments("cut")).code == 0)
        #expect(interruptions > 0)
        for file in ["model.safetensors", "metrics.csv", "checkpoints/epoch-000006.safetensors"] {
            let (a, b) = (directory.file("whole/" + file), directory.file("cut/" + file))
            #expect(try Fixtures.contents(a) == Fixtures.contents(b), "\(file)")
        }
    }
}
