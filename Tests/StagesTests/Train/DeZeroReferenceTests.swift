import RecurrentNets
import SeriesData
import TestSupport
import Testing
import WeightFiles

@testable import Stages

/// The book's steps 59 and 60 as DeZero 0.0.13 computed them; see fixtures/reference/README.md.
@Suite("Training agrees with DeZero's")
struct DeZeroReferenceTests {
    /// A training in fixtures/reference.
    struct Reference: CustomTestStringConvertible {
        let name: String
        var cell = "rnn"
        var batchSize = 1
        var precision = "float64"
        var epochs = 30
        var tolerance = 1e-8

        var testDescription: String { name }

        func path(_ file: String) -> String { Fixtures.path("reference/\(name)/\(file)") }
    }

    private static let step59 = Reference(name: "step59-float64")
    private static let step60 = Reference(name: "step60-float64", cell: "lstm", batchSize: 30)
    private static let step59InFloat32 = Reference(
        name: "step59", precision: "float32", epochs: 20, tolerance: 5e-4)

    @Test("the first window's gradients, to 1e-10", arguments: [step59, step60])
    func gradients(_ reference: Reference) throws {
        let initial = try WeightFile(at: reference.path("initial.safetensors"))
        var random = SeededGenerator(seed: 0)
        let network = try NetworkShape(of: initial).makeNetwork(using: &random)
        try PyTorchNames.load(initial, into: network)
        let series = try Series(at: reference.path("train.csv"), column: "y")
        let trainer = TruncatedBPTT(
            network: network, optimizer: Adam(network),
            streams: Streams(series.values, batchSize: reference.batchSize, elementType: .float64), windowLength: 30)
        trainer.windowLoss(0..<30).backward()

        let expected = try WeightFile(at: reference.path("first_window_gradients.safetensors"))
        let found = PyTorchNames.gradients(of: network)
        #expect(expected.tensors.count == 5)
        for named in expected.tensors {
            let gradient = try #require(found.first { $0.name == named.name }).tensor
            let scale = named.tensor.scalars.map(\.magnitude).max() ?? 0
            #expect(gradient.shape == named.tensor.shape)
            for (value, wanted) in zip(gradient.scalars, named.tensor.scalars) {
                #expect(abs(value - wanted) <= 1e-10 * scale, "\(named.name)")
            }
        }
    }

    @Test(
        "the losses of the first epochs: float64 to 1e-8 for 30, float32 to 5e-4 for 20",
        arguments: [step59, step60, step59InFloat32])
    func losses(_ reference: Reference) throws {
        let directory = try TemporaryDirectory()
        let end = try SeqcastCommand.run([
            "train", "--data", reference.path("train.csv"), "--output", directory.path, "--scale", "none",
            "--cell", reference.cell, "--batch-size", String(reference.batchSize), "--precision", reference.precision,
            "--initial-weights", reference.path("initial.safetensors"), "--epochs", String(reference.epochs),
        ])
        #expect(end.code == 0, "\(end.error)")
        let losses = try Table(at: directory.file("metrics.csv"), keeping: .all).numbers(of: "loss")
        let expected = try Table(at: reference.path("losses.csv"), keeping: .all).numbers(of: "loss")
        #expect(losses.count == reference.epochs)
        for (epoch, (loss, wanted)) in zip(losses, expected).enumerated() {
            #expect(abs(loss - wanted) <= reference.tolerance * wanted, "epoch \(epoch + 1)")
        }
    }

    @Test("the forecasts of the cosine by the trained weights, to 1e-9", arguments: [step59, step60])
    func forecasts(_ reference: Reference) throws {
        let directory = try TemporaryDirectory()
        let arguments = [
            "predict", "--model", reference.path("final.safetensors"),
            "--data", reference.path("cosine.csv"), "--column", "y",
        ]
        let oneStep = directory.file("one-step.csv")
        let freeRun = directory.file("free-run.csv")
        #expect(try SeqcastCommand.run(arguments + ["--output", oneStep]).code == 0)
        #expect(
            try SeqcastCommand.run(
                arguments + ["--output", freeRun, "--mode", "free-run", "--warmup", "200", "--horizon", "100"]
            ).code == 0)

        // The output after step k is the forecast of step k + 1; the forecast of step 0 is empty.
        let outputs = try Table(at: reference.path("cosine_outputs.csv"), keeping: .all)
        let predictions = try Table(at: oneStep, keeping: .all).numbers(of: "prediction")
        #expect(predictions[0].isNaN && predictions.count == 1001)
        for (found, wanted) in zip(predictions.dropFirst(), try outputs.numbers(of: "output")) {
            #expect(abs(found - wanted) <= 1e-9)
        }
        let free = try Table(at: reference.path("cosine_free_run.csv"), keeping: .all)
        let forecast = try Table(at: freeRun, keeping: .all)
        #expect(try forecast.numbers(of: "step") == free.numbers(of: "step"))
        for (found, wanted) in zip(try forecast.numbers(of: "prediction"), try free.numbers(of: "output")) {
            #expect(abs(found - wanted) <= 1e-9)
        }
    }
}
