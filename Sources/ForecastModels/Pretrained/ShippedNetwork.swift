import CPretrained
import WeightFiles

/// The network that the program carries in itself, as pipelines/pretrain.yaml made it.
package enum ShippedNetwork {
    /// A network of its own with the shipped weights.
    ///
    /// - Throws: ``WeightFileError`` where the program is damaged.
    package static func make() throws(WeightFileError) -> PretrainedNetwork { try PretrainedNames.network(in: file()) }

    /// Its file.
    ///
    /// - Throws: ``WeightFileError`` where the program is damaged.
    package static func file() throws(WeightFileError) -> WeightFile {
        let bytes = UnsafeBufferPointer(start: cpretrained_network(), count: cpretrained_network_size())
        return try WeightFile(Array(bytes))
    }
}
