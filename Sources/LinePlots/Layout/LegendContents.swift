/// The names of curves in columns, measured, before the legend has a place.
struct LegendContents: Sendable {
    let width: Int
    let height: Int
    private let measures: Measures
    private let cells: [Cell]
    /// The length of all handles.
    private let handleLength: Double

    private struct Cell: Sendable {
        let item: LegendItem
        let text: TextBlock
        let x: Double
        let y: Double
    }

    /// The names to be shown and what they name.
    typealias Entries = [(item: LegendItem, text: TextBlock, handleLength: Double)]

    /// The entries of all curves and bands of a panel that have a name, in lines of at most `width`, or, so that no word
    /// is broken, of `wordWidth`.
    static func entries(
        _ panel: Panel, number: Int, font: Font, measures: Measures, width: Double, wordWidth: Double,
        style: (Int) -> LineStyle
    ) -> Entries {
        let curves = panel.curves.enumerated().map { index, curve in
            let hasLine = curve.kind != .points && curve.kind != .bars
            // Each sample shows its whole pattern, and how it begins again.
            let dashes = hasLine ? style(index).dashes : []
            let pattern = dashes.reduce(0, +) + (dashes.first ?? 0)
            return (LegendItem(panel: number, kind: .curve(index)), curve.label, pattern * measures.lineWidth)
        }
        let bands = panel.bands.enumerated().map { (LegendItem(panel: number, kind: .band($0)), $1.label, 0.0) }
        return (curves + bands).compactMap { item, label, handleLength in
            guard !label.isEmpty else { return nil }
            let widest = TextBlock.widestWord(of: label, font: font, size: measures.text)
            let lineWidth = max(width, min(widest.rounded(.up), wordWidth))
            return (item, TextBlock(label, font: font, size: measures.text, width: lineWidth), handleLength)
        }
    }

    /// With as few columns as the height allows; nil when that is too wide.
    init?(_ entries: Entries, measures: Measures, maxWidth: Double, maxHeight: Double) {
        for columns in 1...max(1, min(entries.count, 40)) {
            let contents = LegendContents(entries, columns: columns, measures: measures)
            guard Double(contents.width) <= maxWidth else { return nil }
            if Double(contents.height) <= maxHeight {
                self = contents
                return
            }
        }
        return nil
    }

    /// With as many columns as the width allows; nil when not even one fits.
    init?(_ entries: Entries, measures: Measures, maxWidth: Double) {
        for columns in (1...max(1, min(entries.count, 40))).reversed() {
            let contents = LegendContents(entries, columns: columns, measures: measures)
            if Double(contents.width) <= maxWidth {
                self = contents
                return
            }
        }
        return nil
    }

    private init(_ entries: Entries, columns: Int, measures: Measures) {
        self.measures = measures
        let handleLength = entries.reduce(measures.handleLength) { max($0, $1.handleLength) }
        self.handleLength = handleLength
        let em = measures.text
        let (border, rowGap, columnGap) = (0.4 * em, 0.5 * em, 1.5 * em)
        let rows = (entries.count + columns - 1) / max(1, columns)
        var heights = Array(repeating: 0.0, count: rows)
        for (index, entry) in entries.enumerated() {
            heights[index % rows] = max(heights[index % rows], entry.text.height)
        }
        var cells: [Cell] = []
        var x = border
        var right = border
        for start in stride(from: 0, to: entries.count, by: max(1, rows)) {
            if start > 0 { x = right + columnGap }
            var y = border
            for (row, entry) in entries[start..<min(start + rows, entries.count)].enumerated() {
                cells.append(Cell(item: entry.item, text: entry.text, x: x, y: y))
                right = max(right, x + handleLength + 0.8 * em + entry.text.width)
                y += heights[row] + rowGap
            }
        }
        self.cells = cells
        width = Int((right + border).rounded(.up))
        height = Int((heights.reduce(0, +) + rowGap * Double(max(0, rows - 1)) + 2 * border).rounded(.up))
    }

    /// The legend with its left top corner at a pixel.
    func placed(left: Int, top: Int) -> LegendPlace {
        var handles: [LegendPlace.Handle] = []
        var texts: [TextPlace] = []
        for cell in cells {
            let x = Double(left) + cell.x
            var baseline = Double(top) + cell.y + (cell.text.lines.first?.ascent ?? 0)
            // A handle stands at half the height of the small letters' and capitals' middle.
            let middle = (baseline - 0.35 * measures.text).rounded()
            handles.append(
                LegendPlace.Handle(
                    item: cell.item, start: PixelPoint(rounding: x, middle),
                    end: PixelPoint(rounding: x + handleLength, middle)))
            for line in cell.text.lines {
                let textX = x + handleLength + 0.8 * measures.text
                texts.append(TextPlace(role: .legend, line: line, x: textX, y: baseline.rounded()))
                baseline += cell.text.lineHeight
            }
        }
        let frame = PixelRect(left: left, top: top, right: left + width, bottom: top + height)
        return LegendPlace(frame: frame, handles: handles, texts: texts)
    }
}
