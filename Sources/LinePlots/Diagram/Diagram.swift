/// Boxes with arrows between them, to be drawn as a PNG, SVG or PDF picture.
package struct Diagram: Sendable {
    /// What a box is, for its colour.
    package enum Kind: Int, Sendable {
        case data, state, result, loss
    }

    /// A box round lines of text.
    package struct Box: Sendable {
        package let kind: Kind
        package let lines: [String]
        /// The middle, in pixels from the top left corner.
        package let x: Double
        package let y: Double
        /// Whether it is no longer part of what is shown.
        package let isFaint: Bool

        package init(_ kind: Kind, _ lines: [String], x: Double, y: Double, isFaint: Bool = false) {
            (self.kind, self.lines, self.x, self.y, self.isFaint) = (kind, lines, x, y, isFaint)
        }
    }

    /// A line of text without a box, from its left end on the baseline.
    package struct Note: Sendable {
        package let text: String
        package let x: Double
        package let y: Double
        package let isHeading: Bool

        package init(_ text: String, x: Double, y: Double, isHeading: Bool = false) {
            (self.text, self.x, self.y, self.isHeading) = (text, x, y, isHeading)
        }
    }

    package var boxes: [Box] = []
    /// From one box to another, by their places among all.
    package var arrows: [(from: Int, to: Int)] = []
    package var notes: [Note] = []
    package let title: String
    package let width: Int
    package let height: Int

    package static let boxWidth = 104.0
    static let padding = 4.0
    private static let textSize = 12.0
    private static let headingSize = 15.0
    private static let lineHeight = 15.0

    package init(title: String, width: Int, height: Int) {
        (self.title, self.width, self.height) = (title, width, height)
    }

    /// The picture as the bytes of a PNG file.
    package func png() throws(PlotError) -> [UInt8] {
        let font = try Font.embedded()
        var canvas = Canvas(width: width, height: height, background: .white)
        for arrow in arrows { canvas.paint(shapes(of: arrow), Self.line) }
        for box in boxes {
            let frame = frame(of: box)
            canvas.paint([corners(frame)], Self.frame(box))
            canvas.paint([corners(inside(frame))], Self.ground(box))
        }
        for (text, color) in texts(font) { canvas.draw(text, font: font, color) }
        return try canvas.encoded(PNGDetails(dpi: 100, texts: [("Title", title), ("Software", "seqcast")]))
    }

    /// The picture as the text of an SVG file.
    package func svg() throws(PlotError) -> String { SVGWriter.text(of: vectors(try Font.embedded())) }

    /// The picture as the bytes of a PDF file.
    package func pdf() throws(PlotError) -> [UInt8] {
        let font = try Font.embedded()
        return try PDFWriter.bytes(of: vectors(font), font: font, level: Figure.defaultLevel)
    }

    private func vectors(_ font: Font) -> VectorPicture {
        let paper = PixelRect(left: 0, top: 0, right: width, bottom: height)
        let lines = VectorFill(polygons: arrows.flatMap(shapes(of:)), color: Self.line)
        let plates = boxes.map { box in
            let frame = frame(of: box)
            return VectorPart.together([
                .fill(VectorFill(polygons: [corners(frame)], color: Self.frame(box))),
                .fill(VectorFill(polygons: [corners(inside(frame))], color: Self.ground(box))),
            ])
        }
        return VectorPicture(
            width: width, height: height, name: title,
            summary: "\(boxes.count) boxes with \(arrows.count) arrows between them", ink: nil,
            parts: [.rectangles([paper], .white), .fill(lines)] + plates + texts(font).map { .text($0, $1) })
    }

    // MARK: - Places

    /// How high a box with so many lines is.
    package static func boxHeight(lines: Int) -> Double { lineHeight * Double(lines) + 2 * padding }

    private func frame(of box: Box) -> LinePlots.Box {
        let half = Self.boxHeight(lines: box.lines.count) / 2
        return LinePlots.Box(
            left: box.x - Self.boxWidth / 2, top: box.y - half, right: box.x + Self.boxWidth / 2, bottom: box.y + half)
    }

    private func inside(_ frame: LinePlots.Box) -> LinePlots.Box {
        LinePlots.Box(left: frame.left + 1, top: frame.top + 1, right: frame.right - 1, bottom: frame.bottom - 1)
    }

    private func corners(_ box: LinePlots.Box) -> [PixelPoint] {
        [(box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom)].map {
            PixelPoint(rounding: $0.0, $0.1)
        }
    }

    /// A line from the edge of one box to that of the other, and its head.
    private func shapes(of arrow: (from: Int, to: Int)) -> [[PixelPoint]] {
        let (from, to) = (boxes[arrow.from], boxes[arrow.to])
        let (dx, dy) = (to.x - from.x, to.y - from.y)
        let length = (dx * dx + dy * dy).squareRoot()
        guard length > 0 else { return [] }
        let (ux, uy) = (dx / length, dy / length)
        func reach(_ box: Box) -> Double {
            let half = Self.boxHeight(lines: box.lines.count) / 2
            return min(ux == 0 ? .infinity : Self.boxWidth / 2 / abs(ux), uy == 0 ? .infinity : half / abs(uy))
        }
        let start = (x: from.x + ux * reach(from), y: from.y + uy * reach(from))
        let end = (x: to.x - ux * reach(to), y: to.y - uy * reach(to))
        let neck = (x: end.x - ux * 9, y: end.y - uy * 9)
        func beside(_ point: (x: Double, y: Double), _ distance: Double) -> PixelPoint {
            PixelPoint(rounding: point.x - uy * distance, point.y + ux * distance)
        }
        return [
            [beside(start, -0.75), beside(neck, -0.75), beside(neck, 0.75), beside(start, 0.75)],
            [beside(neck, -4), beside(end, 0), beside(neck, 4)],
        ]
    }

    private func texts(_ font: Font) -> [(TextPlace, Color)] {
        let inBoxes = boxes.flatMap { box in
            box.lines.enumerated().map { index, text in
                let line = TextLine(text, font: font, size: Self.textSize)
                let top = frame(of: box).top + Self.padding + Self.lineHeight * Double(index + 1)
                return (
                    TextPlace(role: .legend, line: line, x: (box.x - line.width / 2).rounded(), y: (top - 3).rounded()),
                    box.isFaint ? Self.faint : Color.black
                )
            }
        }
        let notes = notes.map { note in
            let size = note.isHeading ? Self.headingSize : Self.textSize
            return (
                TextPlace(role: .title, line: TextLine(note.text, font: font, size: size), x: note.x, y: note.y),
                Color.black
            )
        }
        return inBoxes + notes
    }

    // MARK: - Colours

    private static let line = Color(hex: 0x444444)
    private static let faint = Color(hex: 0x767676)
    private static let grounds: [UInt32] = [0xE8EEF7, 0xFFE9CC, 0xE3F1E1, 0xF7E1E1]
    private static let frames: [UInt32] = [0x4C72B0, 0xC77400, 0x3C8D2F, 0xB03A3A]

    private static func ground(_ box: Box) -> Color { box.isFaint ? .white : Color(hex: grounds[box.kind.rawValue]) }
    private static func frame(_ box: Box) -> Color { box.isFaint ? .frameGrey : Color(hex: frames[box.kind.rawValue]) }
}
