import Files
import TestSupport
import Testing

/// Networks of other frameworks, in and out by the command.
@Suite struct ForeignWeightsCommandTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
        _ = try directory.write("value\n" + (0..<12).map { "\(0.25 * Double($0 % 5) - 0.5)\n" }.joined(), to: "in.csv")
    }

    private func run(_ arguments: [String]) throws -> SeqcastCommand.End {
        try SeqcastCommand.run(arguments, in: directory.path)
    }

    private func succeed(_ arguments: String...) throws -> SeqcastCommand.End {
        let end = try run(arguments)
        #expect(end.code == 0, "\(arguments): \(end.error)")
        return end
    }

    private func file(_ name: String) -> String { Fixtures.path("frameworks/files/\(name)") }

    /// The forecasts of a model for the series.
    private func forecasts(_ model: String, _ more: String...) throws -> [Double] {
        let end = try run(["predict", "--model", model, "--data", "in.csv", "--output", "out.csv"] + more)
        #expect(end.code == 0, "\(end.error)")
        let text = String(decoding: try FileReader.read(directory.file("out.csv"), limit: 1 << 20), as: UTF8.self)
        return text.split(separator: "\n").dropFirst().compactMap { line in
            line.split(separator: ",", omittingEmptySubsequences: false).last.flatMap { Double($0) }
        }
    }

    @Test(arguments: [
        (
            "torch-gru.pt",
            [["pt"], ["safetensors"], ["mlx"], ["keras"], ["onnx"], ["npz", "chainer"], ["npz", "mlx"]]
        ),
        (
            "torch-f64-LSTM.pt",
            [["pt"], ["keras"], ["onnx"], ["npz", "dezero"], ["npz", "haiku"], ["npz", "chainer"]]
        ),
        ("keras-simple-relu.keras", [["onnx"], ["npz", "haiku"]]),
        ("haiku-gru.npz", [["keras"], ["onnx"], ["npz", "haiku"]]),
    ])
    func `what is exported and imported again forecasts the same`(name: String, formats: [[String]]) throws {
        let said = try succeed(
            "import", file(name), "--output", "model", "--scale-offset", "0.5", "--scale-divisor", "2")
        #expect(said.output.contains(", scaled\n"))
        let expected = try forecasts("model")
        #expect(expected.count == 12)
        for format in formats {
            let path = "a." + (format == ["keras"] ? "weights.h5" : format == ["mlx"] ? "safetensors" : format[0])
            _ = try succeed(
                ["export", "model", "--to", format[0], "--output", path]
                    + (format.count > 1 ? ["--names", format[1]] : []))
            var scale = ["--scale-offset", "0.5", "--scale-divisor", "2"]
            // These say it themselves.
            if ["onnx", "safetensors", "mlx"].contains(format[0]) { scale = [] }
            let more =
                name.contains("relu") && format[0] != "onnx" && format != ["npz", "haiku"]
                ? ["--activation", "relu"] : []
            _ = try succeed(["import", path, "--output", "again.safetensors"] + scale + more)
            for (a, b) in zip(try forecasts("again.safetensors"), expected) {
                #expect((a - b).magnitude < 2e-6, "\(format)")
            }
        }
    }

    private func succeed(_ arguments: [String]) throws -> SeqcastCommand.End {
        let end = try run(arguments)
        #expect(end.code == 0, "\(arguments): \(end.error)")
        return end
    }

    @Test func `weights of another network are not forecast as ours`() throws {
        let folder = "frameworks/bare/"
        let tanh = try forecasts(Fixtures.path(folder + "relu.safetensors"))
        let relu = try forecasts(Fixtures.path(folder + "relu.safetensors"), "--activation", "relu")
        #expect(tanh != relu)
        #expect(try forecasts(Fixtures.path(folder + "relu-metadata.safetensors")) == relu)
        let norm = Fixtures.path(folder + "norm.safetensors")
        let end = try run(["predict", "--model", norm, "--data", "in.csv", "--output", "no.csv"])
        #expect(end.code == 65)
        #expect(
            end.error == """
                seqcast: \(norm): found 'fc2.weight', 'norm.bias', 'norm.weight', for which the network has no place; expected \
                nothing besides rnn. and fc.; the file is another network's; if they are not used when it forecasts, give \
                predict or import --ignore-tensors

                """)
        #expect(try forecasts(norm, "--ignore-tensors").count == 12)
        let unsaid = try run(
            ["predict", "--model", Fixtures.path(folder + "relu.safetensors"), "--data", "in.csv", "--output", "o.csv"])
        #expect(
            unsaid.error.hasSuffix("does not say the activation: taken for tanh; --activation relu says otherwise\n"))
    }

    @Test func `training goes on from no weights of another function`() throws {
        let weights = Fixtures.path("frameworks/bare/relu-metadata.safetensors")
        let options = [
            "train", "--data", "in.csv", "--output", "t", "--initial-weights", weights, "--hidden-size", "4",
        ]
        let end = try run(options + ["--epochs", "1"])
        #expect(end.code == 65)
        #expect(
            end.error
                == "seqcast: \(weights): found the activation relu in the metadata, but --activation tanh; expected them "
                + "to agree; give --activation relu\n")
        _ = try succeed(options + ["--epochs", "1", "--activation", "relu"])
    }

    @Test func `a training says what it takes no weights from`() throws {
        let weights = Fixtures.path("frameworks/bare/norm.safetensors")
        let end = try succeed([
            "train", "--data", "in.csv", "--output", "u", "--initial-weights", weights, "--cell", "lstm",
            "--hidden-size",
            "4", "--epochs", "1",
        ])
        #expect(
            end.error.contains("\(weights): passed over: 'fc2.weight', 'norm.bias', 'norm.weight', for which"),
            "\(end.error)")
    }

    @Test func `inspect shows every kind of file, and a model's directory`() throws {
        _ = try succeed("import", file("torch-gru.pt"), "--output", "model")
        #expect(try succeed("inspect", "model").output.hasPrefix("model/model.safetensors: 6 tensors, "))
        let keras = try succeed("inspect", file("keras-gru.keras")).output
        #expect(keras.contains("Keras .keras, ") && keras.contains("layers/gru/cell/vars/0  float32 [1, 9]"))
        #expect(keras.hasSuffix("taken for Keras: 1 × gru of 3 units, 1 input, 1 output, float32\n"))
        let integers = try succeed("inspect", file("torch-lstm-with-int64-buffer.safetensors")).output
        #expect(integers.contains("bn.num_batches_tracked  int64 []"))
        let half = try succeed("inspect", file("torch-gru-float16.safetensors"), "--json").output
        #expect(half.contains("\"type\": \"float16\"") && half.contains("\"taken_for\": \"PyTorch: 1 × gru"))
        let scan = try succeed("inspect", file("onnx-scan-LSTM.onnx")).output
        #expect(scan.contains("  Scan 1/W  float64 [1, 12]") && scan.contains("taken for ONNX: 1 × lstm of 3 units"))
        let refused = try succeed("inspect", file("torch-lstm-bidirectional.pt")).output
        #expect(refused.contains("taken for nothing that import reads: found a layer that reads both directions"))
    }

    @Test func `a scale is that of a table's column`() throws {
        let end = try succeed("import", file("torch-gru.pt"), "--output", "m", "--scale-from", "in.csv:value")
        #expect(end.output.contains(", scaled\n"))
        // 12 values: −0.5, −0.25, 0, 0.25, 0.5 twice, then −0.5, −0.25.
        let text = try succeed("inspect", "m").output
        #expect(text.contains("scale_offset      -0.0625\n"))
        let both = try run(
            ["import", file("torch-gru.pt"), "--output", "m", "--scale-from", "in.csv", "--scale-offset", "1"])
        #expect(
            both.code == 64 && both.error.contains("--scale-offset: found beside --scale-from; expected one of them"))
    }

    @Test func `import writes into no directory of a training, and export's engine is told from a model`() throws {
        try Directories.create(at: directory.file("training/checkpoints"))
        let end = try run(["import", file("torch-gru.pt"), "--output", "training"])
        #expect(end.code == 73 && end.error.contains("is a directory with 'checkpoints' in it"))
        let missing = try run(["export", "--to", "pt", "--output", "a.pt"])
        #expect(missing.code == 64)
        let engine = try run(["export", "snakemake"])
        #expect(engine.code == 64 && engine.error.contains("export snakemake"))
    }

    @Test func `a spec imports and exports`() throws {
        let spec = """
            version: 1
            name: foreign
            directory: runs
            stages:
              net: { import: { file: \(file("torch-gru.pt")), output: model, scale-divisor: 2 } }
              answer: { predict: { model: model, data: ./in.csv, output: out.csv } }
              graph: { export: { model: model, to: onnx, output: model.onnx } }

            """
        _ = try directory.write(spec, to: "spec.yaml")
        _ = try succeed("run", "spec.yaml")
        #expect(try Directories.list(at: directory.file("runs")).contains("model.onnx"))
        #expect(try succeed("run", "spec.yaml").output.contains("up to date"))
    }
}
