import Files
import ForecastModels
import class Foundation.JSONDecoder
import struct Foundation.Data
import TestSupport
import Testing

@testable import Stages

/// Files that scripts/frameworks/check.sh has loaded by their real libraries, which agreed with `predict`.
@Suite struct ExportStageTests {
    private final class Lines: Console {
        var results: [String] = []
        func result(_ line: String) { results.append(line) }
        func note(_ line: String) {}
        func progress(_ progress: Progress) {}
        var stopSignal: Int32? { nil }
    }

    private let directory: TemporaryDirectory
    private let console = Lines()

    init() throws {
        directory = try TemporaryDirectory()
    }

    /// The endings of the files' names and the options that write them.
    private static let formats: [(ending: String, options: [String: String])] = [
        (".onnx", ["to": "onnx"]), (".pt", ["to": "pt"]), (".mlx.safetensors", ["to": "mlx"]),
        (".safetensors", ["to": "safetensors"]), (".weights.h5", ["to": "keras"]),
        (".mlx.npz", ["to": "npz", "names": "mlx"]), (".haiku.npz", ["to": "npz", "names": "haiku"]),
        (".dezero.npz", ["to": "npz", "names": "dezero"]), (".chainer.npz", ["to": "npz", "names": "chainer"]),
    ]

    private func export(_ model: String, _ options: [String: String], to name: String) throws -> [UInt8] {
        var texts = options.mapValues { [$0] }
        texts["model"] = [Fixtures.path("frameworks/models/\(model)")]
        texts["output"] = [directory.file(name)]
        try ExportStage(OptionValues(texts, for: ExportStage.options)).run(console)
        return try FileReader.read(directory.file(name), limit: 1 << 20)
    }

    private static func lines() throws -> [(digest: String, name: String)] {
        let text = String(decoding: try Fixtures.bytes("frameworks/exports.sha256"), as: UTF8.self)
        return text.split(separator: "\n").map { line in
            let words = line.split(separator: " ")
            return (String(words[0]), String(words[1]))
        }
    }

    @Test func `every file has the bytes that its library has taken`() throws {
        let lines = try Self.lines()
        #expect(lines.count > 30)
        for (digest, name) in lines {
            let format = try #require(Self.formats.first { name.hasSuffix($0.ending) }, "\(name)")
            let bytes = try export(String(name.dropLast(format.ending.count)), format.options, to: name)
            #expect(Digest.of(bytes).description == digest, "\(name)")
        }
        for format in Self.formats { #expect(lines.contains { $0.name.hasSuffix(format.ending) }, "\(format.ending)") }
    }

    private struct Example: Decodable {
        let values: [Double]
        let quantiles: [[Double]]
    }

    @Test func `a pretrained network says what its graph said in onnxruntime`() throws {
        // The graph spells out what is read of a series: where that changes, the graph has to.
        let example = try JSONDecoder().decode(
            Example.self, from: Data(try Fixtures.bytes("frameworks/data/pretrained.json")))
        let model = try #require(
            try ModelCatalogue.model(at: Fixtures.path("frameworks/models/pretrained")) as? PretrainedModel)
        let forecast = PretrainedForecast.forecast(
            example.values, season: model.season, horizon: model.recipe.horizon, by: model.network)
        #expect(example.quantiles.count == PretrainedNetwork.levels.count && forecast.quantiles.count == 60)
        let unit = zip(example.values, example.values.dropFirst(12)).map { abs($0 - $1) }.reduce(0, +) / 138
        for (level, said) in example.quantiles.enumerated() {
            for (step, value) in said.enumerated() {
                #expect(abs(forecast.quantiles[step][level] - value) < 1e-5 * unit, "\(level), \(step)")
            }
        }
    }

    @Test func `what goes in and out is said`() throws {
        _ = try export("gaussian", ["to": "onnx"], to: "a.onnx")
        _ = try export("plain-gru", ["to": "pt"], to: "a.pt")
        #expect(
            console.results[0]
                == "inputs a, past, b, r, sin_weekday, cos_weekday, h0; outputs mean, lower, upper, hn, pastn")
        #expect(
            console.results[1].hasPrefix("reads (x - 30.") && console.results[1].contains("; says y, which means y * "))
    }

    @Test func `what a framework has no cell for is refused, and so are options that mean nothing`() throws {
        func message(_ model: String, _ options: [String: String], to name: String) -> String {
            do {
                _ = try export(model, options, to: name)
                return ""
            } catch {
                let path = Fixtures.path("frameworks/models/\(model)")
                let text = "\(error)"
                return text.hasPrefix(path) ? String(text.dropFirst(path.count + 2)) : text
            }
        }
        #expect(
            message("plain-gru-v1", ["to": "pt"], to: "a.pt")
                == "found a gru-v1; expected an rnn, lstm or gru, of which PyTorch has a cell; choose another format")
        #expect(
            message("plain-relu", ["to": "npz", "names": "dezero"], to: "a.npz")
                == "found a rnn with relu; expected an rnn with tanh or an lstm, of which DeZero has a cell; choose another format"
        )
        #expect(
            message("quantile", ["to": "keras"], to: "a.weights.h5")
                == "found an ensemble of 2 networks; expected one; export its members one by one, or all of it with --to onnx"
        )
        #expect(
            message("segments-mean", ["to": "pt"], to: "a.pt")
                == "found a model of the family segments; expected a network of steps, as train writes it with --network steps, or "
                + "import, which this format can hold")
        #expect(
            message("pretrained", ["to": "onnx", "interval": "0.8"], to: "a.onnx")
                == "--interval: found beside a pretrained model, which says quantiles; leave it out")
        #expect(
            message("plain-gru", ["to": "npz"], to: "a.npz")
                == "--names: missing; give one of dezero, chainer, haiku, mlx with --to npz")
        #expect(
            message("plain-gru", ["to": "pt", "names": "mlx"], to: "a.pt")
                == "--names: has a meaning only with --to npz")
        #expect(
            message("plain-gru", ["to": "pt", "interval": "0.8"], to: "a.pt")
                == "--interval: has a meaning only with --to onnx")
        #expect(
            message("plain-gru", ["to": "keras"], to: "a.h5").hasSuffix(
                "expected a name that ends in .weights.h5, as Keras asks for"))
    }
}
