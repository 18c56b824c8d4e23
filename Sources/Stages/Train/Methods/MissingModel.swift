import Files
import ForecastModels
import Texts

/// Why a directory has no model: nothing could be made of the data, and that was accepted.
struct MissingModel: Equatable {
    /// The file in the directory that says it: the method in the first line, the reason in the second.
    static let name = "reason.txt"
    private static let longest = 1 << 16

    let method: String
    let reason: String

    init(method: String, reason: String) {
        (self.method, self.reason) = (method, reason.split(separator: "\n").joined(separator: " "))
    }

    /// What a directory says; nil where it has a model, or says nothing.
    init?(at directory: String) {
        guard let names = try? Directories.list(at: directory), names.contains(Self.name),
            !names.contains(ModelDirectory.modelName),
            let bytes = try? FileReader.read(directory + "/" + Self.name, limit: Self.longest)
        else { return nil }
        let lines = String(decoding: bytes, as: UTF8.self).parts(between: "\n")
        self.init(method: String(lines.first ?? ""), reason: lines.dropFirst().joined(separator: " "))
    }

    /// Writes it, in place of a model that stands there.
    func write(in directory: String) throws {
        try Directories.create(at: directory)
        if try Directories.list(at: directory).contains(ModelDirectory.modelName) {
            try Directories.remove(at: directory + "/" + ModelDirectory.modelName)
        }
        try DurableFile.write(Array("\(method)\n\(reason)\n".utf8), to: directory + "/" + Self.name)
    }

    /// Takes it away, where there is a model now.
    static func clear(in directory: String) throws {
        guard try Directories.list(at: directory).contains(name) else { return }
        try Directories.remove(at: directory + "/" + name)
    }
}
