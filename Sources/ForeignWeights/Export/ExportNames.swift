import RecurrentNets
import WeightFiles

/// Whose names the arrays of a `.npz` have.
package enum ExportNames: String, CaseIterable, Sendable {
    case dezero, chainer, haiku, mlx
}

extension ForeignNetwork {
    /// What a framework has no cell for.
    private func refusal(_ framework: String, _ cells: String) -> WeightFileError {
        let name = cell.rawValue + (cell == .rnn && activation == .relu ? " with relu" : "")
        return WeightFileError(
            "found a \(name); expected \(cells), of which \(framework) has a cell; choose another format")
    }

    /// The name of layer `index`: `stem`, or one numbered as `numbered` says where there are several.
    private func name(_ index: Int, _ stem: String, _ numbered: (Int) -> String) -> String {
        layers.count == 1 ? stem : numbered(index)
    }

    private func vector(_ name: String, _ matrix: Matrix) -> NamedMatrix { NamedMatrix(name, matrix, isVector: true) }

    /// Block `index` of `count` of the rows.
    private func block(_ matrix: Matrix, _ index: Int, of count: Int) -> Matrix {
        let height = matrix.rowCount / count
        return matrix.rows(index * height..<(index + 1) * height)
    }

    /// PyTorch's: `rnn = nn.RNN`, `nn.LSTM` or `nn.GRU`, `fc = nn.Linear`.
    package func torchTensors() throws(WeightFileError) -> [NamedMatrix] {
        guard [.rnn, .lstm, .gru].contains(cell) else { throw refusal("PyTorch", "an rnn, lstm or gru") }
        return layers.enumerated().flatMap { index, layer in
            [
                NamedMatrix("rnn.weight_ih_l\(index)", layer.input),
                NamedMatrix("rnn.weight_hh_l\(index)", layer.hidden),
                vector("rnn.bias_ih_l\(index)", layer.inputBias), vector("rnn.bias_hh_l\(index)", layer.hiddenBias),
            ]
        } + [NamedMatrix("fc.weight", head), vector("fc.bias", headBias)]
    }

    /// MLX's: `rnn = nn.RNN`, `nn.LSTM` or `nn.GRU`, or a list of several; `fc = nn.Linear`.
    package func mlxTensors() throws(WeightFileError) -> [NamedMatrix] {
        guard [.rnn, .lstm, .gru].contains(cell), cell != .rnn || activation == .tanh || activation == .relu else {
            throw refusal("MLX", "an rnn, lstm or gru")
        }
        return layers.enumerated().flatMap { index, layer -> [NamedMatrix] in
            let stem = name(index, "rnn") { "rnn.\($0)" }
            let both = layer.inputBias + layer.hiddenBias
            switch cell {
            case .rnn:
                return [
                    NamedMatrix(stem + ".Wxh", layer.input), NamedMatrix(stem + ".Whh", layer.hidden),
                    vector(stem + ".bias", both),
                ]
            case .lstm:
                return [
                    NamedMatrix(stem + ".Wx", layer.input), NamedMatrix(stem + ".Wh", layer.hidden),
                    vector(stem + ".bias", both),
                ]
            default:
                let candidate = block(layer.inputBias, 2, of: 3)
                return [
                    NamedMatrix(stem + ".Wx", layer.input), NamedMatrix(stem + ".Wh", layer.hidden),
                    vector(stem + ".b", .stack([block(both, 0, of: 3), block(both, 1, of: 3), candidate])),
                    vector(stem + ".bhn", block(layer.hiddenBias, 2, of: 3)),
                ]
            }
        } + [NamedMatrix("fc.weight", head), vector("fc.bias", headBias)]
    }

    /// Keras': `SimpleRNN`, `LSTM` or `GRU` layers and a `Dense`, as `save_weights` names them.
    package func kerasTensors() throws(WeightFileError) -> [NamedMatrix] {
        let stems: [CellKind: String] = [.rnn: "simple_rnn", .lstm: "lstm", .gru: "gru", .gruV1: "gru"]
        guard let stem = stems[cell] else { throw refusal("Keras", "an rnn, lstm, gru or gru-v1") }
        return layers.enumerated().flatMap { index, layer -> [NamedMatrix] in
            let path = "layers/\(stem)\(index == 0 ? "" : "_\(index)")/cell/vars/"
            let isGRU = cell == .gru || cell == .gruV1
            func ours(_ matrix: Matrix) -> Matrix { isGRU ? matrix.blocks([1, 0, 2]) : matrix }
            let biases =
                cell == .gru
                ? NamedMatrix(
                    path + "2",
                    Matrix(2, layer.input.rowCount, ours(layer.inputBias).values + ours(layer.hiddenBias).values))
                : vector(path + "2", ours(layer.inputBias + layer.hiddenBias))
            return [
                NamedMatrix(path + "0", ours(layer.input).transposed),
                NamedMatrix(path + "1", ours(layer.hidden).transposed),
                biases,
            ]
        } + [NamedMatrix("layers/dense/vars/0", head.transposed), vector("layers/dense/vars/1", headBias)]
    }

    /// DeZero's: `rnn = L.RNN` or `L.LSTM`, several as `rnn0`, `rnn1` and so on; `fc = L.Linear`.
    package func dezeroTensors() throws(WeightFileError) -> [NamedMatrix] {
        guard cell == .lstm || cell == .rnn && activation == .tanh else {
            throw refusal("DeZero", "an rnn with tanh or an lstm")
        }
        return layers.enumerated().flatMap { index, layer -> [NamedMatrix] in
            let stem = name(index, "rnn") { "rnn\($0)" }
            let bias = layer.inputBias + layer.hiddenBias
            let gates = cell == .rnn ? ["h"] : ["i", "f", "u", "o"]
            return gates.enumerated().flatMap { place, gate in
                [
                    NamedMatrix("\(stem)/x2\(gate)/W", block(layer.input, place, of: gates.count).transposed),
                    vector("\(stem)/x2\(gate)/b", block(bias, place, of: gates.count)),
                    NamedMatrix("\(stem)/h2\(gate)/W", block(layer.hidden, place, of: gates.count).transposed),
                ]
            }
        } + [NamedMatrix("fc/W", head.transposed), vector("fc/b", headBias)]
    }

    /// Chainer's: `rnn = L.NStepRNNTanh`, `L.NStepRNNReLU`, `L.NStepLSTM` or `L.NStepGRU`, `fc = L.Linear`.
    package func chainerTensors() throws(WeightFileError) -> [NamedMatrix] {
        guard [.rnn, .lstm, .gru].contains(cell) else { throw refusal("Chainer", "an rnn, lstm or gru") }
        let gates = cell.gateCount
        return layers.enumerated().flatMap { index, layer in
            (0..<gates).flatMap { gate in
                [
                    NamedMatrix("rnn/\(index)/w\(gate)", block(layer.input, gate, of: gates)),
                    NamedMatrix("rnn/\(index)/w\(gates + gate)", block(layer.hidden, gate, of: gates)),
                    vector("rnn/\(index)/b\(gate)", block(layer.inputBias, gate, of: gates)),
                    vector("rnn/\(index)/b\(gates + gate)", block(layer.hiddenBias, gate, of: gates)),
                ]
            }
        } + [NamedMatrix("fc/W", head), vector("fc/b", headBias)]
    }

    /// Haiku's: `hk.LSTM`, `hk.VanillaRNN`, which is of relu, or `hk.GRU`, which resets before the product; then `hk.Linear`.
    package func haikuTensors() throws(WeightFileError) -> [NamedMatrix] {
        guard cell == .lstm || cell == .gruV1 || cell == .rnn && activation == .relu else {
            throw refusal("Haiku", "an lstm, a gru-v1 or an rnn with relu")
        }
        return layers.enumerated().flatMap { index, layer -> [NamedMatrix] in
            let number = index == 0 ? "" : "_\(index)"
            let bias = layer.inputBias + layer.hiddenBias
            switch cell {
            case .lstm:
                let order = [0, 2, 1, 3]
                let both = Matrix.stack([layer.input.blocks(order).transposed, layer.hidden.blocks(order).transposed])
                // Haiku adds 1 to the bias of the forget gate.
                let gates = [
                    block(bias, 0, of: 4), block(bias, 2, of: 4), block(bias, 1, of: 4).mapped { $0 - 1 },
                    block(bias, 3, of: 4),
                ]
                return [NamedMatrix("lstm\(number)/linear/w", both), vector("lstm\(number)/linear/b", .stack(gates))]
            case .gruV1:
                func theirs(_ matrix: Matrix) -> Matrix {
                    .stack([block(matrix, 1, of: 3).mapped(-), block(matrix, 0, of: 3), block(matrix, 2, of: 3)])
                }
                return [
                    NamedMatrix("gru\(number)/w_i", theirs(layer.input).transposed),
                    NamedMatrix("gru\(number)/w_h", theirs(layer.hidden).transposed),
                    vector("gru\(number)/b", theirs(bias)),
                ]
            default:
                let stem = "vanilla_rnn\(number)"
                return [
                    NamedMatrix(stem + "/linear/w", layer.input.transposed),
                    vector(stem + "/linear/b", layer.inputBias),
                    NamedMatrix(stem + "/linear_1/w", layer.hidden.transposed),
                    vector(stem + "/linear_1/b", layer.hiddenBias),
                ]
            }
        } + [NamedMatrix("linear/w", head.transposed), vector("linear/b", headBias)]
    }
}
