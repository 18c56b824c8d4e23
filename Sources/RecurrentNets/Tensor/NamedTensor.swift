/// A tensor and its name.
public struct NamedTensor: Sendable {
    /// The name.
    public let name: String
    /// The numbers.
    public let tensor: Tensor

    /// Pairs a tensor with its name.
    public init(_ name: String, _ tensor: Tensor) {
        self.name = name
        self.tensor = tensor
    }
}
