import Texts

/// One YAML document without anything that expands: no anchors, no aliases, no tags.
enum YAMLDocument {
    /// The root of the document in `text`; nil where there is none.
    ///
    /// - Throws: ``SpecProblem`` where the text is not YAML; nothing after that place can be understood.
    static func root(of text: String, file: Int = 0) throws(SpecProblem) -> YAMLNode? {
        try compose(YAMLParser(text), file: file)
    }

    private static let refusal = "anchors, aliases and tags (&, *, !) are not used in a spec; write the value itself"

    /// A list or a mapping whose end was not met.
    private struct OpenNode {
        let position: SpecPosition
        let isMapping: Bool
        /// The elements, or keys and values by turns.
        var nodes: [YAMLNode] = []
        /// Where the keys that are texts stand first.
        var keys: [ByteText: SpecPosition] = [:]
        /// Where those stand that stand again.
        var seconds: [ByteText: SpecPosition] = [:]

        var node: YAMLNode {
            guard isMapping else { return YAMLNode(.list(nodes), at: position) }
            let pairs = stride(from: 0, to: nodes.count - 1, by: 2).map {
                YAMLNode.Pair(key: nodes[$0], value: nodes[$0 + 1])
            }
            return YAMLNode(.mapping(pairs), at: position)
        }

        /// Notes a scalar, if it is a key.
        mutating func note(_ text: String, at position: SpecPosition) {
            guard isMapping, nodes.count.isMultiple(of: 2) else { return }
            let key = ByteText(text)
            if keys[key] == nil {
                keys[key] = position
            } else if seconds[key] == nil {
                seconds[key] = position
            }
        }

        /// Refuses the first, in the order of bytes, of the keys that stand more than once.
        func requireKeysOnce() throws(SpecProblem) {
            guard let (key, second) = seconds.min(by: { $0.key < $1.key }), let first = keys[key] else { return }
            throw SpecProblem(
                at: SpecPosition(line: second.line, column: second.column),
                "the key \(quoted(key.text)) stands a second time, first at line \(first.line); a key stands once")
        }
    }

    /// The nodes by the events; LibYAML has made sure that there are as many ends as beginnings, and values as keys.
    private static func compose(_ parser: consuming YAMLParser, file: Int) throws(SpecProblem) -> YAMLNode? {
        var root: YAMLNode?
        var open: [OpenNode] = []
        var anchors: Set<ByteText> = []
        var firstProperty: SpecPosition?
        while true {
            let event = try parser.next()
            let position = SpecPosition(file: file, line: event.position.line, column: event.position.column)
            if event.anchor != nil || event.hasTag { firstProperty = firstProperty ?? event.position }
            if let anchor = event.anchor { anchors.insert(ByteText(anchor)) }
            let complete: YAMLNode
            switch event.kind {
            case .mark: continue
            case .documentStart:
                guard root == nil else { throw SpecProblem(at: event.position, "a second document; a spec is one") }
                continue
            case .textEnd:
                if let firstProperty { throw SpecProblem(at: firstProperty, refusal) }
                return root
            case .listStart, .mappingStart:
                let isMapping = if case .mappingStart = event.kind { true } else { false }
                open.append(OpenNode(position: position, isMapping: isMapping))
                continue
            case .alias(let name):
                guard anchors.contains(ByteText(name)) else { throw SpecProblem(at: event.position, refusal) }
                // Its anchor is refused at the end.
                complete = YAMLNode(.nothing, at: position)
            case .scalar(let text, let isPlain):
                if let last = open.indices.last { open[last].note(text, at: position) }
                complete = YAMLNode(text, isPlain: isPlain, at: position)
            case .collectionEnd:
                guard let closed = open.popLast() else { continue }
                try closed.requireKeysOnce()
                complete = closed.node
            }
            if let last = open.indices.last { open[last].nodes.append(complete) } else { root = complete }
        }
    }
}
