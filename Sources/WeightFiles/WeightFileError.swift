import Texts

/// What is wrong with a weight file, and where in it.
package struct WeightFileError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The path of the file; nil where it is not known.
    package private(set) var file: String?
    /// The place in the file, the first byte being 0.
    package let offset: Int?
    /// The name of the array.
    package let tensor: String?
    /// What was found, what was expected, what to do.
    package let problem: String

    package init(offset: Int? = nil, tensor: String? = nil, _ problem: String) {
        self.offset = offset
        self.tensor = tensor
        self.problem = problem
    }

    package var description: String {
        let places = [offset.map { "byte \($0)" }, tensor.map { "tensor \(Self.quoted($0))" }].compactMap(\.self)
        let message = places.isEmpty ? problem : places.joined(separator: ", ") + ": " + problem
        return file.map { "\($0): \(message)" } ?? message
    }

    /// The same, said of the file at `path`.
    package func inFile(_ path: String) -> WeightFileError {
        var error = self
        error.file = path
        return error
    }

    /// `text` between quotes, short and harmless on a terminal.
    package static func quoted(_ text: String) -> String {
        VisibleText.quoted(text)
    }

    /// `bytes` as ``quoted(_:)`` has them.
    static func quoted(_ bytes: some Sequence<UInt8>) -> String {
        quoted(String(decoding: Array(bytes.prefix(300)), as: UTF8.self))
    }
}
