import ForeignWeights
import RecurrentNets
import TestSupport
import Testing
import WeightFiles

/// Files of PyTorch, ONNX, Keras, Flax, MLX, Equinox, Haiku, Chainer, DeZero and tinygrad.
@Suite struct FrameworkFileTests {
    @Test func `every file that there is, is tried`() throws {
        let names = try Fixtures.names(in: "frameworks/files")
        #expect(names.count > 50 && Set(names) == Set(FrameworkFile.all.map(\.file)))
    }

    @Test(arguments: FrameworkFile.read)
    func `a network says what it said in its own library, to 1e-6`(file: FrameworkFile) throws {
        let network = try file.network()
        let said = try file.outputs(of: network)
        #expect(said.count == file.output.count && !said.isEmpty)
        for (a, b) in zip(said, file.output) { #expect((a - b).magnitude < 1e-6, "\(file.file)") }
        #expect((network.scaling != nil) == (file.scaled ?? false))
    }

    @Test(arguments: FrameworkFile.refused)
    func `what seqcast has no cell for is refused by what the file says`(file: FrameworkFile) throws {
        let error = #expect(throws: WeightFileError.self) { try file.network() }
        let refusal = try #require(file.refusal)
        #expect("\(try #require(error))".contains(refusal), "\(String(describing: error))")
    }

    @Test func `an activation that is not said is asked for, and must not say otherwise`() throws {
        let path = Fixtures.path("frameworks/files/torch-rnn-relu.pt")
        let asked = try ForeignFile(at: path).network()
        #expect(
            asked.notes == ["the file does not say the activation: taken for tanh; --activation relu says otherwise"])
        #expect(asked.activation == .tanh)
        #expect(try ForeignFile(at: path).network(ForeignNetworkSettings(activation: .relu)).notes.isEmpty)
        let said = try ForeignFile(at: Fixtures.path("frameworks/files/keras-simple-relu.keras"))
        #expect(try said.network().activation == .relu)
        let error = #expect(throws: WeightFileError.self) {
            try said.network(ForeignNetworkSettings(activation: .tanh))
        }
        #expect(
            error?.description == "found the activation relu in the file, but --activation tanh; expected them to agree"
        )
        let gru = try ForeignFile(at: Fixtures.path("frameworks/files/torch-gru.pt"))
        #expect(throws: WeightFileError("found a gru, but --activation relu; expected it with an RNN alone")) {
            try gru.network(ForeignNetworkSettings(activation: .relu))
        }
        #expect(throws: WeightFileError("found a gru, but --cell lstm; expected them to agree")) {
            try gru.network(ForeignNetworkSettings(cell: .lstm))
        }
        #expect(try gru.network(ForeignNetworkSettings(cell: .gruV1)).cell == .gruV1)
    }

    @Test func `layers that compute with fewer digits than their weights have say so`() throws {
        let mixed = try ForeignFile(at: Fixtures.path("frameworks/bare/mixed.keras")).network()
        #expect(
            mixed.notes == [
                "the layers compute in 'mixed_bfloat16'; here in float32, so that numbers differ from the third digit on"
            ])
        #expect(try ForeignFile(at: Fixtures.path("frameworks/files/keras-gru.keras")).network().notes.isEmpty)
    }

    @Test func `elements that have no name among those of weights are named as their file does`() throws {
        for (type, size) in [("<V1", 1), ("<c8", 8)] {
            let header = "{'descr': '\(type)', 'fortran_order': False, 'shape': (3,), }\n"
            let array = [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.utf8.count), 0] + Array(header.utf8)
            let tensor = try #require(try ForeignFile(array + [UInt8](repeating: 1, count: 3 * size)).tensors.first)
            #expect(tensor.typeName == type && tensor.type == nil && tensor.values == nil)
        }
    }

    @Test func `tensors under strange names are told by their shapes, or by new names`() throws {
        func matrix(_ name: String, _ shape: [Int], _ start: Double) -> NamedTensor {
            let count = shape.reduce(1, *)
            return NamedTensor(
                name, Tensor((0..<count).map { start + Double($0) / 100 }, shape: shape, elementType: .float32))
        }
        func file(_ tensors: [NamedTensor]) throws -> ForeignFile {
            try ForeignFile(WeightFile(tensors: tensors, metadata: [:]).encoded())
        }
        // An LSTM of 2 units and 1 input, one bias, 3 outputs.
        let strange = [
            matrix("U", [8, 2], 0.1), matrix("V", [3, 2], 0.2), matrix("W", [8, 1], 0.3), matrix("b", [8], 0.4),
            matrix("c", [3], 0.5),
        ]
        let network = try file(strange).network()
        #expect(network.cell == .lstm && network.outputSize == 3 && network.inputSize == 1)
        #expect(network.layers[0].input.values.first.map { ($0 - 0.3).magnitude < 1e-6 } == true)
        // As many inputs as units: which of two matrices is which cannot be seen.
        let open = [matrix("U", [8, 2], 0.1), matrix("W", [8, 2], 0.3)]
        #expect(throws: WeightFileError.self) { try file(open).network() }
        let named = try file(open).network(
            ForeignNetworkSettings(renames: [("U", "rnn.weight_hh_l0"), ("W", "rnn.weight_ih_l0")]))
        #expect(named.layers[0].hidden.values.first.map { ($0 - 0.1).magnitude < 1e-6 } == true)
        let error = #expect(throws: WeightFileError.self) {
            try file(open).network(ForeignNetworkSettings(renames: [("X", "Y")]))
        }
        #expect(error?.description == "--rename: found no tensor 'X'; there are: 'U', 'W'")
        // A beginning stands for all names that have it.
        let prefixed = [matrix("old.weight_ih", [8, 2], 0.1), matrix("old.weight_hh", [8, 2], 0.3)]
        #expect(try file(prefixed).network(ForeignNetworkSettings(renames: [("old.", "new.")])).layers[0].name == "new")
    }

    @Test func `tensors that have no place are named, unless they are passed over`() throws {
        let torch = try ForeignFile(at: Fixtures.path("frameworks/files/torch-lstm.pt"))
        var tensors = try torch.network().tensors
        tensors.append(NamedTensor("norm.weight", Tensor([1, 1, 1], shape: [3], elementType: .float32)))
        let file = try ForeignFile(WeightFile(tensors: tensors, metadata: [:]).encoded())
        let error = #expect(throws: WeightFileError.self) { try file.network() }
        #expect(error?.description.contains("found 'norm.weight', which no recurrent or linear layer") == true)
        let notes = try file.network(ForeignNetworkSettings(ignoresOthers: true)).notes
        #expect(notes == ["passed over: 'norm.weight'"])
    }
}
