import Files
import ForecastModels
import ForeignWeights
import Texts
import WeightFiles

/// What is in a file of weights, this program's or another's: for people, or as JSON.
package struct Inspection {
    /// The room for names beyond which what follows does not stand in one column.
    private static let widestNames = 60

    private struct Item {
        let name: String
        let type: String
        let shape: [Int]
    }

    private let path: String
    private let items: [Item]
    private let metadata: ByteDictionary<String>
    private let checksum: String?
    /// The kind of another program's file, and what its tensors are taken for; nil for a file of this program.
    private let foreign: (kind: String, taken: String)?

    /// Reads a file, or that of the model in a directory, and checks its checksum.
    ///
    /// - Throws: `FileError` or `WeightFileError`.
    package init(of path: String) throws {
        let isDirectory = Directories.isDirectory(at: path)
        let path = isDirectory ? path + "/" + ModelDirectory.modelName : path
        self.path = path
        if path.utf8.suffix(12).elementsEqual(".safetensors".utf8) {
            let weights = try WeightFile(at: path)
            let file = try SafetensorsFile.read(path)
            items = file.header.entries.map {
                Item(name: $0.name, type: Self.name(of: $0.elementType), shape: $0.shape)
            }
            (metadata, checksum) = (weights.metadata, weights.checksum)
            foreign = weights.isModel || weights.checksum != nil ? nil : Self.taken(try ForeignFile(at: path))
        } else {
            let file = try ForeignFile(at: path)
            items = file.tensors.map {
                Item(name: $0.name, type: $0.type.map(Self.name(of:)) ?? $0.typeName, shape: $0.shape)
            }
            (metadata, checksum, foreign) = (file.metadata, nil, Self.taken(file))
        }
    }

    /// The kind of a file and its network, or why it is none.
    private static func taken(_ file: ForeignFile) -> (kind: String, taken: String) {
        do throws(WeightFileError) {
            let network = try file.network()
            let notes = network.notes.map { "; \($0)" }.joined()
            return (file.kind.rawValue, "\(network.layers[0].framework): \(network.summary)\(notes)")
        } catch {
            return (file.kind.rawValue, "nothing that import reads: \(error)")
        }
    }

    /// The name of a type of elements.
    private static func name(of type: SafetensorsType) -> String {
        switch type {
        case .float32: "float32"
        case .float64: "float64"
        case .float16: "float16"
        case .bfloat16: "bfloat16"
        case .bool: "bool"
        case _ where type.isInteger: (type.rawValue.hasPrefix("U") ? "uint" : "int") + type.rawValue.dropFirst()
        default: type.rawValue
        }
    }

    /// A line for each tensor and each text.
    package var text: String {
        let count = items.reduce(0) { $0 + $1.shape.reduce(1, *) }
        func harmless(_ text: String) -> String { VisibleText.of(text) }
        let names = items.map(\.name) + metadata.keys
        let width = min(names.map { harmless($0).count }.max() ?? 0, Self.widestNames)
        func padded(_ name: String) -> String {
            let name = harmless(name)
            return name + String(repeating: " ", count: max(0, width - name.count))
        }
        let kind = foreign.map { "\($0.kind), " } ?? ""
        var lines = ["\(harmless(path)): \(kind)\(items.count) tensors, \(count) numbers, \(checksumText)"]
        lines += items.map { "  \(padded($0.name))  \(harmless($0.type)) \($0.shape)" }
        if !metadata.isEmpty { lines.append("metadata") }
        lines += metadata.sorted { ByteText($0.key) < ByteText($1.key) }.map {
            "  \(padded($0.key))  \(harmless($0.value))"
        }
        if let foreign { lines.append("taken for \(harmless(foreign.taken))") }
        return lines.joined(separator: "\n")
    }

    /// One JSON object with `file`, `checksum`, `tensors` and `metadata`; of another program's file also `kind` and
    /// `taken_for`.
    package var json: String {
        let tensors = items.map { item in
            let shape = item.shape.map(String.init).joined(separator: ", ")
            let (name, type) = (JSONText.text(item.name), JSONText.text(item.type))
            return "    {\"name\": \(name), \"type\": \(type), \"shape\": [\(shape)]}"
        }
        let metadata = metadata.sorted { ByteText($0.key) < ByteText($1.key) }.map {
            "    \(JSONText.text($0.key)): \(JSONText.text($0.value))"
        }
        let foreign =
            foreign.map {
                ",\n  \"kind\": \(JSONText.text($0.kind)),\n  \"taken_for\": \(JSONText.text($0.taken))"
            } ?? ""
        return """
            {
              "file": \(JSONText.text(path)),
              "checksum": \(checksum.map(JSONText.text) ?? "null"),
              "tensors": [
            \(tensors.joined(separator: ",\n"))
              ],
              "metadata": {
            \(metadata.joined(separator: ",\n"))
              }\(foreign)
            }
            """
    }

    private var checksumText: String {
        checksum.map { "the checksum \($0) is right" } ?? "no checksum in it"
    }
}
