import LinePlots
import Stages
import Texts

/// The stages of a pipeline as boxes, each to the right of those that make what it reads; instances of a matrix are one box.
struct ReportGraph {
    private struct Node {
        let name: String
        let command: String
        var count = 0
        var doneCount = 0
        var level = 0
    }

    private var nodes: [Node] = []
    private var edges: Set<[Int]> = []

    private static let box = (width: 150, height: 44)
    private static let gap = (x: 50, y: 18)

    init(of spec: Spec, _ status: PipelineStatus) {
        var places: [String: Int] = [:]
        let done = Set(status.rows.filter { $0.status == .upToDate }.map { ByteText($0.stage) })
        for index in spec.plan.order {
            let stage = spec.stages[index]
            let place = places[stage.template] ?? nodes.count
            if place == nodes.count {
                places[stage.template] = place
                nodes.append(Node(name: stage.template, command: stage.commandName))
            }
            nodes[place].count += 1
            nodes[place].doneCount += done.contains(ByteText(stage.name)) ? 1 : 0
            for maker in spec.plan.dependencies[index] {
                guard let other = places[spec.stages[maker].template], other != place else { continue }
                edges.insert([other, place])
                nodes[place].level = max(nodes[place].level, nodes[other].level + 1)
            }
        }
    }

    /// The drawing; in words it is the list of its edges.
    var svg: String {
        var rows: [Int: Int] = [:]
        let corners = nodes.map { node -> (x: Int, y: Int) in
            defer { rows[node.level, default: 0] += 1 }
            return (
                10 + node.level * (Self.box.width + Self.gap.x),
                10 + rows[node.level, default: 0] * (Self.box.height + Self.gap.y)
            )
        }
        let width = (corners.map(\.x).max() ?? 0) + Self.box.width + 10
        let height = (corners.map(\.y).max() ?? 0) + Self.box.height + 10
        let sorted = edges.sorted { $0.lexicographicallyPrecedes($1) }
        let words = sorted.map { "\(nodes[$0[0]].name) to \(nodes[$0[1]].name)" }.joined(separator: ", ")
        let lines = sorted.map { edge in
            let (from, to) = (corners[edge[0]], corners[edge[1]])
            let (x1, y1) = (from.x + Self.box.width, from.y + Self.box.height / 2)
            let (x2, y2) = (to.x, to.y + Self.box.height / 2)
            let middle = (x1 + x2) / 2
            return "<path class=\"edge\" d=\"M\(x1) \(y1)C\(middle) \(y1) \(middle) \(y2) \(x2) \(y2)\"/>"
        }
        let boxes = zip(nodes, corners).map { node, corner in
            let isDone = node.doneCount == node.count
            let name = node.name.count > 19 ? node.name.prefix(18) + "…" : node.name[...]
            let count = node.count > 1 ? " × \(node.count)" : ""
            return
                "<g><title>\(MarkupText.escaped(node.name))</title><rect class=\"\(isDone ? "good" : "bad")\" x=\"\(corner.x)\" "
                + "y=\"\(corner.y)\" width=\"\(Self.box.width)\" height=\"\(Self.box.height)\" rx=\"6\"/>"
                + "<text x=\"\(corner.x + 10)\" y=\"\(corner.y + 19)\">\(MarkupText.escaped(String(name)))</text>"
                + "<text class=\"small\" x=\"\(corner.x + 10)\" y=\"\(corner.y + 35)\">\(MarkupText.escaped(node.command))\(count)"
                + "\(isDone ? "" : ", not up to date")</text></g>"
        }
        return
            "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Graph of the pipeline\"><svg class=\"graph\" role=\"img\" "
            + "aria-label=\"Stages: \(MarkupText.escaped(words))\" viewBox=\"0 0 \(width) \(height)\" width=\"\(width)\" height=\"\(height)\">"
            + lines.joined() + boxes.joined() + "</svg></div>"
    }
}
