/// What stands in the way of a layout.
struct NoRoom: Error {
    let problem: String
}

/// Finds the place of the axes: all text round them is measured first, the axes get what is left.
struct AxesLayout {
    let figure: Figure
    let font: Font
    let measures: Measures
    let spans: FigureSpans
    /// What a legend takes at the right side and at the bottom.
    var reservedRight = 0.0
    var reservedBelow = 0.0

    var width: Double { Double(figure.width) }
    var height: Double { Double(figure.height) }
    var pad: Double { measures.outerPad(width: figure.width, height: figure.height) }
    /// From the frame to the tick labels.
    var toTickLabel: Double { measures.tickLength + measures.tickPad }
    /// A line of digits, for its height.
    var digits: TextLine { TextLine("0", font: font, size: measures.text) }
    var noteHeight: Double { Self.noteAscent * digits.ascent + digits.descent }
    /// From the tick labels' baseline to that of the row under them.
    var contextHeight: Double { (1.2 * measures.text).rounded() }
    /// How far an exponent reaches above the baseline, in heights of letters.
    static let noteAscent = 1.3

    /// Rows that only some ticks need, as far as is known.
    struct Rows: Equatable {
        /// The panels with a note above their axes.
        var yNotes: Set<Int> = []
        /// The topmost note stands in a row of its own, since the title reaches it.
        var yNoteIsAlone = false
        var hasXContext = false
        var hasXNote = false
        /// The note stands under the tick labels in a row of its own, since the axis label reaches it.
        var xNoteIsAlone = false
    }

    /// The measured parts and the axes between them.
    struct Parts {
        let title: TextBlock?
        let xLabel: TextBlock?
        /// Where the title ends.
        let titleBottom: Double
        /// Where the labels of y end.
        let tickLabelsLeft: Double
        let x: LabelledAxis
        let panels: [PanelParts]

        var bottom: PixelRect { panels[panels.count - 1].axes }
    }

    /// The measured parts of a panel.
    struct PanelParts {
        let axes: PixelRect
        let y: LabelledAxis
        let right: LabelledAxis?
        let yLabel: TextBlock?
        let rightLabel: TextBlock?
    }

    /// The layout without legends.
    func make() throws(NoRoom) -> FigureLayout {
        var rows = Rows()
        // Each round but the last adds one row.
        for _ in 0...(4 + figure.panels.count) {
            var needed = rows
            let parts = try parts(rows)
            let texts =
                tickLabels(parts, &needed) + topTexts(parts, &needed) + yLabelTexts(parts) + rightLabelTexts(parts)
                + bottomTexts(parts, &needed)
            guard needed == rows else {
                rows = needed
                continue
            }
            try check(texts)
            let panels = parts.panels.map { panel in
                PanelLayout(
                    axes: panel.axes, y: panel.y.scale, yTicks: panel.y.ticks,
                    right: panel.right.map { PanelLayout.SideAxis(scale: $0.scale, ticks: $0.ticks) })
            }
            return FigureLayout(
                canvas: PixelRect(left: 0, top: 0, right: figure.width, bottom: figure.height), panels: panels,
                x: parts.x.scale, xTicks: parts.x.ticks, texts: texts)
        }
        throw NoRoom(problem: "the axes' labels find no place")
    }

    private func parts(_ rows: Rows) throws(NoRoom) -> Parts {
        let title = block(figure.title, size: measures.title, width: width - 2 * pad)
        let titleBottom = title.map { pad + $0.height + measures.titlePad } ?? max(pad, digits.ascent / 2 + 1)
        var top = titleBottom
        if rows.yNotes.contains(0) && (rows.yNoteIsAlone || title == nil) { top += noteHeight + measures.notePad }
        let yLabels = sideLabels(\.yLabel, top: titleBottom)
        let rightLabels = sideLabels(\.rightLabel, top: titleBottom)
        let yLabelHeight = yLabels.compactMap { $0?.height }.max()
        let tickLabelsLeft = pad + (yLabelHeight.map { $0 + measures.labelPad } ?? 0)
        let xLabelWidth = width - tickLabelsLeft - pad - reservedRight
        let xLabel = block(figure.xLabel, size: measures.text, width: xLabelWidth)
        var below = toTickLabel + digits.ascent + digits.descent
        if rows.hasXContext { below += contextHeight }
        if rows.hasXNote && (rows.xNoteIsAlone || xLabel == nil) { below += measures.notePad + noteHeight }
        if let xLabel { below += measures.labelPad + xLabel.height }

        let first = Int(top.rounded(.up))
        let last = Int((height - pad - reservedBelow - below).rounded(.down))
        let verticals = try verticals(between: first, and: last, rows)
        let yWidth = verticals.map(\.y.width).max() ?? 0
        let left = tickLabelsLeft + yWidth + toTickLabel
        let free = width - reservedRight - pad
        var right = free
        if let rightWidth = verticals.compactMap(\.right?.width).max() {
            right -= toTickLabel + rightWidth
            if let height = rightLabels.compactMap({ $0?.height }).max() { right -= measures.labelPad + height }
        }
        let x = try horizontalAxis(from: left, to: right, textFrom: pad, textTo: free)
        let panels = verticals.indices.map { index in
            let (y, side) = (verticals[index].y, verticals[index].right)
            return PanelParts(
                axes: PixelRect(left: x.first, top: y.last, right: x.last + 1, bottom: y.first + 1), y: y,
                right: side, yLabel: yLabels[index], rightLabel: side == nil ? nil : rightLabels[index])
        }
        return Parts(
            title: title, xLabel: xLabel, titleBottom: titleBottom, tickLabelsLeft: tickLabelsLeft, x: x,
            panels: panels)
    }

    /// The axes of y of all panels, which share the height by their weights.
    private func verticals(
        between first: Int, and last: Int, _ rows: Rows
    ) throws(NoRoom) -> [(y: LabelledAxis, right: LabelledAxis?)] {
        let gaps = figure.panels.indices.map { index in
            let note = rows.yNotes.contains(index) ? noteHeight + measures.notePad : 0
            return index == 0 ? 0 : Int((max(measures.panelGap, 1.3 * measures.text) + note).rounded(.up))
        }
        let free = Double(last - first - gaps.reduce(0, +))
        let weights = figure.panels.reduce(0) { $0 + $1.weight }
        var result: [(y: LabelledAxis, right: LabelledAxis?)] = []
        var top = first
        for (index, panel) in figure.panels.enumerated() {
            top += gaps[index]
            let isLast = index == figure.panels.count - 1
            let bottom = isLast ? last : top + Int((free * panel.weight / weights).rounded(.down))
            let y = try verticalAxis(spans.panels[index].y, from: bottom, to: top)
            var right: LabelledAxis?
            if let span = spans.panels[index].right { right = try verticalAxis(span, from: bottom, to: top) }
            result.append((y, right))
            top = bottom
        }
        return result
    }

    /// The labels beside the panels, each in lines that its panel has room for.
    private func sideLabels(_ label: (Panel) -> String?, top: Double) -> [TextBlock?] {
        let free = height - reservedBelow - top - pad
        let weights = figure.panels.reduce(0) { $0 + $1.weight }
        return figure.panels.map { panel in
            let isAlone = figure.panels.count == 1
            // Beside each other panels have less than their share, since tick labels stand below the last.
            return block(
                label(panel), size: measures.text, width: isAlone ? free : 0.75 * free * panel.weight / weights)
        }
    }

    private func block(_ text: String?, size: Double, width: Double) -> TextBlock? {
        guard let text, !text.isEmpty else { return nil }
        return TextBlock(text, font: font, size: size, width: width)
    }

    /// Nothing is cut off by the canvas, or reaches into what is kept for a legend.
    private func check(_ texts: [TextPlace]) throws(NoRoom) {
        for text in texts {
            // The title stands above the legend at the right, too.
            let right = text.role == .title ? width : width - reservedRight
            let free = Box(left: 0, top: 0, right: right, bottom: height - reservedBelow)
            guard free.contains(text.box) else {
                throw NoRoom(problem: "“\(text.line.text.prefix(40))” does not fit")
            }
        }
    }
}
