/// What stands in the way of a layout.
struct NoRoom: Error {
    let problem: String
}

/// Finds the place of the axes: all text round them is measured first, the axes get what is left.
struct AxesLayout {
    let figure: Figure
    let font: Font
    let measures: Measures
    let xLimits: DataLimits
    let yLimits: DataLimits
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
    /// How far an exponent reaches above the baseline, in heights of letters.
    static let noteAscent = 1.3

    /// Rows that only some ticks need, as far as is known.
    struct Rows: Equatable {
        var hasYNote = false
        /// The note stands in a row of its own, since the title reaches it.
        var yNoteIsAlone = false
        var hasXNote = false
        /// The note stands under the tick labels in a row of its own, since the axis label reaches it.
        var xNoteIsAlone = false
    }

    /// The measured parts and the axes between them.
    struct Parts {
        let title: TextBlock?
        let yLabel: TextBlock?
        let xLabel: TextBlock?
        /// Where the title ends.
        let titleBottom: Double
        /// Where the label of y ends.
        let tickLabelsLeft: Double
        let axes: PixelRect
        let x: LabelledAxis
        let y: LabelledAxis
    }

    /// The layout without a legend.
    func make() throws(NoRoom) -> FigureLayout {
        var rows = Rows()
        // Each round but the last adds one of the four.
        for _ in 0...4 {
            var needed = rows
            let parts = try parts(rows)
            let texts =
                tickLabels(parts) + topTexts(parts, &needed) + yLabelTexts(parts) + bottomTexts(parts, &needed)
            guard needed == rows else {
                rows = needed
                continue
            }
            try check(texts)
            return FigureLayout(
                canvas: PixelRect(left: 0, top: 0, right: figure.width, bottom: figure.height), axes: parts.axes,
                frameWidth: measures.frameWidth, tickLength: Int(measures.tickLength), x: parts.x.scale,
                y: parts.y.scale, xTicks: parts.x.ticks, yTicks: parts.y.ticks, texts: texts)
        }
        throw NoRoom(problem: "the axes' labels find no place")
    }

    private func parts(_ rows: Rows) throws(NoRoom) -> Parts {
        let title = block(figure.title, size: measures.title, width: width - 2 * pad)
        let titleBottom = title.map { pad + $0.height + measures.titlePad } ?? max(pad, digits.ascent / 2 + 1)
        var top = titleBottom
        if rows.hasYNote && (rows.yNoteIsAlone || title == nil) { top += noteHeight + measures.notePad }
        let yLabel = block(figure.yLabel, size: measures.text, width: height - reservedBelow - titleBottom - pad)
        let tickLabelsLeft = pad + (yLabel.map { $0.height + measures.labelPad } ?? 0)
        let xLabelWidth = width - tickLabelsLeft - pad - reservedRight
        let xLabel = block(figure.xLabel, size: measures.text, width: xLabelWidth)
        var below = toTickLabel + digits.ascent + digits.descent
        if rows.hasXNote && (rows.xNoteIsAlone || xLabel == nil) { below += measures.notePad + noteHeight }
        if let xLabel { below += measures.labelPad + xLabel.height }

        let first = Int(top.rounded(.up))
        let last = Int((height - pad - reservedBelow - below).rounded(.down))
        let y = try verticalAxis(from: last, to: first)
        let yWidth = y.lines.map(\.width).max() ?? 0
        let left = tickLabelsLeft + yWidth + toTickLabel
        let x = try horizontalAxis(from: left, to: width - reservedRight - pad, textFrom: pad)
        let axes = PixelRect(left: x.first, top: first, right: x.last + 1, bottom: last + 1)
        return Parts(
            title: title, yLabel: yLabel, xLabel: xLabel, titleBottom: titleBottom, tickLabelsLeft: tickLabelsLeft,
            axes: axes, x: x, y: y)
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
