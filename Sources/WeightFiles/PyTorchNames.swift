import RecurrentNets

/// Weights under the names and in the shapes that PyTorch's `RNN`, `LSTM` and `GRU` have.
///
/// | here | in the file |
/// | --- | --- |
/// | `wx` `[I, gates·H]` of layer k | `rnn.weight_ih_lk` `[gates·H, I]` |
/// | `wh` `[H, gates·H]` | `rnn.weight_hh_lk` `[gates·H, H]`; a cell without a memory has none |
/// | `b` `[gates·H]`, where there is one bias | `rnn.bias_ih_lk`, and zeros as `rnn.bias_hh_lk`; on reading the two are added |
/// | `bx`, `bh`, where there are two | `rnn.bias_ih_lk`, `rnn.bias_hh_lk` |
/// | `w` `[H, outputs]` of the last layer | `fc.weight` `[outputs, H]` |
/// | `b` `[outputs]` | `fc.bias` |
package enum PyTorchNames {
    /// A parameter and how it stands in a file.
    private struct Entry {
        let parameter: Parameter
        let name: String
        let isTransposed: Bool
        /// The name of a second bias, which stands beside the one that is trained.
        var second: String?
    }

    private static func entries(of network: RecurrentNetwork) -> [Entry] {
        var entries: [Entry] = []
        for (index, layer) in network.layers.enumerated() {
            let hasMemory = layer.parameters.contains { $0.name == "wh" }
            for named in layer.parameters {
                let parameter = named.parameter
                let (input, hidden) = ("rnn.bias_ih_l\(index)", "rnn.bias_hh_l\(index)")
                switch named.name {
                case "wx":
                    entries.append(Entry(parameter: parameter, name: "rnn.weight_ih_l\(index)", isTransposed: true))
                case "wh":
                    entries.append(Entry(parameter: parameter, name: "rnn.weight_hh_l\(index)", isTransposed: true))
                case "b":
                    let second = hasMemory ? hidden : nil
                    entries.append(Entry(parameter: parameter, name: input, isTransposed: false, second: second))
                case "bx": entries.append(Entry(parameter: parameter, name: input, isTransposed: false))
                case "bh": entries.append(Entry(parameter: parameter, name: hidden, isTransposed: false))
                default: preconditionFailure("a recurrent layer's parameter '\(named.name)' has no name in a file")
                }
            }
        }
        for named in network.fc.parameters {
            let isWeight = named.name == "w"
            entries.append(
                Entry(
                    parameter: named.parameter, name: isWeight ? "fc.weight" : "fc.bias", isTransposed: isWeight))
        }
        return entries
    }

    /// The weights of a network, under their names in a file.
    package static func tensors(of network: RecurrentNetwork) -> [NamedTensor] {
        tensors(of: network) { $0.value }
    }

    /// The gradients of a network's weights, under the same names; those that there are.
    package static func gradients(of network: RecurrentNetwork) -> [NamedTensor] {
        tensors(of: network) { $0.gradient?.value }
    }

    private static func tensors(of network: RecurrentNetwork, _ value: (Parameter) -> Tensor?) -> [NamedTensor] {
        entries(of: network).flatMap { entry -> [NamedTensor] in
            guard let tensor = value(entry.parameter) else { return [] }
            let first = NamedTensor(entry.name, entry.isTransposed ? tensor.transposed([1, 0]) : tensor)
            guard let second = entry.second else { return [first] }
            return [first, NamedTensor(second, .zeros(tensor.shape, elementType: tensor.elementType))]
        }
    }

    /// Sets the weights of a network to those of a file, rounded to the network's type.
    ///
    /// - Throws: ``WeightFileError`` where a tensor is missing or has another shape, or where the file has weights that
    ///   the network has no place for.
    package static func load(_ file: WeightFile, into network: RecurrentNetwork) throws(WeightFileError) {
        var names: Set<String> = []
        func read(_ name: String, _ shape: [Int], _ type: ElementType) throws(WeightFileError) -> Tensor {
            names.insert(name)
            return try finite(file.tensor(name, shape: shape).converted(to: type), name, file)
        }
        var values: [(Parameter, Tensor)] = []
        for entry in entries(of: network) {
            let (shape, type) = (entry.parameter.shape, entry.parameter.elementType)
            if entry.isTransposed {
                values.append((entry.parameter, try read(entry.name, shape.reversed(), type).transposed([1, 0])))
            } else {
                var bias = try read(entry.name, shape, type)
                if let second = entry.second {
                    bias = try finite(bias + read(second, shape, type), "\(entry.name) + \(second)", file)
                }
                values.append((entry.parameter, bias))
            }
        }
        let extra = file.tensors.map(\.name).filter { name in
            (name.hasPrefix("rnn.") || name.hasPrefix("fc.")) && !names.contains(name)
        }
        guard extra.isEmpty else {
            throw file.error(
                "found \(WeightFile.list(extra)), for which the network has no place; "
                    + "expected the layers and the cell that were asked for")
        }
        for (parameter, value) in values { parameter.value = value }
    }

    /// A tensor whose numbers are finite still after they were rounded or added.
    private static func finite(_ tensor: Tensor, _ name: String, _ file: WeightFile) throws(WeightFileError) -> Tensor {
        if let element = tensor.firstNotFinite {
            throw file.error(
                "tensor '\(name)': found a value beyond the range of \(tensor.elementType.rawValue), at element "
                    + "\(element)")
        }
        return tensor
    }
}
