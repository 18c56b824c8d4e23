import RecurrentNets
import WeightFiles

/// The weights of a network that is trained in advance under PyTorch's names: `encoder` and `decoder` are each an `nn.GRU`,
/// `fc` is an `nn.Linear`.
package enum PretrainedNames {
    private static let hiddenKey = "hidden_size"
    private static let layersKey = "layers"
    private static let formatKey = "pretrained"
    private static let format = "1"
    private static let mostLayers = 8

    private struct Entry {
        let name: String
        let parameter: Parameter
        let isTransposed: Bool
    }

    private static func entries(of network: PretrainedNetwork) -> [Entry] {
        let names = ["wx": "weight_ih", "wh": "weight_hh", "bx": "bias_ih", "bh": "bias_hh"]
        func cells(_ cells: [GRUCell], _ part: String) -> [Entry] {
            cells.enumerated().flatMap { layer, cell in
                cell.parameters.compactMap { named in
                    names[named.name].map {
                        Entry(
                            name: "\(part).\($0)_l\(layer)", parameter: named.parameter,
                            isTransposed: named.parameter.shape.count == 2)
                    }
                }
            }
        }
        let fc = network.fc.parameters.map {
            Entry(
                name: $0.name == "w" ? "fc.weight" : "fc.bias", parameter: $0.parameter, isTransposed: $0.name == "w")
        }
        return cells(network.core.encoder, "encoder") + cells(network.core.decoder, "decoder") + fc
    }

    /// A network's weights and sizes as a file.
    package static func file(of network: PretrainedNetwork) -> WeightFile {
        let tensors = entries(of: network).map {
            NamedTensor(
                $0.name, $0.isTransposed ? $0.parameter.value.transposed([1, 0]) : $0.parameter.value)
        }
        return WeightFile(
            tensors: tensors,
            metadata: [
                formatKey: format, hiddenKey: String(network.core.encoder[0].hiddenSize),
                layersKey: String(network.core.encoder.count),
            ])
    }

    /// The network of a file: its sizes follow from the shapes.
    ///
    /// - Throws: ``WeightFileError`` where a tensor is missing or the shapes are not those of such a network.
    package static func network(in file: WeightFile) throws(WeightFileError) -> PretrainedNetwork {
        let recurrent = try file.tensor("encoder.weight_hh_l0")
        guard recurrent.rank == 2, recurrent.count > 0, recurrent.shape[0] == 3 * recurrent.shape[1] else {
            throw file.error(
                "tensor 'encoder.weight_hh_l0': found the shape \(recurrent.shape); expected [3·H, H] of a gru")
        }
        let layers = (1...mostLayers).first { file["encoder.weight_hh_l\($0)"] == nil } ?? mostLayers + 1
        guard layers <= mostLayers else {
            throw file.error("found more than \(mostLayers) layers; expected at most as many")
        }
        // So that a network is never larger than its file.
        for layer in 0..<layers { _ = try file.tensor("decoder.weight_hh_l\(layer)", shape: recurrent.shape) }
        var random = SeededGenerator(seed: 0)  // What is drawn is replaced at once.
        let network = PretrainedNetwork(hiddenSize: recurrent.shape[1], layerCount: layers, using: &random)
        try load(file, into: network)
        return network
    }

    /// Sets a network's weights to those of a file.
    ///
    /// - Throws: ``WeightFileError`` where a tensor is missing or has another shape.
    package static func load(_ file: WeightFile, into network: PretrainedNetwork) throws(WeightFileError) {
        var values: [(Parameter, Tensor)] = []
        for entry in entries(of: network) {
            let shape = entry.parameter.shape
            let tensor = try file.tensor(entry.name, shape: entry.isTransposed ? shape.reversed() : shape)
                .converted(to: entry.parameter.elementType)
            values.append((entry.parameter, entry.isTransposed ? tensor.transposed([1, 0]) : tensor))
        }
        for (parameter, value) in values { parameter.value = value }
    }
}
