/// The graph behind a variable in the language of Graphviz, as the book's `plot_dot_graph` draws it.
///
/// Variables are orange ovals with their names, or shapes where they have none; operations are blue boxes. Write it to a
/// file and run `dot -Tpng`.
public func dotGraph(of output: Variable) -> String {
    var numbers: [ObjectIdentifier: Int] = [:]
    var lines: [String] = []
    var waiting: [Variable] = []

    func number(of variable: Variable) -> Int {
        let identifier = ObjectIdentifier(variable)
        if let number = numbers[identifier] { return number }
        numbers[identifier] = numbers.count
        waiting.append(variable)
        let label = (variable.name.map { $0 + ": " } ?? "") + "\(variable.shape)"
        let quoted = String(label.flatMap { $0 == "\"" || $0 == "\\" ? ["\\", $0] : [$0] })
        lines.append("  v\(numbers.count - 1) [label=\"\(quoted)\", color=orange, style=filled]")
        return numbers.count - 1
    }

    _ = number(of: output)
    while let variable = waiting.popLast() {
        guard let creator = variable.creator else { continue }
        let own = number(of: variable)
        lines.append("  o\(own) [label=\"\(creator.operation)\", color=lightblue, style=filled, shape=box]")
        lines.append("  o\(own) -> v\(own)")
        for input in creator.inputs { lines.append("  v\(number(of: input)) -> o\(own)") }
    }
    return "digraph {\n" + lines.joined(separator: "\n") + "\n}\n"
}
