import CSVTables
import LinePlots

/// What unrolling, truncation and detaching do to the graph of a small net: as text for a terminal, and as a picture.
package struct Explanation {
    private let scenes: [UnrolledScene]

    /// - Parameters:
    ///   - steps: The steps that are read.
    ///   - window: After how many of them the graph is cut.
    ///   - hiddenSize: The hidden units of the net.
    ///   - seed: What its weights are drawn from.
    package init(steps: Int, window: Int, hiddenSize: Int, seed: UInt64) {
        scenes = UnrolledScene.Cut.allCases.map {
            UnrolledScene($0, steps: steps, window: window, hiddenSize: hiddenSize, seed: seed)
        }
    }

    /// How many lines each scene has between its names.
    var arrowCounts: [Int] { scenes.map(\.graph.edges.count) }

    private typealias Node = UnrolledGraph.Node

    private static func number(_ value: Double) -> String { significantDecimal(value, digits: 3) }
    private static func list(_ values: [Double]) -> String { values.map(number).joined(separator: " ") }

    // MARK: - Text

    /// Each scene as columns of steps with their numbers, and lines where autograd has them.
    package var text: String { scenes.map(Self.text).joined(separator: "\n\n") }

    private static func text(_ scene: UnrolledScene) -> String {
        let graph = scene.graph
        let steps = Array(1...scene.steps.count)
        let cells: [(Node.Kind, (Int) -> [String])] = [
            (.error, { ["e\($0) \(number(scene.steps[$0 - 1].error))"] }),
            (.output, { ["y\($0) \(number(scene.steps[$0 - 1].y))"] }),
            (
                .state,
                { step in
                    let numbers = scene.steps[step - 1]
                    return [
                        "h\(step) \(list(numbers.h))", numbers.dh.isEmpty ? "no gradient" : "∂ \(list(numbers.dh))",
                    ]
                }
            ),
            (.input, { ["x\($0) \(number(scene.steps[$0 - 1].x))"] }),
        ]
        let widest = cells.flatMap { cell in steps.flatMap(cell.1) }.map(\.count).max() ?? 0
        let gap = 6
        func row(_ texts: [String], between: (Int) -> String = { _ in "" }) -> String {
            var line = ""
            for (index, text) in texts.enumerated() {
                line += text + String(repeating: " ", count: max(0, widest - text.count))
                if index + 1 < texts.count {
                    let link = between(index + 1)
                    line += link + String(repeating: " ", count: max(0, gap - link.count))
                }
            }
            while line.last == " " { line.removeLast() }
            return line
        }
        func links(_ lower: Node.Kind, _ upper: (Int) -> Node) -> String {
            row(steps.map { graph.has(Node(kind: lower, step: $0), to: upper($0)) ? " ▲" : "" })
        }
        var lines = ["\(scene.name): \(scene.size)"] + scene.about + [""]
        lines.append(
            row(
                steps.map { step in
                    let loss = scene.loss(of: step)
                    let isFirst = step == 1 || scene.loss(of: step - 1) != loss
                    return isFirst ? "loss \(number(scene.losses[loss - 1]))" : ""
                }))
        lines.append(links(.error) { Node(kind: .loss, step: scene.loss(of: $0)) })
        for (place, (kind, texts)) in cells.enumerated() {
            let columns = steps.map(texts)
            for index in 0..<(columns[0].count) {
                lines.append(
                    row(columns.map { $0[index] }) { step in
                        guard kind == .state, index == 0 else { return "" }
                        return graph.has(Node(kind: .state, step: step), to: Node(kind: .state, step: step + 1))
                            ? " ───► " : "  ✂"
                    })
            }
            if place + 1 < cells.count {
                lines.append(links(cells[place + 1].0) { Node(kind: kind, step: $0) })
            }
        }
        lines.append("")
        lines += zip(scene.dwh, scene.losses).enumerated().map { index, graph in
            let name = scene.dwh.count > 1 ? " of window \(index + 1)" : ""
            return "∂loss∕∂wh\(name): \(list(graph.0))"
        }
        return lines.joined(separator: "\n")
    }

    // MARK: - Picture

    private static let (columnWidth, margin, sceneHeight) = (150.0, 24.0, 372.0)

    /// The scenes one above the other.
    package var diagram: Diagram {
        let count = scenes.first?.steps.count ?? 0
        let width = max(2 * Self.margin + Self.columnWidth * Double(count), 700)
        var diagram = Diagram(
            title: "What unrolling, truncation and detaching do to a graph", width: Int(width),
            height: Int(Self.sceneHeight * Double(scenes.count) + Self.margin))
        for (index, scene) in scenes.enumerated() {
            Self.draw(scene, from: Self.margin + Self.sceneHeight * Double(index), on: &diagram)
        }
        return diagram
    }

    private static func draw(_ scene: UnrolledScene, from top: Double, on diagram: inout Diagram) {
        diagram.notes.append(Diagram.Note("\(scene.name): \(scene.size)", x: margin, y: top + 12, isHeading: true))
        for (line, text) in scene.about.enumerated() {
            diagram.notes.append(Diagram.Note(text, x: margin, y: top + 30 + 15 * Double(line)))
        }
        var places: [Node: Int] = [:]
        func add(_ node: Node, _ kind: Diagram.Kind, _ lines: [String], x: Double, y: Double) {
            places[node] = diagram.boxes.count
            diagram.boxes.append(
                Diagram.Box(kind, lines, x: x, y: top + y, isFaint: !scene.graph.holds(node)))
        }
        func middle(_ step: Double) -> Double { margin + columnWidth * (step - 0.5) }
        for (index, numbers) in scene.steps.enumerated() {
            let step = index + 1
            let x = middle(Double(step))
            add(Node(kind: .input, step: step), .data, ["x\(step) = \(number(numbers.x))"], x: x, y: 320)
            add(
                Node(kind: .state, step: step), .state,
                ["h\(step)", list(numbers.h), numbers.dh.isEmpty ? "no gradient" : "∂ \(list(numbers.dh))"], x: x,
                y: 255)
            add(Node(kind: .output, step: step), .result, ["y\(step) = \(number(numbers.y))"], x: x, y: 190)
            add(Node(kind: .error, step: step), .loss, ["e\(step) = \(number(numbers.error))"], x: x, y: 142)
        }
        for (index, value) in scene.losses.enumerated() {
            let inside = (1...scene.steps.count).filter { scene.loss(of: $0) == index + 1 }
            let x = middle(Double(inside.reduce(0, +)) / Double(max(inside.count, 1)))
            add(Node(kind: .loss, step: index + 1), .loss, ["loss = \(number(value))"], x: x, y: 84)
        }
        // In the order of the boxes, so that the same picture has the same bytes.
        diagram.arrows += scene.graph.edges.compactMap { edge in
            places[edge[0]].flatMap { from in places[edge[1]].map { (from: from, to: $0) } }
        }.sorted { ($0.from, $0.to) < ($1.from, $1.to) }
    }
}
