import Texts

/// The names that `${…}` may stand for at a place of a spec.
struct Scope {
    /// What a name stands for.
    enum Value: Equatable {
        case text(String)
        case list([String])
    }

    /// Names that mean something of the program's own and are nobody's variables.
    static let reserved = ["pipeline", "directory", "instance", "reads", "writes"]

    private(set) var values: [String: Value] = [:]
    /// How much all of it may be.
    let budget = SpecBudget()
    /// What the stages write, for `${STAGE.OPTION}`; nil where that cannot stand.
    var outputs: StageOutputs?

    subscript(name: String) -> Value? {
        get { values[name] }
        set { values[name] = newValue }
    }

    /// The values of a node: of its elements where it is a list; lists in it by `${…}` are laid out.
    ///
    /// What is not a text is given back as it is. Problems are added to `problems`, and their values left out.
    func values(of node: YAMLNode, _ problems: inout [SpecProblem]) -> ScopedValues {
        guard case .list(let elements) = node.content else {
            do {
                return try values(of: node)
            } catch {
                problems.append(error)
                return ScopedValues(isList: false, elements: [], isDamaged: true)
            }
        }
        var result = ScopedValues(isList: true, elements: [])
        do {
            try budget.take(texts: elements.count, at: node.position)
        } catch {
            problems.append(error)
            return ScopedValues(isList: true, elements: [], isDamaged: true)
        }
        for element in elements {
            do {
                result.elements += try values(of: element).elements
            } catch {
                problems.append(error)
                result.isDamaged = true
            }
        }
        return result
    }

    /// The text of a node; nil, and perhaps a problem, where it has none or stands for a list.
    func text(of node: YAMLNode, _ problems: inout [SpecProblem]) -> String? {
        let values = values(of: node, &problems)
        guard values.elements.count == 1, !values.isList else { return nil }
        return values.elements[0].text
    }

    private func values(of node: YAMLNode) throws(SpecProblem) -> ScopedValues {
        guard case .text(let text, let isPlain) = node.content, text.utf8.contains(UInt8(ascii: "$")) else {
            return ScopedValues(isList: false, elements: [ScopedValue(node)])
        }
        guard let template = TemplateText(text) else {
            throw SpecProblem(
                at: node.position, "\(quoted(text)) has '${' without '}'; write ${NAME}, or $${ for these characters")
        }
        try budget.take(texts: template.pieces.count, at: node.position)
        guard template.references.isEmpty == false else {
            let whole = template.pieces.reduce("") { if case .plain(let part) = $1 { $0 + part } else { $0 } }
            return ScopedValues(isList: false, elements: [ScopedValue(node, text: whole, isPlain: isPlain)])
        }
        if template.pieces.count == 1, case .list(let texts) = try value(of: template.references[0], at: node.position)
        {
            try budget.take(texts: texts.count, at: node.position)
            let isListed = template.references[0].holds(".")
            return ScopedValues(
                isList: true,
                elements: texts.map { ScopedValue(node, text: $0, isPlain: true, isListed: isListed) })
        }
        var whole = ""
        for piece in template.pieces {
            switch piece {
            case .plain(let part): whole += part
            case .reference(let name):
                guard case .text(let part) = try value(of: name, at: node.position) else {
                    throw SpecProblem(
                        at: node.position,
                        "${\(name)} in \(quoted(text)) is a list; a list stands alone, where several values may stand")
                }
                try budget.take(bytes: part.utf8.count, at: node.position)
                whole += part
            }
        }
        return ScopedValues(isList: false, elements: [ScopedValue(node, text: whole, isPlain: true)])
    }

    private func value(of name: String, at position: SpecPosition) throws(SpecProblem) -> Value {
        if let value = values[name] { return value }
        if name.holds(".") {
            guard let outputs else {
                throw SpecProblem(
                    at: position, "${\(name)} names what a stage writes; that stands only in what a stage reads")
            }
            do throws(StageOutputs.Damage) {
                let chosen = try outputs.instances(of: name, budget)
                do throws(SpecProblem) {
                    try budget.take(texts: chosen.reduce(0) { $0 + $1.count }, at: position)
                } catch {
                    throw StageOutputs.Damage(problem: error.problem)
                }
                return .list(chosen.flatMap { $0 })
            } catch {
                throw SpecProblem(at: position, "${\(name)}: \(error.problem)")
            }
        }
        let allowed = budget.allowed({ values.keys.sorted() }, insteadOf: name)
        throw SpecProblem(at: position, "there is no variable '${\(name)}'; \(allowed)")
    }
}

/// The values that a node stands for.
struct ScopedValues {
    let isList: Bool
    var elements: [ScopedValue]
    /// Whether some are left out, because something is wrong with them.
    var isDamaged = false
}

/// A value of a spec, its variables put in.
struct ScopedValue {
    let node: YAMLNode
    /// Nil for what is not a text.
    let text: String?
    /// Whether it stands without quotes, or comes from a variable.
    let isPlain: Bool
    /// Whether it is one of what a stage writes, as `${STAGE.OPTION}` lists it.
    var isListed = false

    init(_ node: YAMLNode) {
        self.node = node
        if case .text(let text, let isPlain) = node.content {
            (self.text, self.isPlain) = (text, isPlain)
        } else {
            (text, isPlain) = (nil, false)
        }
    }

    init(_ node: YAMLNode, text: String, isPlain: Bool, isListed: Bool = false) {
        (self.node, self.text, self.isPlain, self.isListed) = (node, text, isPlain, isListed)
    }

    var position: SpecPosition { node.position }

    /// What the value is, for messages: `'64'`, `'many', from '${size}'`, `a list`.
    var kind: String {
        guard let text, text != node.text, let written = node.text else { return node.kind }
        return "\(quoted(text)), from \(quoted(written))"
    }
}
