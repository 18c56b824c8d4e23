import Texts

/// A path in a spec: in the pipeline's directory, unless it begins with `./` or `/`.
package struct SpecPath: Hashable, Sendable {
    /// The path as a spec names it, without detours: `model/metrics.csv`, `./data/old.csv`.
    package let name: String
    /// The path from the current directory, without detours: `runs/sine/model/metrics.csv`.
    package let path: String

    /// The longest path, in bytes; systems take no longer one.
    private static let longest = 4095
    /// The longest name of a file or directory, in bytes.
    private static let longestName = 255

    package static func == (a: SpecPath, b: SpecPath) -> Bool {
        a.path.isSame(as: b.path) && a.name.isSame(as: b.name)
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(ByteText(path))
    }

    /// Reads `text` as a path in `directory`, which is a ``normalized(_:from:)`` path.
    ///
    /// An absolute path inside `currentDirectory` is the same as the one from there.
    /// - Throws: ``Refusal`` where the path leaves the directory, is the directory, or is too long.
    init(_ text: String, in directory: String, from currentDirectory: String?) throws(Refusal) {
        guard text.utf8.count + directory.utf8.count < Self.longest else {
            throw Refusal("is longer than \(Self.longest) bytes")
        }
        if let problem = Self.homeProblem(of: text) { throw Refusal("begins with '~'; \(problem)") }
        if text.begins(with: "/") {
            path = Self.normalized(text, from: currentDirectory)
        } else if text == "." || text.begins(with: "./") {
            path = Self.normalized(text, from: currentDirectory)
        } else {
            let inside = Self.normalized(text, from: nil)
            guard inside != "..", !inside.begins(with: "../") else {
                throw Refusal("leaves the directory \(quoted(directory))")
            }
            path = Self.joined(directory, inside)
        }
        if path.isSame(as: directory) { throw Refusal("is the pipeline's directory itself") }
        if path.parts(between: "/").contains(where: { $0.utf8.count > Self.longestName }) {
            throw Refusal("has a name in it that is longer than \(Self.longestName) bytes")
        }
        let prefix = directory == "/" ? "/" : directory + "/"
        if directory == ".", !path.begins(with: "/"), path != "..", !path.begins(with: "../") {
            name = path
        } else if path.begins(with: prefix) {
            name = path.without(firstBytes: prefix.utf8.count)
        } else {
            name = path.begins(with: "/") || path == "." ? path : "./" + path
        }
    }

    /// What is wrong with a path that is meant to begin in somebody's home; nil where it does not.
    static func homeProblem(of text: String) -> String? {
        let first = text.utf8.prefix { $0 != UInt8(ascii: "/") }
        let isHome = first.first == UInt8(ascii: "~") && (first.count == 1 || first.count < text.utf8.count)
        guard isHome else { return nil }
        return "'~' stands for no home here, as only a shell knows it; write the whole path, from / on, or "
            + "\(quoted("./" + text)) for a directory of that name"
    }

    /// Why a path cannot stand in a spec: `leaves the directory 'runs/sine'`.
    struct Refusal: Error {
        let reason: String

        init(_ reason: String) {
            self.reason = reason
        }
    }

    /// The path without `.`, `..` after a name, and double slashes; relative where it is in `currentDirectory`.
    static func normalized(_ path: String, from currentDirectory: String?) -> String {
        var isAbsolute = path.begins(with: "/")
        var parts = components(of: path, isAbsolute: isAbsolute)
        if isAbsolute, let currentDirectory {
            let current = components(of: currentDirectory, isAbsolute: true)
            if parts.prefix(current.count).areSame(as: current) {
                parts.removeFirst(current.count)
                isAbsolute = false
            }
        }
        let text = parts.joined(separator: "/")
        if isAbsolute { return "/" + text }
        return text.isEmpty ? "." : text
    }

    /// The directories that `path` lies in, from the innermost, as texts of the same form.
    static func ancestors(of path: String) -> [String] {
        var ancestors: [String] = []
        for index in path.utf8.indices.reversed() where path.utf8[index] == UInt8(ascii: "/") {
            ancestors.append(index == path.startIndex ? "/" : String(path[..<index]))
        }
        return ancestors.filter { $0 != path }
    }

    /// `name` in `directory`.
    static func joined(_ directory: String, _ name: String) -> String {
        if name.isEmpty || name == "." { return directory }
        if directory == "." { return name }
        return directory.ends(with: "/") ? directory + name : directory + "/" + name
    }

    private static func components(of path: String, isAbsolute: Bool) -> [String] {
        var parts: [String] = []
        for part in path.parts(between: "/") where part != "." && !part.isEmpty {
            if part != ".." {
                parts.append(part)
            } else if let last = parts.last, last != ".." {
                parts.removeLast()
            } else if !isAbsolute {
                parts.append(part)
            }
        }
        return parts
    }
}
