import RecurrentNets
import WeightFiles

/// A network that was found in a file.
package struct ForeignNetwork {
    package var layers: [LayerWeights]
    /// `[outputs, H]`.
    package var head: Matrix
    /// `[outputs, 1]`.
    package var headBias: Matrix
    package let elementType: ElementType
    /// What was assumed, to be said.
    package var notes: [String]
    /// The offset and divisor by which the file itself scales; nil where it does not.
    package var scaling: (offset: Double, divisor: Double)?

    package var cell: CellKind { layers[0].cell }
    package var inputSize: Int { layers[0].inputSize }
    package var outputSize: Int { head.rowCount }
    package var activation: Activation { layers[0].activation ?? .tanh }

    /// Cell and sizes.
    package var shape: NetworkShape {
        NetworkShape(
            cell: cell, activation: cell == .rnn ? activation : .tanh, layerCount: layers.count, inputSize: inputSize,
            hiddenSize: layers[0].hiddenSize, outputSize: outputSize, elementType: elementType)
    }

    /// What it is, in a line.
    package var summary: String {
        let shape = shape
        func counted(_ count: Int, _ word: String) -> String { "\(count) \(word)\(count == 1 ? "" : "s")" }
        return "\(shape.layerCount) × \(shape.cell.rawValue)"
            + (shape.cell == .rnn ? " (\(shape.activation.rawValue))" : "")
            + " of \(counted(shape.hiddenSize, "unit")), \(counted(inputSize, "input")), \(counted(outputSize, "output")), "
            + shape.elementType.rawValue
    }

    /// The weights under the names and in the shapes that they have in a model file.
    package var tensors: [NamedTensor] {
        func tensor(_ name: String, _ matrix: Matrix, isVector: Bool = false) -> NamedTensor {
            NamedTensor(
                name,
                Tensor(
                    matrix.values, shape: isVector ? [matrix.rowCount] : [matrix.rowCount, matrix.columnCount],
                    elementType: elementType))
        }
        let recurrent = layers.enumerated().flatMap { index, layer -> [NamedTensor] in
            if layer.cell == .gruV1 {
                func name(_ parameter: String) -> String { PyTorchNames.ownName(parameter, of: .gruV1, layer: index) }
                let size = layer.hiddenSize
                return [
                    tensor(name("wx"), layer.input), tensor(name("wh"), layer.hidden.rows(0..<2 * size)),
                    tensor(name("wn"), layer.hidden.rows(2 * size..<3 * size)),
                    tensor(name("b"), layer.inputBias + layer.hiddenBias, isVector: true),
                ]
            }
            return [
                tensor("rnn.weight_ih_l\(index)", layer.input), tensor("rnn.weight_hh_l\(index)", layer.hidden),
                tensor("rnn.bias_ih_l\(index)", layer.inputBias, isVector: true),
                tensor("rnn.bias_hh_l\(index)", layer.hiddenBias, isVector: true),
            ]
        }
        return recurrent + [tensor("fc.weight", head), tensor("fc.bias", headBias, isVector: true)]
    }
}
