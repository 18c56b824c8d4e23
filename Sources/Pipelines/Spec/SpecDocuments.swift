import Files
import Texts

/// The texts of a spec: its own, and those of the specs that it includes, directly or not.
struct SpecDocuments {
    /// One text.
    struct Document {
        let root: YAMLNode
        /// The values of the keys that are known.
        let values: [String: YAMLNode]
    }

    static let keys = ["version", "name", "directory", "include", "vars", "stages"]

    /// The texts in the order in which they were named, the spec itself first; without what could not be read.
    private(set) var documents: [Document] = []
    private(set) var texts: SpecTexts
    private(set) var problems: [SpecProblem] = []
    /// Whether a text could not be read, so that what it has is unknown.
    private(set) var isIncomplete = false

    /// Reads the spec in `bytes`, which is in the file `file`, and what it includes.
    init(_ bytes: [UInt8], file: String, settings: [String], _ files: SpecFiles) {
        texts = SpecTexts(files: [file], settings: settings)
        var known: Set<ByteText> = [ByteText(SpecPath.normalized(file, from: nil))]
        read(bytes, number: 0)
        var next = 0
        while next < documents.count {
            let document = documents[next]
            next += 1
            let place = texts.files[document.root.position.file]
            for (path, position) in includes(of: document) {
                let directory = SpecPath.ancestors(of: place).first ?? "."
                let path = SpecPath.normalized(
                    path.begins(with: "/") ? path : SpecPath.joined(directory, path), from: nil)
                guard known.insert(ByteText(path)).inserted else {
                    fail(at: position, "\(quoted(path)) is included already; a spec is included once")
                    continue
                }
                do {
                    let bytes = try files.read(path, SpecText.largest)
                    texts.files.append(path)
                    read(bytes, number: texts.files.count - 1)
                } catch {
                    fail(at: position, "include: \(error); expected the path of a spec, from the directory of this one")
                }
            }
        }
    }

    /// Reads one text.
    private mutating func read(_ bytes: [UInt8], number: Int) {
        let root: YAMLNode?
        do {
            root = try YAMLDocument.root(of: SpecText.decode(bytes), file: number)
        } catch {
            let position = SpecPosition(file: number, line: error.position.line, column: error.position.column)
            return fail(at: position, error.problem)
        }
        guard let root, case .mapping(let pairs) = root.content else {
            let found = root.map { $0.kind == "empty" ? "an empty file" : $0.kind } ?? "an empty file"
            let allowed = "a spec is a mapping with the keys \(Self.keys.joined(separator: ", "))"
            let start = SpecPosition(file: number, line: 1, column: 1)
            return fail(at: root?.position ?? start, "found \(found); \(allowed)")
        }
        var values: [String: YAMLNode] = [:]
        for pair in pairs {
            guard let name = pair.key.text, Self.keys.contains(name) else {
                let allowed = allowedNames(Self.keys, insteadOf: pair.key.text ?? "")
                problems.append(SpecProblem(at: pair.key.position, "unknown key \(pair.key.kind); \(allowed)"))
                continue
            }
            values[name] = pair.value
        }
        documents.append(Document(root: root, values: values))
        readVersion(values["version"], in: root)
    }

    private mutating func readVersion(_ value: YAMLNode?, in root: YAMLNode) {
        guard let value else {
            return problems.append(
                SpecProblem(at: root.position, "the key 'version' is missing; write version: 1"))
        }
        if case .text("1", isPlain: true) = value.content { return }
        problems.append(
            SpecProblem(at: value.position, "version is \(value.kind); this program reads version 1"))
    }

    /// The paths that a text includes, as they stand.
    private mutating func includes(of document: Document) -> [(path: String, position: SpecPosition)] {
        guard let value = document.values["include"] else { return [] }
        let elements = if case .list(let elements) = value.content { elements } else { [value] }
        return elements.compactMap { element in
            if let text = element.text, !text.isEmpty, !text.utf8.contains(0) { return (text, element.position) }
            fail(at: element.position, "include is \(element.kind); expected the path of a spec, or a list of such")
            return nil
        }
    }

    private mutating func fail(at position: SpecPosition, _ problem: String) {
        problems.append(SpecProblem(at: position, problem))
        isIncomplete = true
    }
}
