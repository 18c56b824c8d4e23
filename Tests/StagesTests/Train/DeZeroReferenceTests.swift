import RecurrentNets
import SeriesData
import TestSupport
import Testing
import WeightFiles

@testable import Stages

/// The book's step 59 as DeZero 0.0.13 computed it; see fixtures/reference/README.md.
@Suite("Training agrees with DeZero's")
struct DeZeroReferenceTests {
    private static let folder = "reference/step59-float64"

    @Test("the first window's gradients, to 1e-10")
    func gradients() throws {
        let initial = try WeightFile(at: Fixtures.path(Self.folder + "/initial.safetensors"))
        var random = SeededGenerator(seed: 0)
        let network = try NetworkShape(of: initial).makeNetwork(using: &random)
        try PyTorchNames.load(initial, into: network)
        let series = try Series(at: Fixtures.path(Self.folder + "/train.csv"), column: "y")
        let trainer = TruncatedBPTT(
            network: network, optimizer: Adam(network),
            streams: Streams(series.values, batchSize: 1, elementType: .float64), windowLength: 30)
        trainer.windowLoss(0..<30).backward()

        let expected = try WeightFile(at: Fixtures.path(Self.folder + "/first_window_gradients.safetensors"))
        let found: [String: Tensor] = Dictionary(
            uniqueKeysWithValues: network.parameters.compactMap { named in
                named.parameter.gradient.map { (named.name, $0.value) }
            })
        let names = [
            "rnn.weight_ih_l0": "layers.0.wx", "rnn.weight_hh_l0": "layers.0.wh", "rnn.bias_ih_l0": "layers.0.b",
            "fc.weight": "fc.w", "fc.bias": "fc.b",
        ]
        #expect(expected.tensors.count == names.count)
        for named in expected.tensors {
            let gradient = try #require(names[named.name].flatMap { found[$0] })
            let wanted = named.tensor.rank == 2 ? named.tensor.transposed([1, 0]) : named.tensor
            let scale = wanted.scalars.map(\.magnitude).max() ?? 0
            #expect(gradient.shape == wanted.shape)
            for (value, number) in zip(gradient.scalars, wanted.scalars) {
                #expect(abs(value - number) <= 1e-10 * scale, "\(named.name)")
            }
        }
    }

    @Test(
        "the losses of the first epochs: float64 to 1e-8 for 30, float32 to 5e-4 for 20",
        arguments: [
            (folder: "reference/step59-float64", precision: "float64", epochs: 30, tolerance: 1e-8),
            (folder: "reference/step59", precision: "float32", epochs: 20, tolerance: 5e-4),
        ])
    func losses(folder: String, precision: String, epochs: Int, tolerance: Double) throws {
        let directory = try TemporaryDirectory()
        let end = try SeqcastCommand.run([
            "train", "--data", Fixtures.path(folder + "/train.csv"), "--output", directory.path, "--scale", "none",
            "--precision", precision, "--initial-weights", Fixtures.path(folder + "/initial.safetensors"),
            "--epochs", String(epochs),
        ])
        #expect(end.code == 0, "\(end.error)")
        let losses = try Table(at: directory.file("metrics.csv"), keeping: .all).numbers(of: "loss")
        let expected = try Table(at: Fixtures.path(folder + "/losses.csv"), keeping: .all).numbers(of: "loss")
        #expect(losses.count == epochs)
        for (epoch, (loss, wanted)) in zip(losses, expected).enumerated() {
            #expect(abs(loss - wanted) <= tolerance * wanted, "epoch \(epoch + 1)")
        }
    }

    @Test("the forecasts of the cosine by the trained weights, to 1e-9")
    func forecasts() throws {
        let directory = try TemporaryDirectory()
        let arguments = [
            "predict", "--model", Fixtures.path(Self.folder + "/final.safetensors"),
            "--data", Fixtures.path(Self.folder + "/cosine.csv"), "--column", "y",
        ]
        let oneStep = directory.file("one-step.csv")
        let freeRun = directory.file("free-run.csv")
        #expect(try SeqcastCommand.run(arguments + ["--output", oneStep]).code == 0)
        #expect(
            try SeqcastCommand.run(
                arguments + ["--output", freeRun, "--mode", "free-run", "--warmup", "200", "--horizon", "100"]
            ).code == 0)

        // The output after step k is the forecast of step k + 1; the forecast of step 0 is empty.
        let outputs = try Table(at: Fixtures.path(Self.folder + "/cosine_outputs.csv"), keeping: .all)
        let predictions = try Table(at: oneStep, keeping: .all).numbers(of: "prediction")
        #expect(predictions[0].isNaN && predictions.count == 1001)
        for (found, wanted) in zip(predictions.dropFirst(), try outputs.numbers(of: "output")) {
            #expect(abs(found - wanted) <= 1e-9)
        }
        let free = try Table(at: Fixtures.path(Self.folder + "/cosine_free_run.csv"), keeping: .all)
        let forecast = try Table(at: freeRun, keeping: .all)
        #expect(try forecast.numbers(of: "step") == free.numbers(of: "step"))
        for (found, wanted) in zip(try forecast.numbers(of: "prediction"), try free.numbers(of: "output")) {
            #expect(abs(found - wanted) <= 1e-9)
        }
    }
}
