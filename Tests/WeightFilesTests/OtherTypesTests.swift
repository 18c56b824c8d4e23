import RecurrentNets
import Testing
import Texts
import WeightFiles

/// Arrays of other types than F32 and F64, as other programs write them.
@Suite struct OtherTypesTests {
    /// A file with a header, and the bytes after it.
    private func file(_ header: String, _ data: [UInt8]) throws -> WeightFile {
        let text = Array(header.utf8)
        return try WeightFile((0..<8).map { UInt8(truncatingIfNeeded: text.count >> (8 * $0)) } + text + data)
    }

    private func one(_ type: String, _ count: Int, _ data: [UInt8]) throws -> WeightFile {
        try file(
            "{\"__metadata__\":null,\"a\":{\"dtype\":\"\(type)\",\"shape\":[\(count)],\"data_offsets\":[0,\(data.count)]}}",
            data)
    }

    @Test func `numbers of half precision are widened exactly`() throws {
        // 1.5; −2; the smallest above 0, 2⁻²⁴; the largest, 65504.
        let half = try one("F16", 4, [0x00, 0x3e, 0x00, 0xc0, 0x01, 0x00, 0xff, 0x7b])
        let tensor = try half.tensor("a")
        #expect(tensor.elementType == .float32)
        #expect(tensor.scalars == [1.5, -2, 0x1p-24, 65504])
        // 1.5; −2; 2⁻¹³³, below the normal ones of float32.
        let brain = try one("BF16", 3, [0xc0, 0x3f, 0x00, 0xc0, 0x01, 0x00])
        #expect(try brain.tensor("a").scalars == [1.5, -2, 0x1p-133])
    }

    @Test func `a value of half precision that is not finite is refused`() {
        let message = "tensor 'a': found a value that is not finite, at element 1; expected numbers"
        for data in [[0x00, 0x3e, 0x00, 0x7c], [0x00, 0x3e, 0x01, 0xfe]] as [[UInt8]] {
            #expect(throws: WeightFileError.self) { try one("F16", 2, data) }
            let error = #expect(throws: WeightFileError.self) { try one("F16", 2, data) }
            #expect(error?.description == message)
        }
        #expect(throws: WeightFileError.self) { try one("BF16", 1, [0x80, 0x7f]) }
    }

    @Test(arguments: ["I64", "U64", "C64"])
    func `arrays that no weights can be are read and not taken`(type: String) throws {
        let found = try one(type, 1, [7, 0, 0, 0, 0, 0, 0, 0])
        #expect(found.tensors.isEmpty && found.others.map(\.name) == ["a"])
        let error = #expect(throws: WeightFileError.self) { try found.tensor("a") }
        #expect(
            error?.description
                == "tensor 'a': found elements of type \(type); expected F32, F64, F16 or BF16, as weights are")
    }

    @Test func `whole numbers are what they are`() throws {
        #expect(try one("I16", 2, [0xff, 0xff, 2, 1]).others[0].wholeNumbers == [-1, 258])
        #expect(try one("U8", 2, [0xff, 1]).others[0].wholeNumbers == [255, 1])
        #expect(try one("BOOL", 2, [1, 0]).others[0].wholeNumbers == nil)
    }

    @Test func `types of less than a byte have to fill whole bytes`() throws {
        #expect(try one("F4", 4, [0x12, 0x34]).others.count == 1)
        #expect(throws: WeightFileError.self) { try one("F4", 3, [0x12, 0x34]) }
    }

    /// An Elman cell of one unit with a linear layer, and what else is given.
    private func elman(_ more: [NamedTensor] = [], metadata: ByteDictionary<String> = [:]) -> WeightFile {
        func tensor(_ name: String, _ shape: [Int]) -> NamedTensor {
            NamedTensor(name, Tensor([0.5], shape: shape, elementType: .float32))
        }
        return WeightFile(
            tensors: [
                tensor("rnn.weight_ih_l0", [1, 1]), tensor("rnn.weight_hh_l0", [1, 1]), tensor("rnn.bias_ih_l0", [1]),
                tensor("rnn.bias_hh_l0", [1]), tensor("fc.weight", [1, 1]), tensor("fc.bias", [1]),
            ] + more, metadata: metadata)
    }

    @Test func `the activation is what the metadata of any program say, else what is asked for`() throws {
        #expect(try NetworkShape(of: elman()).activation == .tanh)
        #expect(try NetworkShape(of: elman(), activation: .relu).activation == .relu)
        #expect(try NetworkShape(of: elman(metadata: ["activation": "relu"])).activation == .relu)
        #expect(try NetworkShape(of: elman(metadata: ["nonlinearity": "ReLU"])).activation == .relu)
        let messages: [(ByteDictionary<String>, Activation?, String)] = [
            (["activation": "gelu"], nil, "found the activation 'gelu'; expected tanh or relu"),
            (
                ["activation": "relu"], .tanh,
                "found the activation relu in the metadata, but --activation tanh; expected them to agree; give --activation relu"
            ),
            (
                ["cell": "lstm"], nil,
                "found the cell lstm in the metadata, but the tensors of a rnn; expected them to agree"
            ),
        ]
        for (metadata, asked, message) in messages {
            let error = #expect(throws: WeightFileError.self) {
                try NetworkShape(of: elman(metadata: metadata), activation: asked)
            }
            #expect(error?.description == message)
        }
    }

    @Test func `what a network has no place for is named, but for a batch norm that never saw a batch`() throws {
        let norm = [NamedTensor("norm.weight", Tensor([1], shape: [1], elementType: .float32))]
        let file = elman(norm)
        #expect(PyTorchNames.unused(in: file, by: try NetworkShape(of: file)) == ["norm.weight"])
        let bare = elman()
        #expect(PyTorchNames.unused(in: bare, by: try NetworkShape(of: bare)).isEmpty)
        let idle: [(name: String, values: [Double]?)] = [
            ("bn.weight", [1]), ("bn.bias", [0]), ("bn.running_mean", [0]), ("bn.running_var", [1]),
            ("bn.num_batches_tracked", [0]),
        ]
        #expect(UntrainedNorms.names(in: idle).count == 5)
        #expect(UntrainedNorms.names(in: Array(idle.dropLast()) + [("bn.num_batches_tracked", [3])]).isEmpty)
        #expect(UntrainedNorms.names(in: Array(idle.dropFirst()) + [("bn.weight", [2])]).isEmpty)
    }

    @Test(
        arguments: [
            (.gruV1, ["b", "wh", "wn", "wx"], [15, 3]), (.mgu, ["b", "wh", "wn", "wx"], [10, 3]),
            (.minGRU, ["b", "wx"], [10, 3]), (.minLSTM, ["b", "wx"], [15, 3]), (.sLSTM, ["b", "wh", "wx"], [20, 3]),
            (.lru, ["gamma", "nu", "theta", "wc", "wd", "wx"], [10, 3]),
        ] as [(CellKind, [String], [Int])])
    func `a cell that PyTorch does not have has names of its own`(
        cell: CellKind, parameters: [String], input: [Int]
    ) throws {
        var random = SeededGenerator(seed: 1)
        let shape = NetworkShape(
            cell: cell, layerCount: 2, inputSize: 3, hiddenSize: 5, outputSize: 2, elementType: .float64)
        let network = shape.makeNetwork(using: &random)
        let file = WeightFile(tensors: PyTorchNames.tensors(of: network), metadata: [:])
        let own = parameters.flatMap { name in (0...1).map { "rnn.\(cell.rawValue).\(name)_l\($0)" } }
        #expect(file.tensors.map(\.name) == ["fc.bias", "fc.weight"] + own)
        #expect(try file.tensor("rnn.\(cell.rawValue).wx_l0").shape == input)
        #expect(try NetworkShape(of: file) == shape)
        let again = shape.makeNetwork(using: &random)
        try PyTorchNames.load(file, into: again)
        #expect(again.parameters.map(\.parameter.value) == network.parameters.map(\.parameter.value))
    }
}
