import Files
import RecurrentNets

/// Named tensors and texts: a safetensors file in memory.
package struct WeightFile {
    /// The tensors, sorted by name.
    package let tensors: [NamedTensor]
    package let metadata: [String: String]
    /// Where it was read from.
    private let path: String

    package init(tensors: [NamedTensor], metadata: [String: String]) {
        self.tensors = tensors.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        self.metadata = metadata
        path = "weights"
    }
}
