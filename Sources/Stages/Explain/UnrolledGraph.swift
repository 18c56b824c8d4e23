import RecurrentNets

/// What hangs on what in a graph that autograd has built.
///
/// It is said of the variables that have names here: an input, state, output and error for each step, and losses. Operations and
/// parameters between them are passed through.
struct UnrolledGraph {
    /// A variable with a name.
    struct Node: Hashable {
        enum Kind: Int {
            case input, state, output, error, loss
        }

        let kind: Kind
        /// Counted from 1; of losses, the window.
        let step: Int
    }

    /// From what was used to what was made of it.
    private(set) var edges: Set<[Node]> = []
    /// How many operations stand behind the losses.
    private(set) var operationCount = 0
    /// The longest way from the newest loss back to a leaf, in operations.
    let depth: Int

    /// Reads the graphs behind all variables named.
    init(_ named: [(node: Node, variable: Variable)]) {
        let names = Dictionary(named.map { (ObjectIdentifier($0.variable), $0.node) }) { first, _ in first }
        depth = named.filter { $0.node.kind == .loss }.map(\.variable.generation).last ?? 0
        for (node, variable) in named {
            var waiting = variable.creator?.inputs ?? []
            var seen: Set<ObjectIdentifier> = []
            while let input = waiting.popLast() {
                let identifier = ObjectIdentifier(input)
                guard seen.insert(identifier).inserted else { continue }
                if let name = names[identifier] {
                    edges.insert([name, node])
                } else {
                    waiting += input.creator?.inputs ?? []
                }
            }
        }
        var waiting = named.filter { $0.node.kind == .loss }.map(\.variable)
        var seen: Set<ObjectIdentifier> = []
        while let variable = waiting.popLast() {
            guard let creator = variable.creator, seen.insert(ObjectIdentifier(variable)).inserted else { continue }
            operationCount += 1
            waiting += creator.inputs
        }
    }

    func has(_ from: Node, to: Node) -> Bool { edges.contains([from, to]) }

    /// Whether anything hangs on it, or it on anything.
    func holds(_ node: Node) -> Bool { edges.contains { $0.contains(node) } }
}
