import RecurrentNets

/// Weights under the names and in the shapes that PyTorch's `RNN`, `LSTM` and `GRU` have.
///
/// | here | in the file |
/// | --- | --- |
/// | `wx` `[I, gates·H]` of layer k | `rnn.weight_ih_lk` `[gates·H, I]` |
/// | `wh` `[H, gates·H]` | `rnn.weight_hh_lk` `[gates·H, H]` |
/// | `b` `[gates·H]`, one bias | `rnn.bias_ih_lk`, and zeros as `rnn.bias_hh_lk`; on reading the two are added |
/// | `w` `[H, outputs]` of the last layer | `fc.weight` `[outputs, H]` |
/// | `b` `[outputs]` | `fc.bias` |
package enum PyTorchNames {
    /// The weights of a network, under their names in a file.
    package static func tensors(of network: RecurrentNetwork) -> [NamedTensor] {
        var tensors: [NamedTensor] = []
        for (index, layer) in network.layers.enumerated() {
            for named in layer.parameters {
                let value = named.parameter.value
                switch named.name {
                case "wx": tensors.append(NamedTensor("rnn.weight_ih_l\(index)", value.transposed([1, 0])))
                case "wh": tensors.append(NamedTensor("rnn.weight_hh_l\(index)", value.transposed([1, 0])))
                case "b":
                    let zeros = Tensor.zeros(value.shape, elementType: value.elementType)
                    tensors.append(NamedTensor("rnn.bias_ih_l\(index)", value))
                    tensors.append(NamedTensor("rnn.bias_hh_l\(index)", zeros))
                default: preconditionFailure("a recurrent layer's parameter '\(named.name)' has no name in a file")
                }
            }
        }
        for named in network.fc.parameters {
            let value = named.parameter.value
            tensors.append(
                named.name == "w"
                    ? NamedTensor("fc.weight", value.transposed([1, 0])) : NamedTensor("fc.bias", value))
        }
        return tensors
    }

    /// Sets the weights of a network to those of a file, rounded to the network's type.
    ///
    /// - Throws: ``WeightFileError`` where a tensor is missing, has another shape, or is not finite, or where the file
    ///   has weights that the network lacks.
    package static func load(_ file: WeightFile, into network: RecurrentNetwork) throws(WeightFileError) {
        var names: Set<String> = []
        func tensor(_ name: String, shape: [Int], type: ElementType) throws(WeightFileError) -> Tensor {
            names.insert(name)
            return try file.tensor(name, shape: shape).converted(to: type)
        }
        for (index, layer) in network.layers.enumerated() {
            for named in layer.parameters {
                let value = named.parameter.value
                let (shape, type) = (value.shape, value.elementType)
                switch named.name {
                case "wx":
                    named.parameter.value = try tensor(
                        "rnn.weight_ih_l\(index)", shape: shape.reversed(), type: type
                    ).transposed([1, 0])
                case "wh":
                    named.parameter.value = try tensor(
                        "rnn.weight_hh_l\(index)", shape: shape.reversed(), type: type
                    ).transposed([1, 0])
                default:
                    let input = try tensor("rnn.bias_ih_l\(index)", shape: shape, type: type)
                    let hidden = try tensor("rnn.bias_hh_l\(index)", shape: shape, type: type)
                    named.parameter.value = input + hidden
                }
            }
        }
        for named in network.fc.parameters {
            let value = named.parameter.value
            named.parameter.value =
                named.name == "w"
                ? try tensor("fc.weight", shape: value.shape.reversed(), type: value.elementType).transposed([1, 0])
                : try tensor("fc.bias", shape: value.shape, type: value.elementType)
        }
        let extra = file.tensors.map(\.name).filter { name in
            (name.hasPrefix("rnn.") || name.hasPrefix("fc.")) && !names.contains(name)
        }
        guard extra.isEmpty else {
            throw file.error(
                "found \(extra.map { "'\($0)'" }.joined(separator: ", ")), for which the network has no place; "
                    + "expected the layers and the cell that were asked for")
        }
    }
}
