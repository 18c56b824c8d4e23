extension AxesLayout {
    /// The labels of all ticks.
    func tickLabels(_ parts: Parts, _ rows: inout Rows) -> [TextPlace] {
        let capital = (measures.text * Double(font.capHeight) / Double(font.file.unitsPerEm)).rounded()
        var texts: [TextPlace] = []
        for panel in parts.panels {
            let right = Double(panel.axes.left) - toTickLabel
            texts += zip(panel.y.places, panel.y.lines).map { place, line in
                TextPlace(role: .yTick, line: line, x: right - line.width, y: (place + capital / 2).rounded())
            }
            guard let side = panel.right else { continue }
            let left = Double(panel.axes.right - 1) + toTickLabel
            texts += zip(side.places, side.lines).map { place, line in
                TextPlace(role: .rightTick, line: line, x: left, y: (place + capital / 2).rounded())
            }
        }
        let baseline = tickBaseline(parts)
        texts += zip(parts.x.places, parts.x.lines).map { place, line in
            TextPlace(role: .xTick, line: line, x: place - line.width / 2, y: baseline)
        }
        texts += parts.x.contexts.map { context in
            TextPlace(role: .xContext, line: context.line, x: context.x, y: baseline + contextHeight)
        }
        if !parts.x.contexts.isEmpty { rows.hasXContext = true }
        return texts
    }

    /// The title, and the notes of y at the axes' top corners.
    func topTexts(_ parts: Parts, _ rows: inout Rows) -> [TextPlace] {
        var texts: [TextPlace] = []
        var (noteRight, noteLeft) = (0.0, width)
        for (index, panel) in parts.panels.enumerated() {
            func note(_ axis: LabelledAxis, _ role: TextPlace.Role) -> TextPlace? {
                guard let note = axis.ticks.labels.note else { return nil }
                let line = TextLine(note, font: font, size: measures.text)
                let y = (Double(panel.axes.top) - measures.notePad - line.descent).rounded()
                let x = role == .yNote ? Double(panel.axes.left) : Double(panel.axes.right) - line.width
                rows.yNotes.insert(index)
                return TextPlace(role: role, line: line, x: x, y: y)
            }
            let left = note(panel.y, .yNote)
            let right = panel.right.flatMap { note($0, .rightNote) }
            if index == 0 {
                noteRight = left.map { $0.box.right + measures.text } ?? 0
                noteLeft = right.map { $0.box.left - measures.text } ?? width
            }
            texts += [left, right].compactMap(\.self)
        }
        if let title = parts.title {
            let range = pad...max(pad, width - pad)
            let lines = lines(title, .title, center: parts.panels[0].axes.centerX, within: range, top: pad)
            let (left, right) = (lines.last?.box.left ?? noteRight, lines.last?.box.right ?? 0)
            rows.yNoteIsAlone = rows.yNoteIsAlone || left < noteRight || right > noteLeft
            texts += lines
        }
        return texts
    }

    /// The labels of y, running upward, the first line of each at the left.
    func yLabelTexts(_ parts: Parts) -> [TextPlace] {
        parts.panels.flatMap { panel -> [TextPlace] in
            guard let block = panel.yLabel else { return [] }
            return upward(block, .yLabel, left: pad, beside: panel, parts)
        }
    }

    /// The labels of the axes at the right, running upward too.
    func rightLabelTexts(_ parts: Parts) -> [TextPlace] {
        let widths = parts.panels.compactMap(\.right?.width).max() ?? 0
        return parts.panels.flatMap { panel -> [TextPlace] in
            guard let block = panel.rightLabel else { return [] }
            let left = Double(panel.axes.right - 1) + toTickLabel + widths + measures.labelPad
            return upward(block, .rightLabel, left: left, beside: panel, parts)
        }
    }

    /// Lines that run upward beside a panel, round the middle of its height.
    private func upward(
        _ block: TextBlock, _ role: TextPlace.Role, left: Double, beside panel: PanelParts, _ parts: Parts
    ) -> [TextPlace] {
        var range = parts.titleBottom...max(parts.titleBottom, height - reservedBelow - pad)
        if parts.panels.count > 1 {
            let reach = measures.text / 2
            range = (Double(panel.axes.top) - reach)...(Double(panel.axes.bottom) + reach)
        }
        var baseline = left + (block.lines.first?.ascent ?? 0)
        return block.lines.map { line in
            defer { baseline += block.lineHeight }
            let start = panel.axes.centerY + line.width / 2
            let y = min(max(start, range.lowerBound + line.width), range.upperBound)
            return TextPlace(role: role, line: line, x: baseline.rounded(), y: y, isVertical: true)
        }
    }

    /// The label of x, and the note of x at the axes' right bottom corner.
    func bottomTexts(_ parts: Parts, _ rows: inout Rows) -> [TextPlace] {
        var texts: [TextPlace] = []
        var top = tickBaseline(parts) + digits.descent
        if rows.hasXContext { top += contextHeight }
        let range = parts.tickLabelsLeft...max(parts.tickLabelsLeft, width - reservedRight - pad)
        func label(_ top: Double) -> [TextPlace] {
            guard let block = parts.xLabel else { return [] }
            return lines(
                block, .xLabel, center: parts.bottom.centerX, within: range, top: top + measures.labelPad)
        }
        if let note = parts.x.ticks.labels.note {
            let line = TextLine(note, font: font, size: measures.text)
            let left = Double(parts.bottom.right) - line.width
            let meets = label(top).contains { $0.box.right + measures.text > left }
            rows.hasXNote = true
            rows.xNoteIsAlone = rows.xNoteIsAlone || meets
            let isAlone = rows.xNoteIsAlone || parts.xLabel == nil
            // Beside the axis' label it stands on the same line.
            let reach = isAlone ? measures.notePad + Self.noteAscent * digits.ascent : measures.labelPad + digits.ascent
            let y = isAlone ? (top + reach).rounded(.down) : (top + reach).rounded()
            texts.append(TextPlace(role: .xNote, line: line, x: left, y: y))
            if isAlone { top += measures.notePad + noteHeight }
        }
        return texts + label(top)
    }

    private func tickBaseline(_ parts: Parts) -> Double {
        (Double(parts.bottom.bottom - 1) + toTickLabel + digits.ascent).rounded()
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
