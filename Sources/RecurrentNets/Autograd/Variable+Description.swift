extension Variable: CustomStringConvertible {
    /// The numbers, the shape and type, and where they came from: `variable([1.0, 2.0], shape [2], float32, by tanh)`.
    public var description: String {
        let origin = creator.map { ", by \($0.operation)" } ?? ""
        let label = name.map { "\($0) = " } ?? ""
        return "\(label)variable(\(value), shape \(shape), \(elementType)\(origin))"
    }
}
