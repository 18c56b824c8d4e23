import Files

/// A new empty directory that goes, with all in it, when the value does.
package final class TemporaryDirectory: Sendable {
    package let path: String

    package init() throws {
        path = "/tmp/seqcast-test-" + String(UInt64.random(in: .min ... .max), radix: 36)
        try Directories.create(at: path)
    }

    deinit {
        try? Directories.remove(at: path)
    }

    /// The path of `name` in the directory.
    package func file(_ name: String) -> String { path + "/" + name }

    /// Writes a file called `name`, and returns its path.
    @discardableResult
    package func write(_ bytes: [UInt8], to name: String) throws -> String {
        try DurableFile.write(bytes, to: file(name))
        return file(name)
    }

    /// Writes a file called `name`, and returns its path.
    @discardableResult
    package func write(_ text: String, to name: String) throws -> String {
        try write(Array(text.utf8), to: name)
    }

    /// The names of all files in the directory, hidden ones too, sorted.
    package func names() throws -> [String] { try Directories.list(at: path) }
}
