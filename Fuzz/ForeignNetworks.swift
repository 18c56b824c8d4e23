import ForeignWeights
import RecurrentNets
import WeightFiles

/// Reads a stranger's file of weights, and makes the network that it holds.
func readForeignNetwork(_ bytes: [UInt8]) {
    guard let file = try? ForeignFile(bytes),
        let network = try? file.network(ForeignNetworkSettings(ignoresOthers: true))
    else { return }
    let weights = WeightFile(tensors: network.tensors, metadata: [:])
    guard let shape = try? NetworkShape(of: weights) else { return }
    var random = SeededGenerator(seed: 0)
    try? PyTorchNames.load(weights, into: shape.makeNetwork(using: &random))
    _ = try? network.bytes(as: .pt, names: .mlx, metadata: [:])
}

/// Reads a pickle as the data.pkl of a `.pt` file beside a storage of a few numbers, or the bytes of an array as a member of an
/// archive: so no checksum of an archive stands in the way.
func readMember(_ bytes: [UInt8]) {
    let isPickle = bytes.first == 0x80
    readForeignNetwork(
        ForeignFile.archive(
            isPickle
                ? [("m/data.pkl", bytes), ("m/data/0", Array(repeating: 1, count: 400))]
                : [("arr_0.npy", bytes), ("arr_1.npy", bytes)]))
}
