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
    let content: Content

    init(_ content: Content, at position: SpecPosition) {
        self.content = content
        self.position = position
    }

    /// The node of a text that stands in a file.
    init(_ text: String, isPlain: Bool, at position: SpecPosition) {
        let isNothing = isPlain && ["", "~", "null", "Null", "NULL"].contains(text)
        self.init(isNothing ? .nothing : .text(text, isPlain: isPlain), at: position)
    }

    /// A text that stands in no file.
    init(_ text: String, at position: SpecPosition) {
        self.init(text, isPlain: !text.isEmpty, at: position)
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
