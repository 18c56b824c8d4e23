extension AxesLayout {
    /// The labels of all ticks.
    func tickLabels(_ parts: Parts) -> [TextPlace] {
        let capital = (measures.text * Double(font.capHeight) / Double(font.file.unitsPerEm)).rounded()
        let right = Double(parts.axes.left) - toTickLabel
        let yLabels = zip(parts.y.places, parts.y.lines).map { place, line in
            TextPlace(role: .yTick, line: line, x: right - line.width, y: (place + capital / 2).rounded())
        }
        let baseline = tickBaseline(parts)
        let xLabels = zip(parts.x.places, parts.x.lines).map { place, line in
            TextPlace(role: .xTick, line: line, x: place - line.width / 2, y: baseline)
        }
        return yLabels + xLabels
    }

    /// The title, and the note of y at the axes' left top corner.
    func topTexts(_ parts: Parts, _ rows: inout Rows) -> [TextPlace] {
        var texts: [TextPlace] = []
        var noteRight = 0.0
        if let note = parts.y.ticks.labels.note {
            let line = TextLine(note, font: font, size: measures.text)
            let y = (Double(parts.axes.top) - measures.notePad - line.descent).rounded()
            texts.append(TextPlace(role: .yNote, line: line, x: Double(parts.axes.left), y: y))
            noteRight = Double(parts.axes.left) + line.width + measures.text
            rows.hasYNote = true
        }
        if let title = parts.title {
            let range = pad...max(pad, width - pad)
            let lines = lines(title, .title, center: parts.axes.centerX, within: range, top: pad)
            rows.yNoteIsAlone = rows.yNoteIsAlone || (lines.last?.x ?? 0) < noteRight
            texts += lines
        }
        return texts
    }

    /// The label of y, running upward, its first line at the left.
    func yLabelTexts(_ parts: Parts) -> [TextPlace] {
        guard let block = parts.yLabel else { return [] }
        let range = parts.titleBottom...max(parts.titleBottom, height - reservedBelow - pad)
        var baseline = pad + (block.lines.first?.ascent ?? 0)
        return block.lines.map { line in
            defer { baseline += block.lineHeight }
            let start = parts.axes.centerY + line.width / 2
            let y = min(max(start, range.lowerBound + line.width), range.upperBound)
            return TextPlace(role: .yLabel, line: line, x: baseline.rounded(), y: y, isVertical: true)
        }
    }

    /// The label of x, and the note of x at the axes' right bottom corner.
    func bottomTexts(_ parts: Parts, _ rows: inout Rows) -> [TextPlace] {
        var texts: [TextPlace] = []
        var top = tickBaseline(parts) + digits.descent
        let range = parts.tickLabelsLeft...max(parts.tickLabelsLeft, width - reservedRight - pad)
        func label(_ top: Double) -> [TextPlace] {
            guard let block = parts.xLabel else { return [] }
            return lines(
                block, .xLabel, center: parts.axes.centerX, within: range, top: top + measures.labelPad)
        }
        if let note = parts.x.ticks.labels.note {
            let line = TextLine(note, font: font, size: measures.text)
            let left = Double(parts.axes.right) - line.width
            let meets = label(top).contains { $0.box.right + measures.text > left }
            rows.hasXNote = true
            rows.xNoteIsAlone = rows.xNoteIsAlone || meets
            let isAlone = rows.xNoteIsAlone || parts.xLabel == nil
            let gap = isAlone ? measures.notePad : measures.labelPad
            let y = (top + gap + Self.noteAscent * digits.ascent).rounded(.down)
            texts.append(TextPlace(role: .xNote, line: line, x: left, y: y))
            if isAlone { top += measures.notePad + noteHeight }
        }
        return texts + label(top)
    }

    private func tickBaseline(_ parts: Parts) -> Double {
        (Double(parts.axes.bottom - 1) + toTickLabel + digits.ascent).rounded()
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
}

extension PixelRect {
    fileprivate var centerX: Double { Double(left + right) / 2 }
    fileprivate var centerY: Double { Double(top + bottom) / 2 }
}
