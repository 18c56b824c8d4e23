import Yams

/// One YAML document without anything that expands: no anchors, no aliases, no tags.
///
/// Yams is imported by this file and ``YAMLNode`` alone.
enum YAMLDocument {
    /// The root of the document in `text`; nil where there is none.
    ///
    /// - Throws: ``SpecProblem`` where the text is not YAML; nothing after that place can be understood.
    static func root(of text: String, file: Int = 0) throws(SpecProblem) -> YAMLNode? {
        try refuseBomb(in: text)
        let root: Node?
        do {
            root = try compose(text)
        } catch {
            throw problem(error, in: text)
        }
        guard let root else { return nil }
        try refuseProperties(under: root, in: text)
        return YAMLNode(root, file: file)
    }

    /// Why a text could not be read once more.
    enum Refusal: Error {
        /// A key stands more than once, first at `position`.
        case duplicate(String, position: SpecPosition)
        case other
    }

    /// The root of a text that was looked at before.
    static func parse(_ text: String) throws(Refusal) -> YAMLNode? {
        do {
            return try compose(text).map { YAMLNode($0, file: 0) }
        } catch YamlError.duplicatedKeysInMapping(let keys, let context) where !keys.isEmpty {
            throw .duplicate(keys[0], position: SpecPosition(context.mark))
        } catch {
            throw .other
        }
    }

    /// The encoding is given, because Yams else looks for it in the environment, and prints what it finds; the resolver
    /// has no rules, so that `010` and `yes` stay texts.
    private static func compose(_ text: String) throws -> Node? {
        try Parser(yaml: text, resolver: .basic, constructor: Constructor([:]), encoding: .utf8).singleRoot()
    }

    private static let refusal = "anchors, aliases and tags (&, *, !) are not used in a spec; write the value itself"

    /// Refuses a text whose aliases could multiply, before Yams compares keys that hold them.
    ///
    /// Four aliases repeat what is written out a few times at most. All that could be an anchor or an alias counts, in
    /// comments and quotes too, so nothing is missed; texts are refused for it only where five of them look like aliases.
    private static func refuseBomb(in text: String) throws(SpecProblem) {
        var firstAnchor: SpecPosition?
        var aliases = 0
        var (line, column) = (1, 1)
        var before: Unicode.Scalar = "\n"
        var scalars = text.unicodeScalars.makeIterator()
        var next = scalars.next()
        while let scalar = next {
            next = scalars.next()
            if scalar == "&" || scalar == "*", !before.properties.isAlphabetic, let next, next != " ", next != "\n" {
                if scalar == "*" { aliases += 1 }
                if scalar == "&", firstAnchor == nil { firstAnchor = SpecPosition(line: line, column: column) }
            }
            (line, column) = scalar == "\n" ? (line + 1, 1) : (line, column + 1)
            before = scalar
        }
        if let firstAnchor, aliases > 4 { throw SpecProblem(at: firstAnchor, refusal) }
    }

    /// Refuses an anchor or a tag: a node that has one begins with `&` or `!`, which else can begin none.
    private static func refuseProperties(under root: Node, in text: String) throws(SpecProblem) {
        var reader = PositionReader(text)
        var waiting = [root]
        while let node = waiting.popLast() {
            let position = YAMLNode(node, file: 0).position
            let first = reader.scalar(at: position)
            if first == "&" || first == "!" || first == "*" { throw SpecProblem(at: position, refusal) }
            switch node {
            case .scalar, .alias: break
            case .sequence(let list): waiting += list.reversed()
            case .mapping(let mapping): waiting += mapping.reversed().flatMap { [$0.value, $0.key] }
            }
        }
    }

    private static func problem(_ error: any Error, in text: String) -> SpecProblem {
        guard let error = error as? YamlError else { return SpecProblem(at: .start, "not valid YAML: \(error)") }
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _):
            if problem.contains("nesting level") {
                return SpecProblem(at: SpecPosition(mark), "nested too deeply; a spec is a few levels deep")
            }
            let around = context.map { $0.text + ": " } ?? ""
            let isOfVariable = around.contains("flow") && text.contains("${")
            let advice =
                isOfVariable
                ? "inside { } and [ ] a variable stands in quotes, as \"${NAME}\""
                : "lines are indented with spaces, and a text with characters of YAML's own stands in quotes"
            return SpecProblem(at: SpecPosition(mark), "not valid YAML: \(around)\(problem); \(advice)")
        case .composer(_, let problem, let mark, _):
            let isSecond = problem.contains("another document")
            return SpecProblem(at: SpecPosition(mark), isSecond ? "a second document; a spec is one" : refusal)
        case .duplicatedKeysInMapping(let keys, let context):
            let (name, first) = (keys.first ?? "", SpecPosition(context.mark))
            let second = DuplicateKey.secondPlace(of: name, first: first, in: text)
            let place = second == nil ? "more than once, here first" : "a second time, first at line \(first.line)"
            return SpecProblem(at: second ?? first, "the key \(quoted(name)) stands \(place); a key stands once")
        case .memory:
            return SpecProblem(at: .start, "too deeply nested for memory; a spec is a few levels deep")
        default:
            return SpecProblem(at: .start, "not valid YAML: \(error)")
        }
    }
}

extension SpecPosition {
    fileprivate init(_ mark: Mark) {
        self.init(line: mark.line, column: mark.column)
    }
}
