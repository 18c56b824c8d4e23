import RecurrentNets
import WeightFiles

extension ForeignFile {
    /// The network that the file holds.
    ///
    /// - Throws: `WeightFileError` that says what the file has that seqcast's networks do not, or what the settings say that it
    ///   does not.
    package func network(_ settings: ForeignNetworkSettings = ForeignNetworkSettings()) throws(WeightFileError)
        -> ForeignNetwork
    {
        var network: ForeignNetwork
        if let graph {
            var reader = try ONNXNetworkReader(graph, settings)
            network = try reader.network()
        } else {
            var finder = try NetworkFinder(self, settings)
            network = try finder.find()
        }
        if settings.cell == .gruV1 { useFirstGRU(&network) }
        if let cell = settings.cell, cell != network.cell {
            throw WeightFileError(
                "found a \(network.cell.rawValue), but --cell \(cell.rawValue); expected them to agree")
        }
        try setActivation(of: &network, settings.activation)
        return network
    }

    /// Takes a GRU for the one that resets before the product, where the names or arrays do not say which it is.
    private func useFirstGRU(_ network: inout ForeignNetwork) {
        let isOpen = network.layers.allSatisfy { layer in
            layer.cell == .gru
                && (layer.framework.hasPrefix("PyTorch")
                    || layer.framework == "Keras" && configuration == nil
                        && layer.inputBias.values.allSatisfy { $0 == 0 })
        }
        guard isOpen else { return }
        for index in network.layers.indices { network.layers[index].cell = .gruV1 }
    }

    /// Puts the function of an RNN in, from the file or else from what is said.
    private func setActivation(of network: inout ForeignNetwork, _ asked: Activation?) throws(WeightFileError) {
        guard network.cell == .rnn else {
            guard asked == nil || asked == .tanh else {
                throw WeightFileError(
                    "found a \(network.cell.rawValue), but --activation relu; expected it with an RNN alone")
            }
            return
        }
        let text = metadata["activation"] ?? metadata["nonlinearity"]
        let inMetadata = text.flatMap { Activation(rawValue: $0.lowercased()) }
        if let text, inMetadata == nil {
            throw WeightFileError(
                "found the activation \(WeightFileError.quoted(text)) in the metadata; expected tanh or relu")
        }
        let inFile = network.layers.compactMap(\.activation).first ?? inMetadata
        guard Set(network.layers.compactMap(\.activation)).count < 2 else {
            throw WeightFileError("found layers of tanh and of relu; expected all of one")
        }
        if let asked, let inFile, asked != inFile {
            throw WeightFileError(
                "found the activation \(inFile.rawValue) in the file, but --activation \(asked.rawValue); expected them to agree"
            )
        }
        if asked == nil, inFile == nil {
            network.notes.append(
                "the file does not say the activation: taken for tanh; --activation relu says otherwise")
        }
        for index in network.layers.indices { network.layers[index].activation = asked ?? inFile ?? .tanh }
    }
}
