/// A figure in characters: Braille dots in axes with labels, a legend under them.
struct TerminalPlot {
    private let figure: Figure
    private let screen: TerminalScreen
    private let spans: FigureSpans

    /// The smallest axes, in characters.
    private static let leastColumns = 16
    private static let leastRows = 3

    init(_ figure: Figure, on screen: TerminalScreen) {
        self.figure = figure
        self.screen = screen
        spans = FigureSpans(figure)
    }

    /// The lines from the top; nil when the screen is too small.
    func lines() -> [String]? {
        let legend = legendLines()
        let hasContexts = figure.xAxis.kind == .date
        let around = (figure.title == nil ? 0 : 1) + 2 + (hasContexts ? 1 : 0) + (figure.xLabel == nil ? 0 : 1)
        // Each panel has a line for its name and its note, and each but the last one its lower frame.
        let free = screen.rows - around - legend.count - 2 * figure.panels.count + 1
        let weights = figure.panels.reduce(0) { $0 + $1.weight }
        let heights = figure.panels.map { max(Self.leastRows, Int(Double(free) * $0.weight / weights)) }
        guard free >= Self.leastRows * figure.panels.count else { return nil }

        let labels = zip(figure.panels.indices, heights).map { index, rows in
            let panel = panel(index, columns: Self.leastColumns, rows: rows)
            return (
                left: self.labels(panel, spans.panels[index].y),
                right: spans.panels[index].right.map { self.labels(panel, $0) } ?? [:]
            )
        }
        let left = labels.flatMap { $0.left.values.map(\.count) }.max() ?? 0
        let right = labels.flatMap { $0.right.values.map(\.count) }.max() ?? 0
        let columns = screen.columns - left - 3 - (right > 0 ? right + 1 : 0)
        guard columns >= Self.leastColumns else { return nil }

        let x = spans.x.scale(from: 0.5, to: Double(columns * 2) - 0.5)
        let ticks = xTicks(x, columns: columns, left: left)
        var lines: [String] = []
        if let title = figure.title, !title.isEmpty {
            lines.append(TerminalText.centered(TerminalText.label(title), in: screen.columns))
        }
        for index in figure.panels.indices {
            let panel = panel(index, columns: columns, rows: heights[index])
            if let head = head(panel, indent: left + 1) { lines.append(head) }
            lines += body(panel, x, labels[index].left, labels[index].right, left: left)
            lines.append(frame(ticks, x, columns: columns, left: left))
        }
        lines += xLabels(ticks, x, columns: columns, left: left)
        return lines + legend
    }

    private func panel(_ index: Int, columns: Int, rows: Int) -> TerminalPanel {
        TerminalPanel(
            panel: figure.panels[index], spans: spans.panels[index], look: figure.look,
            firstStyle: figure.panels[..<index].reduce(0) { $0 + $1.curves.count }, columns: columns, rows: rows)
    }

    /// The labels of an axis of y by their rows.
    private func labels(_ panel: TerminalPanel, _ span: AxisSpan) -> [Int: String] {
        guard let ticks = panel.ticks(span) else { return [:] }
        let scale = panel.scale(span)
        var labels: [Int: String] = [:]
        for (value, spans) in zip(ticks.values, ticks.labels.spans) {
            labels[panel.row(of: value, on: scale)] = TerminalText.plain(spans)
        }
        return labels
    }

    /// What stands above a panel: its axis' label and the note of its ticks.
    private func head(_ panel: TerminalPanel, indent: Int) -> String? {
        let note = panel.ticks(panel.spans.y)?.labels.note.map(TerminalText.plain)
        let right = panel.spans.right == nil ? nil : panel.panel.rightLabel.map { "right: " + $0 }
        let texts = [panel.panel.yLabel, note, right].compactMap(\.self).filter { !$0.isEmpty }.map(
            TerminalText.label)
        guard !texts.isEmpty else { return nil }
        return String(repeating: " ", count: indent)
            + TerminalText.cut(texts.joined(separator: "  "), to: screen.columns - indent)
    }

    private func body(
        _ panel: TerminalPanel, _ x: AxisScale, _ left: [Int: String], _ right: [Int: String], left width: Int
    ) -> [String] {
        let canvas = panel.drawn(x: x)
        return (0..<panel.rows).map { row in
            let label = left[row] ?? ""
            var line = String(repeating: " ", count: width - label.count) + label + (left[row] == nil ? " │" : " ┤")
            // Neighbours of one colour share its codes.
            var run = ""
            var owner: Int?
            func flush() {
                if let owner {
                    line += screen.painted(run, figure.look.style(owner).color, number: owner)
                } else {
                    line += run
                }
                run = ""
            }
            for cell in canvas.row(row) {
                if cell.owner != owner {
                    flush()
                    owner = cell.owner
                }
                run.append(cell.character)
            }
            flush()
            if panel.spans.right != nil { line += right[row].map { "├ " + $0 } ?? "│" }
            return line.trimmedAtEnd
        }
    }

    /// The lower frame with its ticks.
    private func frame(_ ticks: AxisTicks?, _ x: AxisScale, columns: Int, left: Int) -> String {
        var frame = Array(repeating: Character("─"), count: columns)
        for value in ticks?.values ?? [] { frame[column(of: value, x, columns)] = "┬" }
        return String(repeating: " ", count: left + 1) + "└" + String(frame)
    }

    private func column(of value: Double, _ x: AxisScale, _ columns: Int) -> Int {
        Int(min(max(x.position(of: value) / 2, 0), Double(columns - 1)))
    }

    private func xTicks(_ x: AxisScale, columns: Int, left: Int) -> AxisTicks? {
        spans.x.ticks(mostIntervals: max(2, columns / 8)) { ticks in
            let labels = ticks.labels.spans.map(TerminalText.plain)
            guard Self.placed(labels.map { $0 }, ticks, columns, left, column(of:_:_:), x) != nil else { return false }
            return Self.placed(ticks.labels.contexts, ticks, columns, left, column(of:_:_:), x) != nil
        }
    }

    /// A row of texts round their ticks; nil where they meet.
    private static func placed(
        _ texts: [String?], _ ticks: AxisTicks, _ columns: Int, _ left: Int,
        _ column: (Double, AxisScale, Int) -> Int, _ x: AxisScale
    ) -> String? {
        var row = ""
        for (value, text) in zip(ticks.values, texts) {
            guard let text else { continue }
            let width = left + 2 + columns
            let start = min(max(0, left + 2 + column(value, x, columns) - text.count / 2), width - text.count)
            guard start >= (row.isEmpty ? 0 : row.count + 2) else { return nil }
            row += String(repeating: " ", count: start - row.count) + text
        }
        return row
    }

    /// The rows under the axes: labels, what they share, and the axis' label with the ticks' note.
    private func xLabels(_ ticks: AxisTicks?, _ x: AxisScale, columns: Int, left: Int) -> [String] {
        guard let ticks else { return [] }
        let labels = ticks.labels.spans.map { Optional(TerminalText.plain($0)) }
        var rows = [Self.placed(labels, ticks, columns, left, column(of:_:_:), x)]
        if !ticks.labels.contexts.isEmpty {
            rows.append(Self.placed(ticks.labels.contexts, ticks, columns, left, column(of:_:_:), x))
        }
        let note = ticks.labels.note.map(TerminalText.plain)
        let texts = [figure.xLabel, note].compactMap(\.self).filter { !$0.isEmpty }.map(TerminalText.label)
        if !texts.isEmpty {
            let indent = String(repeating: " ", count: left + 2)
            rows.append(indent + TerminalText.centered(texts.joined(separator: "  "), in: columns))
        }
        return rows.compactMap(\.self)
    }

    /// The names of curves and bands, as many on a line as fit.
    private func legendLines() -> [String] {
        guard figure.look.legend != .none else { return [] }
        var lines: [(text: String, width: Int)] = []
        for index in figure.panels.indices {
            let panel = panel(index, columns: 1, rows: 1)
            let curves = panel.panel.curves.enumerated().map { index, curve in
                let style = panel.style(of: index)
                let dashes = curve.kind == .points || curve.kind == .bars ? [] : figure.look.style(style).dashes
                return (
                    label: curve.label, style: Optional(style),
                    sign: dashes.isEmpty ? "⠒⠒" : BrailleCanvas.sample(dashes: dashes)
                )
            }
            let bands = panel.panel.bands.map {
                (label: $0.label, style: Optional(panel.style(of: $0.curve)), sign: "⢕⢕")
            }
            let rules = panel.panel.rules.map { rule in
                (label: rule.label, style: Int?.none, sign: rule.direction == .vertical ? " ⠅" : "⠂⠂")
            }
            for (label, style, sign) in curves + bands + rules where !label.isEmpty {
                let name = TerminalText.cut(TerminalText.label(label), to: max(4, screen.columns - 5))
                let shown = style.map { screen.painted(sign, figure.look.style($0).color, number: $0) } ?? sign
                let text = shown + " " + name
                let width = sign.count + 1 + name.count
                if let last = lines.last, last.width + 3 + width <= screen.columns {
                    lines[lines.count - 1] = (last.text + "   " + text, last.width + 3 + width)
                } else {
                    lines.append(("  " + text, width + 2))
                }
            }
        }
        return lines.map(\.text)
    }
}

extension String {
    /// The text without spaces at its end.
    fileprivate var trimmedAtEnd: String {
        var end = self[...]
        while end.last == " " { end.removeLast() }
        return String(end)
    }
}
