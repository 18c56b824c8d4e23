import Yams

/// A node of a spec's tree, as text: what a number or a flag is, is said by the option that it is for.
struct YAMLNode {
    /// What the node holds.
    enum Content {
        /// Nothing after the colon, `~` or `null`.
        case nothing
        /// `isPlain` where it stands without quotes.
        case text(String, isPlain: Bool)
        case list([YAMLNode])
        case mapping([Pair])
    }

    /// A key and its value.
    struct Pair {
        let key: YAMLNode
        let value: YAMLNode
    }

    let position: SpecPosition
    private let node: Node

    /// The node of the text that has the number `file` among those of the spec.
    init(_ node: Node, file: Int) {
        self.node = node
        position = SpecPosition(file: file, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
    }

    /// A text that stands in no file.
    init(_ text: String, at position: SpecPosition) {
        node = Node(text, Tag(.implicit), text.isEmpty ? .doubleQuoted : .plain)
        self.position = position
    }

    var content: Content {
        switch node {
        case .scalar(let scalar):
            let isPlain = scalar.style == .plain
            let isNothing = isPlain && ["", "~", "null", "Null", "NULL"].contains(scalar.string)
            return isNothing ? .nothing : .text(scalar.string, isPlain: isPlain)
        case .sequence(let list):
            return .list(list.map { YAMLNode($0, file: position.file) })
        case .mapping(let mapping):
            return .mapping(
                mapping.map {
                    Pair(key: YAMLNode($0.key, file: position.file), value: YAMLNode($0.value, file: position.file))
                })
        case .alias:
            return .nothing
        }
    }

    /// The text of a key or of a value; nil for anything else.
    var text: String? {
        if case .text(let text, _) = content { text } else { nil }
    }

    /// What the node is, for messages: `a list`.
    var kind: String {
        switch content {
        case .nothing: "empty"
        case .text(let text, let isPlain): isPlain ? quoted(text) : "the text \(quoted(text))"
        case .list: "a list"
        case .mapping: "a mapping"
        }
    }
}
