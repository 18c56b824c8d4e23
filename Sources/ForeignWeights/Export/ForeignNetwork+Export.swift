import RecurrentNets
import Texts
import WeightFiles

extension ForeignNetwork {
    /// The bytes of a file with the weights alone, in a format that is not ONNX.
    ///
    /// `names` says whose names a `.npz` has; `metadata` are texts for formats that hold such.
    /// - Throws: `WeightFileError` where the framework has no such cell.
    package func bytes(
        as format: ExportFormat, names: ExportNames, metadata: ByteDictionary<String>
    ) throws(WeightFileError) -> [UInt8] {
        switch format {
        case .pt: return TorchWriter.bytes(of: try torchTensors(), elementType)
        case .safetensors: return try safetensors(try torchTensors(), metadata, elementType)
        // MLX has no arrays of float64.
        case .mlx: return try safetensors(try mlxTensors(), metadata, .float32)
        case .keras: return HDF5Writer.bytes(of: try kerasTensors(), elementType)
        case .npz:
            let arrays: [NamedMatrix]
            switch names {
            case .dezero: arrays = try dezeroTensors()
            case .chainer: arrays = try chainerTensors()
            case .haiku: arrays = try haikuTensors()
            case .mlx: arrays = try mlxTensors()
            }
            return NPZWriter.bytes(of: arrays, names == .mlx ? .float32 : elementType)
        case .onnx: preconditionFailure("an ONNX graph is more than weights")
        }
    }

    private func safetensors(
        _ tensors: [NamedMatrix], _ metadata: ByteDictionary<String>, _ type: ElementType
    ) throws(WeightFileError) -> [UInt8] {
        let named = tensors.map { NamedTensor($0.name, Tensor($0.matrix.values, shape: $0.shape, elementType: type)) }
        return try WeightFile(tensors: named, metadata: metadata).encoded()
    }

    /// The network of a model, of the type of its weights.
    ///
    /// - Throws: `WeightFileError` for a cell that no other framework has.
    package init(_ network: RecurrentNetwork, _ shape: NetworkShape) throws(WeightFileError) {
        func matrix(_ tensor: Tensor, turned: Bool = true) -> Matrix {
            guard tensor.shape.count == 2 else { return Matrix(tensor.count, 1, tensor.scalars) }
            let matrix = Matrix(tensor.shape[0], tensor.shape[1], tensor.scalars)
            return turned ? matrix.transposed : matrix
        }
        // The weights of the state by cell; a cell that is not here has no counterpart elsewhere.
        let ofState: [CellKind: [String]] = [
            .rnn: ["wh"], .lstm: ["wh"], .gru: ["wh"], .gruV1: ["wh", "wn"], .feedforward: [],
        ]
        guard let stateNames = ofState[shape.cell] else { throw Self.noOther(shape.cell) }
        var layers: [LayerWeights] = []
        for (index, layer) in network.layers.enumerated() {
            let parts = Dictionary(layer.parameters.map { ($0.name, matrix($0.parameter.value)) }) { first, _ in first }
            guard let input = parts["wx"] else { throw Self.noOther(shape.cell) }
            let ofState = stateNames.compactMap { parts[$0] }
            guard ofState.count == stateNames.count else { throw Self.noOther(shape.cell) }
            let hidden = ofState.isEmpty ? Matrix.zeros(input.rowCount, shape.hiddenSize) : .stack(ofState)
            layers.append(
                LayerWeights(
                    shape.cell, shape.cell == .rnn ? shape.activation : nil, input: input, hidden: hidden,
                    bias: parts["bx"] ?? parts["b"], hiddenBias: parts["bh"], name: "layer \(index)",
                    framework: "seqcast"))
        }
        let head = Dictionary(network.fc.parameters.map { ($0.name, matrix($0.parameter.value)) }) { first, _ in first }
        guard let weight = head["w"] else { throw Self.noOther(shape.cell) }
        self.init(
            layers: layers, head: weight, headBias: head["b"] ?? .zeros(weight.rowCount, 1),
            elementType: shape.elementType,
            notes: [])
    }

    private static func noOther(_ cell: CellKind) -> WeightFileError {
        WeightFileError("found a \(cell.rawValue); expected an rnn, lstm, gru, gru-v1 or feedforward network to export")
    }
}
