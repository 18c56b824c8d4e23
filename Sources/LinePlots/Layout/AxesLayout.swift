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

    /// Rows that only some ticks need, as far as is known.
    private struct Rows: Equatable {
        var hasYNote = false
        var hasXNote = false
        /// The note stands under the tick labels in a row of its own, since the axis label reaches it.
        var xNoteIsAlone = false
    }

    /// The layout without a legend.
    func make() throws(NoRoom) -> FigureLayout {
        var rows = Rows()
        // Each round can only add one of the three.
        for _ in 0...3 {
            var needed = rows
            let layout = try attempt(&needed)
            if needed == rows { return layout }
            rows = needed
        }
        throw NoRoom(problem: "the axes' labels find no place")
    }

    private func attempt(_ rows: inout Rows) throws(NoRoom) -> FigureLayout {
        let (width, height) = (Double(figure.width), Double(figure.height))
        let pad = measures.outerPad(width: figure.width, height: figure.height)
        let tickLine = TextLine("0", font: font, size: measures.text)
        let toTickLabel = measures.tickLength + measures.tickPad
        let noteRow = 1.3 * tickLine.ascent + tickLine.descent

        let title = block(figure.title, size: measures.title, width: width - 2 * pad)
        var top = title.map { pad + $0.height + measures.titlePad } ?? max(pad, tickLine.ascent / 2 + 1)
        let yLabel = block(figure.yLabel, size: measures.text, width: height - top - pad)
        let yLabelTop = top
        if rows.hasYNote { top += noteRow + measures.notePad }

        let tickLabelsLeft = pad + (yLabel.map { $0.height + measures.labelPad } ?? 0)
        let xLabelWidth = width - tickLabelsLeft - pad - reservedRight
        let xLabel = block(figure.xLabel, size: measures.text, width: xLabelWidth)
        var below = toTickLabel + tickLine.ascent + tickLine.descent
        if rows.hasXNote && (rows.xNoteIsAlone || xLabel == nil) { below += measures.notePad + noteRow }
        if let xLabel { below += measures.labelPad + xLabel.height }
        let bottom = height - pad - reservedBelow - below
        let (first, last) = (Int(top.rounded(.up)), Int(bottom.rounded(.down)))
        guard Double(last - first) >= 2 * measures.text else {
            throw NoRoom(problem: "the text leaves the axes \(max(0, last - first)) pixels of height")
        }

        let yScale = scale(yLimits, from: last, to: first)
        guard let yTicks = yTicks(yScale, length: last - first) else {
            throw NoRoom(problem: "the axes are too low for two tick labels")
        }
        let yLines = yTicks.labels.labels.map { TextLine($0, font: font, size: measures.text) }
        let yWidth = yLines.map(\.width).max() ?? 0
        let span = try horizontalSpan(
            from: tickLabelsLeft + yWidth + toTickLabel, to: width - reservedRight - pad, textFrom: pad)
        let xScale = span.scale
        let axes = PixelRect(left: span.left, top: first, right: span.right + 1, bottom: last + 1)

        var texts: [TextPlace] = []
        let capital = (measures.text * Double(font.capHeight) / Double(font.file.unitsPerEm)).rounded()
        for (value, line) in zip(yTicks.values, yLines) {
            let x = Double(axes.left) - toTickLabel - line.width
            let y = (yScale.position(of: value) + capital / 2).rounded()
            texts.append(TextPlace(role: .yTick, line: line, x: x, y: y))
        }
        let xBaseline = (Double(last) + toTickLabel + tickLine.ascent).rounded()
        for (value, line) in zip(span.ticks.values, span.lines) {
            let x = xScale.position(of: value) - line.width / 2
            texts.append(TextPlace(role: .xTick, line: line, x: x, y: xBaseline))
        }
        if let note = yTicks.labels.note {
            let line = TextLine(note, font: font, size: measures.text)
            let y = (Double(first) - measures.notePad - tickLine.descent).rounded()
            texts.append(TextPlace(role: .yNote, line: line, x: Double(axes.left), y: y))
            rows.hasYNote = true
        }
        if let title {
            texts += lines(title, .title, center: axes.centerX, within: pad...(width - pad), top: pad)
        }
        if let yLabel {
            let range = yLabelTop...(height - pad)
            texts += verticalLines(yLabel, center: axes.centerY, within: range, left: pad)
        }
        var rowTop = xBaseline + tickLine.descent
        if let note = span.ticks.labels.note {
            let line = TextLine(note, font: font, size: measures.text)
            let left = Double(axes.right) - line.width
            let labelRight = max(axes.centerX, tickLabelsLeft + (xLabel?.width ?? 0) / 2) + (xLabel?.width ?? 0) / 2
            let meets = xLabel != nil && labelRight + measures.text > left
            rows.hasXNote = true
            rows.xNoteIsAlone = rows.xNoteIsAlone || meets
            let isAlone = rows.xNoteIsAlone || xLabel == nil
            let y = rowTop + (isAlone ? measures.notePad : measures.labelPad) + 1.3 * tickLine.ascent
            texts.append(TextPlace(role: .xNote, line: line, x: left, y: y.rounded(.down)))
            if isAlone { rowTop += measures.notePad + noteRow }
        }
        if let xLabel {
            let range = tickLabelsLeft...max(tickLabelsLeft, width - reservedRight - pad)
            texts += lines(xLabel, .xLabel, center: axes.centerX, within: range, top: rowTop + measures.labelPad)
        }
        let inside = Box(left: 0, top: 0, right: width - reservedRight, bottom: height - reservedBelow)
        for text in texts where !inside.contains(text.box) {
            throw NoRoom(problem: "“\(text.line.text.prefix(40))” does not fit")
        }
        return FigureLayout(
            canvas: PixelRect(left: 0, top: 0, right: figure.width, bottom: figure.height), axes: axes,
            frameWidth: measures.frameWidth, tickLength: Int(measures.tickLength), x: xScale, y: yScale,
            xTicks: span.ticks, yTicks: yTicks, texts: texts)
    }
}

extension AxesLayout {
    /// The axes from left to right, with the ticks that fit there.
    private struct Span {
        let left: Int
        let right: Int
        let scale: LinearScale
        let ticks: AxisTicks
        let lines: [TextLine]
    }

    /// The widest axes between two bounds whose tick labels, which reach beyond them, end at the bounds too.
    private func horizontalSpan(from low: Double, to high: Double, textFrom pad: Double) throws(NoRoom) -> Span {
        var left = Int(low.rounded(.up))
        var right = Int(high.rounded(.down)) - 1
        for _ in 0..<8 {
            guard Double(right - left) >= 3 * measures.text else {
                throw NoRoom(problem: "the text leaves the axes \(max(0, right - left)) pixels of width")
            }
            let scale = scale(xLimits, from: left, to: right)
            guard let ticks = xTicks(scale, length: right - left) else {
                throw NoRoom(problem: "the axes are too narrow for two tick labels")
            }
            let lines = ticks.labels.labels.map { TextLine($0, font: font, size: measures.text) }
            var (outLeft, outRight) = (0.0, 0.0)
            for (value, line) in zip(ticks.values, lines) {
                let middle = scale.position(of: value)
                outLeft = max(outLeft, pad - (middle - line.width / 2))
                outRight = max(outRight, middle + line.width / 2 - high)
            }
            if outLeft <= 0 && outRight <= 0 {
                return Span(left: left, right: right, scale: scale, ticks: ticks, lines: lines)
            }
            left += Int(outLeft.rounded(.up))
            right -= Int(outRight.rounded(.up))
        }
        throw NoRoom(problem: "the tick labels of x find no place")
    }

    private func xTicks(_ scale: LinearScale, length: Int) -> AxisTicks? {
        AxisTicks(limits: xLimits, mostIntervals: measures.mostIntervals(length: Double(length))) { ticks in
            var end = -Double.infinity
            for (value, label) in zip(ticks.values, ticks.labels.labels) {
                let width = TextLine(label, font: font, size: measures.text).width
                let left = scale.position(of: value) - width / 2
                if left < end + measures.text { return false }
                end = left + width
            }
            return true
        }
    }

    private func yTicks(_ scale: LinearScale, length: Int) -> AxisTicks? {
        AxisTicks(limits: yLimits, mostIntervals: measures.mostIntervals(length: Double(length))) { ticks in
            let places = ticks.values.map(scale.position(of:))
            return zip(places, places.dropFirst()).allSatisfy { $0 - $1 >= 1.7 * measures.text }
        }
    }

    /// The scale between the middles of two lines of the frame.
    private func scale(_ limits: DataLimits, from start: Int, to end: Int) -> LinearScale {
        let middle = measures.frameWidth.isMultiple(of: 2) ? 0 : 0.5
        return LinearScale(limits: limits, start: Double(start) + middle, end: Double(end) + middle)
    }

    private func block(_ text: String?, size: Double, width: Double) -> TextBlock? {
        guard let text, !text.isEmpty else { return nil }
        return TextBlock(text, font: font, size: size, width: width)
    }

    /// Lines round a middle, moved aside where they would leave the range.
    private func lines(
        _ block: TextBlock, _ role: TextPlace.Role, center: Double, within range: ClosedRange<Double>, top: Double
    ) -> [TextPlace] {
        var baseline = top + (block.lines.first?.ascent ?? 0)
        return block.lines.map { line in
            defer { baseline += block.lineHeight }
            let x = max(min(center - line.width / 2, range.upperBound - line.width), range.lowerBound)
            return TextPlace(role: role, line: line, x: x, y: baseline.rounded())
        }
    }

    /// Lines that run upward, the first at the left.
    private func verticalLines(
        _ block: TextBlock, center: Double, within range: ClosedRange<Double>, left: Double
    ) -> [TextPlace] {
        var baseline = left + (block.lines.first?.ascent ?? 0)
        return block.lines.map { line in
            defer { baseline += block.lineHeight }
            let y = min(max(center + line.width / 2, range.lowerBound + line.width), range.upperBound)
            return TextPlace(role: .yLabel, line: line, x: baseline.rounded(), y: y, isVertical: true)
        }
    }
}

extension PixelRect {
    fileprivate var centerX: Double { Double(left + right) / 2 }
    fileprivate var centerY: Double { Double(top + bottom) / 2 }
}
