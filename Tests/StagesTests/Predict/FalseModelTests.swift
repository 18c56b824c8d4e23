import Files
import RecurrentNets
import TestSupport
import Testing
import Texts
import WeightFiles

@testable import ForecastModels
@testable import Stages

/// Sound weight files that are not the network that a forecast needs.
@Suite struct FalseModelTests {
    static let gates =
        "; expected [gates·H, I], [gates·H, H], [outputs, H] with 1 gates (rnn), 4 gates (lstm), 3 gates (gru), "
        + "1 gates (feedforward)"
    static let lie = ", as the tensors have it" + wrong
    static let place = ", for which the network has no place; expected the layers and the cell that were asked for"
    static let purpose = " in the metadata; expected a file that seqcast wrote for this purpose"

    static let wrong = "; the file is damaged, or its writer is in error"
    static let beside = ", as seqcast would write it beside the other keys"

    static let messages: [String: String] = [
        "activation-of-gru": "found the activation relu in a gru; expected tanh",
        "column-with-lags": "found '2' as the 'lags' in the metadata; expected nothing" + beside + wrong,
        "conformal-descending":
            "tensor 'conformal.1': found the shape [2] of float64; expected a row of float64, ascending, "
            + "none below 0" + wrong,
        "conformal-float32":
            "tensor 'conformal.1': found the shape [2] of float32; expected a row of float64, ascending, "
            + "none below 0" + wrong,
        "conformal-negative":
            "tensor 'conformal.1': found the shape [2] of float64; expected a row of float64, ascending, "
            + "none below 0" + wrong,
        "conformal-of-one": "found conformal scores of 1 numbers; expected 2 or none",
        "ensemble-of-one": "found an ensemble of '1' networks; expected a whole number from 2 to 1000",
        "model-a-word": "found 'model' 'one' in the metadata; expected 1; use the program version that wrote the file",
        "no-cell": "found no 'cell'" + purpose,
        "no-column": "found no 'column'" + purpose,
        "no-model":
            "found 'scale_divisor' in the metadata and no 'model'; expected both, as seqcast writes them, "
            + "or none" + wrong,
        "recipe-2": "found a recipe of format '2'; expected 1; use the program version that wrote it",
        "recipe-calendar-of-steps":
            "found in the metadata a calendar and a frequency of steps; expected one of times" + wrong,
        "recipe-calendar-twice": "found in the metadata a calendar cycle twice; expected each once" + wrong,
        "recipe-calendar-without-time":
            "found in the metadata a calendar and no time_column; expected both" + wrong,
        "recipe-column-twice":
            "found the scaling.0 '0.5 2'; expected an offset and a divisor above 0 for each of 2 columns",
        "recipe-frequency-without-time":
            "found in the metadata a frequency and no time_column; expected both" + wrong,
        "recipe-frequency-zero": "found the frequency 'seconds 0'; expected one as steps 1, days 7, months 1 day 1",
        "recipe-horizon-huge": "found the horizon '1000000000'; expected a whole number from 1 to 10000",
        "recipe-lag-huge": "found the lags '1000000000000'; expected whole numbers from 1 to 1000000",
        "recipe-lag-twice": "found in the metadata a lag twice; expected each once" + wrong,
        "recipe-lag-written-otherwise":
            "found '02' as the 'lags' in the metadata; expected '2'" + beside + wrong,
        "recipe-no-series":
            "found in the metadata 0 series; expected one without a name where there is no series_column" + wrong,
        "recipe-of-one-column":
            "found in the metadata a 'recipe' for the next value of one column; expected its 'column' alone, as seqcast "
            + "writes it" + wrong,
        "recipe-quantile-twice": "found in the metadata a quantile twice; expected each once" + wrong,
        "recipe-quantiles-out-of-order":
            "found in the metadata the loss quantile and 2 quantiles; expected quantiles with the loss "
            + "quantile, ascending, 0.5 among them, and none with another" + wrong,
        "recipe-quantiles-without-loss":
            "found in the metadata the loss mse and 2 quantiles; expected quantiles with the loss quantile, "
            + "ascending, 0.5 among them, and none with another" + wrong,
        "recipe-rows-of-two":
            "found in the metadata 2 numbers of rows_read and 1 series; expected as many" + wrong,
        "recipe-scale-none":
            "found in the metadata the scale none and a scaling; expected offsets of 0 and divisors of 1" + wrong,
        "recipe-scaling-long":
            "found the scaling.0 '1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 …'; expected "
            + "an offset and a divisor above 0 for each of 1 columns",
        "recipe-series-twice":
            "found in the metadata 2 series; expected at least one, each of another name" + wrong,
        "recipe-target-left-over":
            "found 'z' as the 'target.2' in the metadata; expected nothing" + beside + wrong,
        "recipe-transforms-many":
            "found 1 targets and 9 transforms in the metadata; expected at least one and at most 8, log1p "
            + "first" + wrong,
        "recipe-with-column": "found 'y' as the 'column' in the metadata; expected nothing" + beside + wrong,
        "scaling-written-otherwise":
            "found '0.50' as the 'scale_offset' in the metadata; expected '0.5'" + beside + wrong,
        "bias-too-large":
            "tensor 'rnn.bias_ih_l0 + rnn.bias_hh_l0': found a value beyond the range of "
            + "float32, at element 0",
        "bias-too-short": "tensor 'rnn.bias_hh_l0': found the shape [8]; expected [9]",
        "feedforward-with-memory": "found 'rnn.weight_hh_l1'" + place,
        "feedforward-with-two-biases": "found 'rnn.bias_hh_l0'" + place,
        "format-2": "found 'model' '2' in the metadata; expected 1; use the program version that wrote the file",
        "linear-lookup": "found 'rnn.\\u{1b}[31m'" + place,
        "memory-not-square": "found rnn.weight_ih_l0 [3, 1], rnn.weight_hh_l0 [3, 4], fc.weight [1, 3]" + gates,
        "no-bias":
            "found no tensor 'rnn.bias_ih_l0'; there are: 'fc.bias', 'fc.weight', "
            + "'rnn.bias_hh_l0', 'rnn.weight_hh_l0', 'rnn.weight_ih_l0'",
        "no-first-layer":
            "found no tensor 'rnn.weight_ih_l0'; there are: 'fc.bias', 'fc.weight', "
            + "'rnn.bias_hh_l0', 'rnn.bias_ih_l0', 'rnn.weight_hh_l0'",
        "no-output-layer":
            "found no tensor 'fc.weight'; there are: 'fc.bias', 'rnn.bias_hh_l0', "
            + "'rnn.bias_ih_l0', 'rnn.weight_hh_l0', 'rnn.weight_ih_l0'",
        "no-scaling": "found no 'scale_divisor'" + purpose,
        "no-units": "found rnn.weight_ih_l0 [0, 1], rnn.weight_hh_l0 [0, 0], fc.weight [1, 0]" + gates,
        "other-cell": "found 'cell' 'gru' in the metadata; expected rnn" + lie,
        "other-size": "found 'hidden_size' '1000000000000' in the metadata; expected 3" + lie,
        "rank-one": "found rnn.weight_ih_l0 [3], rnn.weight_hh_l0 [3, 3], fc.weight [1, 3]" + gates,
        "scaling-beyond-numbers":
            "found the scaling offset '1e400' and divisor '1'; expected two numbers, the second "
            + "above 0",
        "scaling-by-zero":
            "found the scaling offset '0' and divisor '0'; expected two numbers, the second "
            + "above 0",
        "second-layer-missing":
            "found 'rnn.bias_hh_l1', 'rnn.bias_hh_l2', 'rnn.bias_ih_l1', 'rnn.bias_ih_l2', "
            + "'rnn.weight_hh_l1', 'rnn.weight_hh_l2', 'rnn.weight_ih_l2'" + place,
        "second-layer-narrow": "tensor 'rnn.weight_ih_l1': found the shape [12, 2]; expected [12, 3]",
        "second-layer-without-memory":
            "found no tensor 'rnn.weight_hh_l1'; there are: 'fc.bias', 'fc.weight', "
            + "'rnn.bias_hh_l0', 'rnn.bias_hh_l1', 'rnn.bias_ih_l0', 'rnn.bias_ih_l1', "
            + "'rnn.weight_hh_l0', 'rnn.weight_ih_l0', 'rnn.weight_ih_l1'",
        "two-gates": "found rnn.weight_ih_l0 [6, 1], rnn.weight_hh_l0 [6, 3], fc.weight [1, 3]" + gates,
        "two-inputs":
            "found a network of 2 inputs and 1 outputs; expected one of each, for the values of "
            + "one series",
        "unknown-activation": "found the activation '\\u{1b}[2J'; expected tanh or relu",
    ]

    @Test(arguments: messages.sorted { $0.key < $1.key })
    func `a network that cannot be used is refused with the reason`(name: String, message: String) throws {
        let path = Fixtures.path("weights/false/\(name).safetensors")
        let error = #expect(throws: WeightFileError.self) { try ModelCatalogue.model(at: path) }
        #expect(error?.description == "\(path): \(message)")
    }

    @Test func `every false fixture has its message here`() throws {
        #expect(try Fixtures.names(in: "weights/false") == Self.messages.keys.map { $0 + ".safetensors" }.sorted())
    }

    @Test func `more layers than a network has are refused at once`() throws {
        let one = Tensor([1.0], shape: [1, 1], elementType: .float32)
        let layers = (0...1000).map { NamedTensor("rnn.weight_ih_l\($0)", one) }
        let file = WeightFile(tensors: layers + [NamedTensor("fc.weight", one)], metadata: [:])
        let error = #expect(throws: WeightFileError.self) { try NetworkShape(of: file) }
        #expect(error?.description == "found more than 1000 layers; expected at most as many")
    }

    @Test func `an ensemble takes no network that has learnt something else`() throws {
        let directory = try TemporaryDirectory()
        for (name, amplitude) in [("a", "1"), ("b", "2")] {
            _ = try SeqcastCommand.run(
                ["generate", "--output", "\(name).csv", "--points", "30", "--amplitude", amplitude], in: directory.path)
            let end = try SeqcastCommand.run(
                [
                    "train", "--data", "\(name).csv", "--output", name, "--epochs", "1", "--hidden-size", "2",
                    "--ensemble",
                    "2",
                ], in: directory.path)
            #expect(end.code == 0, "\(end.error)")
        }
        let member = directory.file("a/member-2/model.safetensors")
        #expect(try ModelCatalogue.model(at: directory.file("a")).memberCount == 2)
        try DurableFile.write(Fixtures.contents(directory.file("b/member-2/model.safetensors")), to: member)
        let error = #expect(throws: WeightFileError.self) { try ModelCatalogue.model(at: directory.file("a")) }
        #expect(
            error?.description
                == "\(member): found metadata of another series or another recipe; expected the same as in "
                + "the ensemble's first network")
    }

    @Test func `the metadata that the fuzzer of models starts from are those of models`() throws {
        for name in try Fixtures.names(in: "models") {
            let text = String(decoding: try Fixtures.bytes("models/\(name)"), as: UTF8.self)
            let pairs = text.split(separator: "\n").map { line in
                let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
                return (parts[0], parts[1])
            }
            let file = WeightFile(tensors: [], metadata: ByteDictionary(pairs))
            #expect(throws: Never.self, "\(name)") { try ModelMetadata(file) }
        }
    }

    @Test func `weights that are too large for the type that was asked for are refused`() throws {
        let directory = try TemporaryDirectory()
        _ = try SeqcastCommand.run(["generate", "--output", "series.csv"], in: directory.path)
        let weights = Fixtures.path("weights/false/bias-too-large.safetensors")
        let training = [
            "train", "--data", "series.csv", "--output", "model", "--epochs", "1", "--hidden-size", "3",
            "--initial-weights", weights, "--precision",
        ]
        #expect(try SeqcastCommand.run(training + ["float64"], in: directory.path).code == 0)
        let end = try SeqcastCommand.run(training + ["float32", "--fresh"], in: directory.path)
        #expect(end.code == 65)
        #expect(
            end.error == "seqcast: \(weights): tensor 'rnn.bias_ih_l0 + rnn.bias_hh_l0': found a value beyond the "
                + "range of float32, at element 0\n")
    }
}
