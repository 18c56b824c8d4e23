import TestSupport
import Testing
import WeightFiles

@testable import Stages

/// Sound weight files that are not the network that a forecast needs.
@Suite struct FalseModelTests {
    static let gates =
        "; expected [gates·H, I], [gates·H, H], [outputs, H] with 1 gates (rnn), 4 gates (lstm), 3 gates (gru), "
        + "1 gates (feedforward)"
    static let lie = ", as the tensors have it; the file is damaged, or its writer is in error"
    static let place = ", for which the network has no place; expected the layers and the cell that were asked for"
    static let purpose = " in the metadata; expected a file that seqcast wrote for this purpose"

    static let messages: [String: String] = [
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
        let file = try WeightFile(Fixtures.bytes("weights/false/\(name).safetensors"))
        let error = #expect(throws: WeightFileError.self) { try TrainedModel(file) }
        #expect(error?.description == message)
    }

    @Test func `every false fixture has its message here`() throws {
        #expect(try Fixtures.names(in: "weights/false") == Self.messages.keys.map { $0 + ".safetensors" }.sorted())
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
