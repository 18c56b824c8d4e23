/// The variables of a spec: those of its own `vars`, those of what it includes, and those typed.
struct SpecVariables {
    private(set) var problems: [SpecProblem] = []
    /// The variables with their values.
    private(set) var scope = Scope()

    /// Where each variable is defined; the first definition counts: what was typed, then the spec's own.
    private var nodes: [String: YAMLNode] = [:]
    private var names: [String] = []

    /// Reads the variables of `documents`, and those that were typed.
    init(of documents: [SpecDocuments.Document], settings: [SpecSetting]) {
        let defined = documents.flatMap { read($0) }
        let known = Set(defined.map(\.name))
        for setting in settings where setting.stage == nil {
            if known.contains(setting.name) {
                define(setting.name, as: setting.value)
            } else {
                let allowed = allowedNames(defined.map(\.name), insteadOf: setting.name)
                problems.append(
                    SpecProblem(
                        at: setting.value.position,
                        "there is no variable \(quoted(setting.name)); \(allowed); for a stage write STAGE.OPTION=VALUE"
                    ))
            }
        }
        for (name, node) in defined { define(name, as: node) }
        evaluate()
    }

    private mutating func define(_ name: String, as node: YAMLNode) {
        guard nodes[name] == nil else { return }
        nodes[name] = node
        names.append(name)
    }

    /// The definitions in one text.
    private mutating func read(_ document: SpecDocuments.Document) -> [(name: String, node: YAMLNode)] {
        guard let value = document.values["vars"] else { return [] }
        let rule = "write a mapping of names to values, as in  vars: { epochs: 20, sizes: [8, 16] }"
        guard case .mapping(let pairs) = value.content else {
            if value.kind == "empty" { return [] }
            problems.append(SpecProblem(at: value.position, "vars is \(value.kind); \(rule)"))
            return []
        }
        return pairs.compactMap { pair in
            guard let name = pair.key.text, SpecName.isName(name) else {
                problems.append(
                    SpecProblem(at: pair.key.position, "the variable's name is \(pair.key.kind); \(SpecName.rule)"))
                return nil
            }
            guard !Scope.reserved.contains(name) else {
                problems.append(
                    SpecProblem(
                        at: pair.key.position,
                        "the name '\(name)' has a meaning of its own; not allowed: \(Scope.reserved.joined(separator: ", "))"
                    ))
                return nil
            }
            return (name, pair.value)
        }
    }

    /// Gives each variable its value, after those that its value names.
    private mutating func evaluate() {
        var isBegun: Set<String> = []
        for name in names {
            var waiting = [name]
            while let next = waiting.last {
                guard scope[next] == nil, let node = nodes[next] else {
                    waiting.removeLast()
                    continue
                }
                let isFirstVisit = isBegun.insert(next).inserted
                let unknown = Self.references(in: node).filter { nodes[$0] != nil && scope[$0] == nil }
                if unknown.isEmpty {
                    scope[next] = value(of: node, named: next)
                    waiting.removeLast()
                } else if isFirstVisit, !unknown.contains(where: isBegun.contains) {
                    waiting += unknown
                } else {
                    problems.append(
                        SpecProblem(
                            at: node.position,
                            "variable '\(next)' needs itself, through \(unknown.map { "'\($0)'" }.joined(separator: ", "))"
                                + "; a circle has no first"))
                    scope[next] = .text("")
                    waiting.removeLast()
                }
            }
        }
    }

    private static func references(in node: YAMLNode) -> [String] {
        let nodes = if case .list(let elements) = node.content { elements } else { [node] }
        return nodes.compactMap(\.text).compactMap(TemplateText.init).flatMap(\.references)
    }

    private mutating func value(of node: YAMLNode, named name: String) -> Scope.Value {
        let values = scope.values(of: node, &problems)
        let texts = values.elements.compactMap { element -> String? in
            if let text = element.text, !text.utf8.contains(0) { return text }
            problems.append(
                SpecProblem(
                    at: element.position,
                    "variable '\(name)' is \(element.kind); expected a text or a number, or a list of such"))
            return nil
        }
        if values.isList { return .list(texts) }
        return .text(texts.first ?? "")
    }
}
