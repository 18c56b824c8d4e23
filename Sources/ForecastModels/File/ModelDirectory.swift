/// The names in a directory that a training writes, which a model is read by.
package enum ModelDirectory {
    package static let modelName = "model.safetensors"

    /// The directory in it of a further network of an ensemble, the second being 1: `member-2`.
    package static func memberName(_ index: Int) -> String { "member-\(index + 1)" }
}
