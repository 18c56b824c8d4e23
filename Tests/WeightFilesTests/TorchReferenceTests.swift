import Files
import RecurrentNets
import TestSupport
import Testing
import WeightFiles

/// Nets that PyTorch 2.13 computed in float64; see fixtures/reference/README.md.
@Suite("Nets agree with PyTorch's to 1e-10")
struct TorchReferenceTests {
    private static let cases = [
        "gru_l1_i1_h8_b1_t12", "gru_l2_i5_h9_b2_t13", "lstm_l1_i1_h8_b1_t12", "lstm_l3_i4_h6_b5_t11",
        "rnn_l1_i1_h8_b1_t12", "rnn_l2_i3_h7_b4_t9", "rnn_relu_l1_i2_h5_b3_t10",
    ]

    /// How a net is run over a sequence.
    enum Run: CaseIterable {
        case window
        case stepByStep
    }

    @Test("every case that there is, is tested")
    func all() throws {
        #expect(try Fixtures.names(in: "reference/torch") == Self.cases.map { $0 + ".safetensors" })
    }

    @Test("hidden states, outputs, final states, loss and every gradient", arguments: cases, Run.allCases)
    func agreement(_ name: String, _ run: Run) throws {
        let file = try WeightFile(at: Fixtures.path("reference/torch/\(name).safetensors"))
        var random = SeededGenerator(seed: 0)
        let found = try NetworkShape(of: file)
        let shape = NetworkShape(
            cell: found.cell, activation: name.contains("relu") ? .relu : .tanh, layerCount: found.layerCount,
            inputSize: found.inputSize, hiddenSize: found.hiddenSize, outputSize: found.outputSize,
            elementType: found.elementType)
        let network = shape.makeNetwork(using: &random)
        try PyTorchNames.load(file, into: network)

        let input = Variable(try file.tensor("input"))
        let hidden: Variable
        switch run {
        case .window: hidden = network.layers.reduce(input) { $1.window($0) }
        case .stepByStep:
            hidden = stack((0..<input.shape[0]).map { step in network.layers.reduce(input[step]) { $1($0) } })
        }
        let output = network.fc(hidden)
        let difference = output - Variable(try file.tensor("target"))
        let loss = sum(difference * difference) / Double(input.shape[1])
        loss.backward()

        try expect(hidden.value, is: file.tensor("hidden"))
        try expect(output.value, is: file.tensor("output"))
        try expect(loss.value.reshaped([1]), is: file.tensor("loss"))
        let final = try file.tensor("h_n")
        let memory = file["c_n"]
        for (index, layer) in network.layers.enumerated() {
            expect(layer.state[0], is: final.layer(index))
            if let memory { expect(layer.state[1], is: memory.layer(index)) }
        }
        try expect(#require(input.gradient).value, is: file.tensor("grad.input"))
        let gradients = PyTorchNames.gradients(of: network)
        #expect(gradients.count == file.tensors(under: "grad.").count - 1)
        for named in gradients {
            // Of a cell that trains one bias, the second is written as zeros; PyTorch has the same gradient for both.
            if named.name.contains("bias_hh"), shape.cell != .gru { continue }
            try expect(named.tensor, is: file.tensor("grad." + named.name))
        }
    }

    @Test("what was read is written again as it was", arguments: cases)
    func roundTrip(_ name: String) throws {
        let file = try WeightFile(at: Fixtures.path("reference/torch/\(name).safetensors"))
        var random = SeededGenerator(seed: 0)
        let network = try NetworkShape(of: file).makeNetwork(using: &random)
        try PyTorchNames.load(file, into: network)
        for named in PyTorchNames.tensors(of: network) where !named.name.contains("bias") {
            #expect(try named.tensor == file.tensor(named.name))
        }
    }

    private func expect(_ found: Tensor, is expected: Tensor, _ location: SourceLocation = #_sourceLocation) {
        #expect(found.shape == expected.shape, sourceLocation: location)
        let scale = expected.scalars.map(\.magnitude).max() ?? 0
        for (value, wanted) in zip(found.scalars, expected.scalars) {
            #expect(abs(value - wanted) <= 1e-10 * scale, sourceLocation: location)
        }
    }
}

extension Tensor {
    /// The part at `index` of the first axis.
    fileprivate func layer(_ index: Int) -> Tensor {
        sliced([index..<(index + 1)] + shape.dropFirst().map { 0..<$0 }).reshaped(Array(shape.dropFirst()))
    }
}
