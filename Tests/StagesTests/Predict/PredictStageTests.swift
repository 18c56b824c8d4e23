import Files
import RecurrentNets
import SeriesData
import TestSupport
import Testing
import Texts
import WeightFiles

@testable import Stages

@Suite("Prediction")
struct PredictStageTests {
    /// What a stage says, collected.
    private final class Collector: Console {
        var results: [String] = []
        func result(_ line: String) { results.append(line) }
        func note(_ line: String) {}
        func progress(_ progress: Progress) {}
        var stopSignal: Int32? { nil }
    }

    private let directory: TemporaryDirectory
    private let console = Collector()

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func predict(_ options: [String: String]) throws -> String {
        var texts = options.mapValues { [$0] }
        texts["output"] = [directory.file("out.csv")]
        try PredictStage(OptionValues(texts, for: PredictStage.options)).run(console)
        return String(decoding: try FileReader.read(directory.file("out.csv"), limit: 1 << 20), as: UTF8.self)
    }

    /// Bare weights of a net of one relu-free unit that gives half of tanh(x), and a column named by the metadata.
    private func weights(outputs: Int = 1, metadata: ByteDictionary<String> = [:]) throws -> String {
        let file = WeightFile(
            tensors: [
                NamedTensor("rnn.weight_ih_l0", Tensor([1], shape: [1, 1], elementType: .float64)),
                NamedTensor("rnn.weight_hh_l0", Tensor([0], shape: [1, 1], elementType: .float64)),
                NamedTensor("rnn.bias_ih_l0", Tensor([0.25], elementType: .float64)),
                NamedTensor("rnn.bias_hh_l0", Tensor([-0.25], elementType: .float64)),
                NamedTensor("fc.weight", Tensor(repeating: 0.5, shape: [outputs, 1], elementType: .float64)),
                NamedTensor("fc.bias", Tensor(repeating: 0, shape: [outputs], elementType: .float64)),
            ], metadata: metadata)
        return try directory.write(try file.encoded(), to: "weights.safetensors")
    }

    @Test("one step ahead: row k holds the k-th value and its forecast, with one row beyond the data")
    func oneStep() throws {
        let data = try directory.write("y\n0\n100\n-100\n", to: "data.csv")
        // tanh is 0, 1 and -1, the two biases cancel: forecasts 0, 0.5 and -0.5.
        let rows = try predict(["model": try weights(), "data": data])
        #expect(rows == "step,actual,prediction\n0,0,\n1,100,0\n2,-100,0.5\n3,,-0.5\n")
        // Errors 100 and -100.5; of the naive forecast 100 and -200.
        #expect(console.results[0] == "mse=10050.1 rmse=100.25 mae=100.25")
        #expect(console.results[1].hasSuffix("mse=25000 rmse=158.114 mae=150"))
    }

    @Test("free run: the warm-up is fed in, then the model feeds on its own forecasts")
    func freeRun() throws {
        let data = try directory.write("y\n0\n100\n7\n", to: "data.csv")
        let rows = try predict([
            "model": try weights(), "data": data, "mode": "free-run", "warmup": "2", "horizon": "3",
        ])
        // After 100: 0.5; then 0.5·tanh(0.5) = 0.231…; then 0.5·tanh of that.
        let cells = rows.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
        #expect(cells.map { $0[0] } == ["step", "2", "3", "4"])
        #expect(cells.map { $0[1] } == ["actual", "7", "", ""])
        let forecasts = cells.dropFirst().compactMap { Double($0[2]) }
        for (found, wanted) in zip(forecasts, [0.5, 0.23105857863000487, 0.11351630435872714]) {
            #expect((found - wanted).magnitude < 1e-15)
        }
    }

    @Test("scaling and column come from the model")
    func scaled() throws {
        let model = try weights(metadata: [
            "model": "1", "cell": "rnn", "activation": "tanh", "layers": "1", "input_size": "1", "hidden_size": "1",
            "output_size": "1", "column": "sold", "scale_offset": "10", "scale_divisor": "2",
        ])
        let data = try directory.write("week,sold\n1,10\n2,12\n", to: "data.csv")
        // (10 - 10) / 2 = 0 gives 0, which is 10 again.
        #expect(try predict(["model": model, "data": data]).hasPrefix("step,actual,prediction\n0,10,\n1,12,10\n"))
    }

    @Test("what cannot be forecast is refused with the reason")
    func refusals() throws {
        func message(_ options: [String: String]) -> String {
            do {
                return try predict(options)
            } catch {
                return "\(error)"
            }
        }
        let model = try weights()
        let data = try directory.write("y\n1\n\n2\n", to: "data.csv")
        #expect(message(["model": model, "data": data]).contains(":3: column 'y': found an empty cell"))
        let short = try directory.write("y\n1\n2\n", to: "short.csv")
        #expect(
            message(["model": model, "data": short, "mode": "free-run", "warmup": "5"])
                .hasSuffix("found 2 values; a warm-up of 5 needs at least 5"))
        #expect(message(["model": model, "data": short, "mode": "free-run"]).contains("give --horizon"))
        #expect(message(["model": model, "data": short, "warmup": "1"]).contains("only with --mode free-run"))
        let two = try weights(outputs: 2)
        #expect(message(["model": two, "data": short]).contains("found a network of 1 inputs and 2 outputs"))
        #expect(try directory.names() == ["data.csv", "short.csv", "weights.safetensors"])
    }
}
