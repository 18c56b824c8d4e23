import Texts
import WeightFiles

/// What is in a weight or checkpoint file: for people, or as JSON.
package struct Inspection {
    /// The room for names beyond which what follows does not stand in one column.
    private static let widestNames = 60

    private let path: String
    private let file: WeightFile

    /// Reads a file and checks its checksum.
    ///
    /// - Throws: `FileError` or `WeightFileError`.
    package init(of path: String) throws {
        self.path = path
        file = try WeightFile(at: path)
    }

    /// A line for each tensor and each text.
    package var text: String {
        let count = file.tensors.reduce(0) { $0 + $1.tensor.count }
        func harmless(_ text: String) -> String { VisibleText.of(text) }
        let names = file.tensors.map(\.name) + file.metadata.keys
        let width = min(names.map { harmless($0).count }.max() ?? 0, Self.widestNames)
        func padded(_ name: String) -> String {
            let name = harmless(name)
            return name + String(repeating: " ", count: max(0, width - name.count))
        }
        var lines = ["\(harmless(path)): \(file.tensors.count) tensors, \(count) numbers, \(checksumText)"]
        lines += file.tensors.map { named in
            "  \(padded(named.name))  \(named.tensor.elementType.rawValue) \(named.tensor.shape)"
        }
        if !file.metadata.isEmpty { lines.append("metadata") }
        lines += file.metadata.sorted { $0.key < $1.key }.map { "  \(padded($0.key))  \(harmless($0.value))" }
        return lines.joined(separator: "\n")
    }

    /// One JSON object with `file`, `checksum`, `tensors` and `metadata`.
    package var json: String {
        let tensors = file.tensors.map { named in
            let shape = named.tensor.shape.map(String.init).joined(separator: ", ")
            return "    {\"name\": \(JSONText.text(named.name)), \"type\": \"\(named.tensor.elementType.rawValue)\", "
                + "\"shape\": [\(shape)]}"
        }
        let metadata = file.metadata.sorted { $0.key < $1.key }.map {
            "    \(JSONText.text($0.key)): \(JSONText.text($0.value))"
        }
        return """
            {
              "file": \(JSONText.text(path)),
              "checksum": \(file.checksum.map(JSONText.text) ?? "null"),
              "tensors": [
            \(tensors.joined(separator: ",\n"))
              ],
              "metadata": {
            \(metadata.joined(separator: ",\n"))
              }
            }
            """
    }

    private var checksumText: String {
        file.checksum.map { "the checksum \($0) is right" } ?? "no checksum in it"
    }
}
