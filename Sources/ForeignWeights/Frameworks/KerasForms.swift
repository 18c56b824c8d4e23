import RecurrentNets
import Texts
import WeightFiles

extension CellForm {
    /// Keras 3's SimpleRNN, LSTM and GRU: `vars/0` `[I, gates·H]`, `vars/1` `[H, gates·H]`, `vars/2` the bias.
    static let keras = CellForm(
        name: "Keras", needed: ["vars/0", "vars/1"], optional: ["vars/2"],
        fits: { $0.path.last?.holds(text: "cell") == true }
    ) { module throws(WeightFileError) in
        try readKeras(module, "vars/0", "vars/1", "vars/2")
    }

    /// The same under the names of earlier files.
    static let kerasByName = CellForm(
        name: "Keras", needed: ["kernel", "recurrent_kernel"], optional: ["bias"]
    ) { module throws(WeightFileError) in
        try readKeras(module, "kernel", "recurrent_kernel", "bias")
    }

    /// Gates i f c o of an LSTM, z r h of a GRU: that of the book where it has one bias, PyTorch's where it has two, `[2, 3H]`.
    private static func readKeras(
        _ module: ModuleTensors, _ inputName: String, _ hiddenName: String, _ biasName: String
    ) throws(WeightFileError) -> LayerWeights {
        if module.path.contains(where: {
            $0 == "forward_layer" || $0 == "backward_layer" || $0.hasPrefix("bidirectional")
        }) {
            throw bothDirections(module)
        }
        let (input, hidden) = (
            try module.matrix(inputName, turned: true), try module.matrix(hiddenName, turned: true)
        )
        var layer = try layer(input: input, hidden: hidden, bias: nil, of: module, "Keras")
        let count = hidden.rowCount
        guard layer.cell == .gru else {
            layer.inputBias = try module.optionalVector(biasName, count) ?? layer.inputBias
            return layer
        }
        if let shape = module[biasName]?.shape {
            if shape.count == 2 {
                let both = try module.matrix(biasName)
                guard both.rowCount == 2, both.columnCount == count else {
                    throw module.refusal("biases of \(shape)", expected: "[2, \(count)] or [\(count)]")
                }
                layer.inputBias = both.rows(0..<1).transposed
                layer.hiddenBias = both.rows(1..<2).transposed
            } else {
                layer.cell = .gruV1
                layer.inputBias = try module.vector(biasName, count)
            }
        }
        let order = [1, 0, 2]
        layer.input = layer.input.blocks(order)
        layer.hidden = layer.hidden.blocks(order)
        layer.inputBias = layer.inputBias.blocks(order)
        layer.hiddenBias = layer.hiddenBias.blocks(order)
        return layer
    }
}

extension CellForm {
    /// A layer of Keras as `get_weights` gives it: the arrays `0`, `1` and, for a bias, `2`.
    static func kerasInOrder(_ module: ModuleTensors) throws(WeightFileError) -> LayerWeights {
        try readKeras(module, "0", "1", "2")
    }
}
