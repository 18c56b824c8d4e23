import Texts

/// The stages of a pipeline and the files between them.
struct PipelineGraph {
    /// A line from one node to another.
    struct Edge: Hashable {
        let from: Int
        let to: Int
    }

    private let spec: Spec
    /// The files and directories, each once, in the order in which the stages name them.
    private var files: [SpecPath] = []
    /// The places of the files in ``files``, by path.
    private var numbers: ByteDictionary<Int> = [:]
    /// What stages read: from file to stage.
    private var reads: [Edge] = []
    /// What stages write: from stage to file.
    private var writes: [Edge] = []
    /// What is in a directory that a stage writes, or is a directory with what stages write: from file to file.
    private var parts: [Edge] = []

    init(of spec: Spec) {
        self.spec = spec
        let stages = spec.plan.order
        for index in stages {
            for file in spec.stages[index].reads { reads.append(Edge(from: number(of: file.path), to: index)) }
            for file in spec.stages[index].writes { writes.append(Edge(from: index, to: number(of: file.path))) }
        }
        let written = Set(writes.map(\.to))
        for index in files.indices {
            for ancestor in SpecPath.ancestors(of: files[index].path) {
                guard let other = numbers[ancestor] else { continue }
                if written.contains(other), !written.contains(index) { parts.append(Edge(from: other, to: index)) }
                if written.contains(index), !written.contains(other) { parts.append(Edge(from: index, to: other)) }
            }
        }
    }

    private mutating func number(of path: SpecPath) -> Int {
        if let number = numbers[path.path] { return number }
        files.append(path)
        numbers[path.path] = files.count - 1
        return files.count - 1
    }

    /// The graph in one of the languages, ended by a newline.
    func drawn(as format: GraphFormat) -> String {
        let lines =
            switch format {
            case .text: textLines
            case .mermaid: mermaidLines
            case .dot: dotLines
            }
        return lines.joined(separator: "\n") + "\n"
    }

    private var textLines: [String] {
        spec.plan.order.flatMap { index in
            let stage = spec.stages[index]
            let makers = spec.plan.dependencies[index].map { spec.stages[$0].name }
            let after = makers.isEmpty ? "" : ", after " + makers.joined(separator: ", ")
            return ["\(stage.name) (\(stage.commandName))\(after)"]
                + stage.reads.map { "  reads  \(VisibleText.of($0.path.name))" }
                + stage.writes.map { "  writes \(VisibleText.of($0.path.name))" }
        }
    }

    private var mermaidLines: [String] {
        // A mermaid label is HTML: what means something there is written by its number.
        let label: (String) -> String = { text in
            text.unicodeScalars.map { scalar in
                let isPlain = scalar.properties.isAlphabetic || " -_./:0123456789".unicodeScalars.contains(scalar)
                return isPlain ? String(scalar) : "#\(scalar.value);"
            }.joined()
        }
        return ["flowchart LR"]
            + spec.plan.order.map { index in
                let stage = spec.stages[index]
                return "    s\(index)[\"\(label("\(stage.name): \(stage.commandName)"))\"]"
            }
            + files.enumerated().map { "    f\($0)([\"\(label($1.name))\"])" }
            + writes.map { "    s\($0.from) --> f\($0.to)" }
            + parts.map { "    f\($0.from) -.-> f\($0.to)" }
            + reads.map { "    f\($0.from) --> s\($0.to)" }
    }

    private var dotLines: [String] {
        let label: (String) -> String = { text in
            text.unicodeScalars.map { scalar in
                switch scalar {
                case "\"", "\\": "\\" + String(scalar)
                // Labels are read for the entities of HTML.
                case "&": "&amp;"
                case _ where VisibleText.isHidden(scalar): "&#\(scalar.value);"
                default: String(scalar)
                }
            }.joined()
        }
        return ["digraph \"\(label(spec.name))\" {", "    rankdir=LR;"]
            + spec.plan.order.map { index in
                let stage = spec.stages[index]
                return "    s\(index) [shape=box, label=\"\(label("\(stage.name): \(stage.commandName)"))\"];"
            }
            + files.enumerated().map { "    f\($0) [shape=oval, label=\"\(label($1.name))\"];" }
            + writes.map { "    s\($0.from) -> f\($0.to);" }
            + parts.map { "    f\($0.from) -> f\($0.to) [style=dashed];" }
            + reads.map { "    f\($0.from) -> s\($0.to);" } + ["}"]
    }
}
