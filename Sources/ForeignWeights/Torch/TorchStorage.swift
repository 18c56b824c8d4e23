import WeightFiles

/// Numbers in a member of a `.pt` archive, of which tensors are views.
struct TorchStorage {
    /// The name of the member in `data/`.
    let key: String
    let type: SafetensorsType
    let count: Int
}
