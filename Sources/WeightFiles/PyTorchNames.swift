import RecurrentNets
import Texts

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
///
/// A cell that PyTorch does not have has names of its own, `rnn.CELL.P_lk` of its parameter P of layer k, a matrix turned as
/// those above; so no reader of the names above takes it for one of theirs.
package enum PyTorchNames {
    /// A parameter and how it stands in a file.
    private struct Entry {
        let parameter: Parameter
        let name: String
        let isTransposed: Bool
        /// The name of a second bias, which stands beside the one that is trained.
        var second: String?
    }

    /// The cells that PyTorch has, or that are told from its own by what they lack.
    private static let cells: Set<CellKind> = [.rnn, .lstm, .gru, .feedforward]

    /// Whether the tensors of `cell` have names of their own.
    static func hasOwnNames(_ cell: CellKind) -> Bool { !cells.contains(cell) }

    /// The name of a parameter in layer `index` of a cell with names of its own.
    package static func ownName(_ parameter: String, of cell: CellKind, layer index: Int) -> String {
        "rnn.\(cell.rawValue).\(parameter)_l\(index)"
    }

    /// The name of the weight of a map across cycles: one that programs which know none of it refuse, so that none forecasts
    /// without it.
    package static let shortcut = "segments.shortcut"

    private static func entries(of network: SegmentNetwork) -> [Entry] {
        func entries(of linear: Linear, _ name: String) -> [Entry] {
            linear.parameters.map { named in
                let isWeight = named.name == "w"
                return Entry(
                    parameter: named.parameter, name: "\(name).\(isWeight ? "weight" : "bias")", isTransposed: isWeight)
            }
        }
        let channels = network.channels.map { [Entry(parameter: $0, name: "channels.weight", isTransposed: false)] }
        return entries(of: network.embedding, "segments") + (channels ?? []) + Self.entries(of: network.core)
            + (network.future.map { entries(of: $0, "future") } ?? [])
            + (network.shortcut.map { [Entry(parameter: $0.w, name: shortcut, isTransposed: true)] } ?? [])
    }

    private static func entries(of network: RecurrentNetwork) -> [Entry] {
        var entries: [Entry] = []
        for (index, layer) in network.layers.enumerated() {
            if let cell = network.cell, hasOwnNames(cell) {
                entries += layer.parameters.map {
                    Entry(
                        parameter: $0.parameter, name: ownName($0.name, of: cell, layer: index),
                        isTransposed: $0.parameter.shape.count == 2)
                }
                continue
            }
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
        tensors(of: entries(of: network)) { $0.value }
    }

    /// The gradients of a network's weights, under the same names; those that there are.
    package static func gradients(of network: RecurrentNetwork) -> [NamedTensor] {
        tensors(of: entries(of: network)) { $0.gradient?.value }
    }

    /// The weights of a network that reads windows, under their names in a file.
    package static func tensors(of network: SegmentNetwork) -> [NamedTensor] {
        tensors(of: entries(of: network)) { $0.value }
    }

    private static func tensors(of entries: [Entry], _ value: (Parameter) -> Tensor?) -> [NamedTensor] {
        entries.flatMap { entry -> [NamedTensor] in
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
        try load(file, into: entries(of: network))
    }

    /// The same of a network that reads windows.
    package static func load(_ file: WeightFile, into network: SegmentNetwork) throws(WeightFileError) {
        try load(file, into: entries(of: network))
    }

    private static func load(_ file: WeightFile, into entries: [Entry]) throws(WeightFileError) {
        var names: Set<ByteText> = []
        func read(_ name: String, _ shape: [Int], _ type: ElementType) throws(WeightFileError) -> Tensor {
            names.insert(ByteText(name))
            return try finite(file.tensor(name, shape: shape).converted(to: type), name, file)
        }
        var values: [(Parameter, Tensor)] = []
        for entry in entries {
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
        let prefixes = ["rnn.", "fc.", "segments.", "channels.", "future."]
        let extra = file.tensors.map(\.name).filter { name in
            prefixes.contains { name.begins(with: $0) } && !names.contains(ByteText(name))
        }
        guard extra.isEmpty else {
            throw file.error(
                "found \(WeightFile.list(extra)), for which the network has no place; "
                    + "expected the layers and the cell that were asked for")
        }
        for (parameter, value) in values { parameter.value = value }
    }

    /// The names of the tensors in a bare file that a network of `shape` has no place for.
    ///
    /// A batch norm that has never seen a batch is none of them: no network was trained with it.
    package static func unused(in file: WeightFile, by shape: NetworkShape) -> [String] {
        var random = SeededGenerator(seed: 0)
        let used = Set(tensors(of: shape.makeNetwork(using: &random)).map { Array($0.name.utf8) })
        let idle = Set(
            UntrainedNorms.names(
                in: file.others.map { ($0.name, $0.wholeNumbers) } + file.tensors.map { ($0.name, $0.tensor.scalars) }
            ).map { Array($0.utf8) })
        return file.tensors.map(\.name).filter { !used.contains(Array($0.utf8)) && !idle.contains(Array($0.utf8)) }
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
