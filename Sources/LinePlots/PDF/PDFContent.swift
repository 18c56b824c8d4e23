/// The operators that draw a picture on a page.
///
/// Source: ISO 32000-1:2008, 8 “Graphics”, 9 “Text”.
struct PDFContent {
    private var lines: [String] = []
    /// The opacities below 255 that are asked for; the page names a state for each.
    private(set) var opacities: Set<UInt8> = []
    /// The font with the characters that the texts show.
    private(set) var font: PDFFont
    private let ink: Color

    /// A pixel is 1/96 inch, as in CSS and SVG; a point is 1/72 inch.
    static let pixel = 0.75

    /// How far the middles of the two handles of a quarter of a circle are from its ends, in radii.
    private static let quarter = 0.5523

    init(_ picture: VectorPicture, _ font: Font) {
        self.font = PDFFont(font)
        ink = picture.ink ?? .black
        // From here on all is in pixels, y downward; sharp corners end where those of SVG do.
        let pixel = SVGText.number(Self.pixel)
        lines.append("\(pixel) 0 0 -\(pixel) 0 \(SVGText.number(Double(picture.height) * Self.pixel)) cm 4 M")
        for part in picture.parts { add(part) }
    }

    /// The operators, a line for each part or more.
    var text: String { lines.joined(separator: "\n") + "\n" }

    /// The name of the state with an opacity.
    static func state(_ opacity: UInt8) -> String { "/Opacity\(opacity)" }

    private mutating func add(_ part: VectorPart) {
        switch part {
        case .fill(let fill):
            let path = fill.polygons.map { Self.line($0) + " h" }
            paint(fill.opacity, "\(PDFText.color(fill.color)) rg \(path.joined(separator: "\n")) f")
        case .stroke(let stroke): add(stroke)
        case .frame(let frame): add(frame)
        case .rectangles(let rects, let color): add(rects, color)
        case .marks(let rects): add(rects, ink)
        case .text(let place, let color): add(place, color ?? ink)
        case .curve(let curve): for part in curve.parts { add(part) }
        case .together(let parts): for part in parts { add(part) }
        case .clipped(let parts, let rect):
            lines.append("q \(Self.rectangle(rect)) W n")
            for part in parts { add(part) }
            lines.append("Q")
        }
    }

    /// Adds operators that paint, with how much they cover of what is under them.
    private mutating func paint(_ opacity: UInt8, _ operators: String) {
        guard opacity < 255 else { return lines.append(operators) }
        opacities.insert(opacity)
        lines.append("q \(Self.state(opacity)) gs \(operators) Q")
    }

    private mutating func add(_ rects: [PixelRect], _ color: Color) {
        guard !rects.isEmpty else { return }
        lines.append("\(PDFText.color(color)) rg \(rects.map(Self.rectangle).joined(separator: " ")) f")
    }

    private mutating func add(_ stroke: VectorStroke) {
        let (cap, join) = (stroke.cap == .square ? 2 : 1, stroke.join == .miter ? 0 : 1)
        let dashes = stroke.dashes.map(SVGText.number).joined(separator: " ")
        let path = stroke.lines.map { $0.count == 1 ? Self.line($0 + $0) : Self.line($0) }
        lines.append(
            "\(PDFText.color(stroke.color)) RG \(SVGText.number(stroke.width)) w \(cap) J \(join) j [\(dashes)] 0 d "
                + "\(path.joined(separator: "\n")) S")
    }

    private mutating func add(_ frame: VectorFrame) {
        let (left, top) = (Double(frame.rect.left) + 0.5, Double(frame.rect.top) + 0.5)
        let (right, bottom) = (left + Double(frame.rect.width - 1), top + Double(frame.rect.height - 1))
        let (radius, handle) = (frame.radius, frame.radius * (1 - Self.quarter))
        func numbers(_ values: Double...) -> String { values.map(SVGText.number).joined(separator: " ") }
        let outline = [
            numbers(left + radius, top) + " m", numbers(right - radius, top) + " l",
            numbers(right - handle, top, right, top + handle, right, top + radius) + " c",
            numbers(right, bottom - radius) + " l",
            numbers(right, bottom - handle, right - handle, bottom, right - radius, bottom) + " c",
            numbers(left + radius, bottom) + " l",
            numbers(left + handle, bottom, left, bottom - handle, left, bottom - radius) + " c",
            numbers(left, top + radius) + " l",
            numbers(left, top + handle, left + handle, top, left + radius, top) + " c h",
        ].joined(separator: " ")
        paint(frame.opacity, "\(PDFText.color(frame.ground)) rg \(outline) f")
        paint(frame.opacity, "\(PDFText.color(frame.line)) RG \(frame.lineWidth) w [] 0 d \(outline) S")
    }

    /// Adds a line of text: a run of glyphs for each height and size in it.
    private mutating func add(_ place: TextPlace, _ color: Color) {
        guard !place.line.glyphs.isEmpty else { return }
        lines.append("\(PDFText.color(color)) rg BT")
        var rest = place.line.glyphs[...]
        while let first = rest.first {
            let run = rest.prefix { $0.size == first.size && $0.rise == first.rise }
            rest = rest.dropFirst(run.count)
            // Where glyphs are upright on a canvas whose y goes downward, and where they are turned to the left.
            let (turn, x, y) =
                place.isVertical
                ? ("0 -1 -1 0", place.x - first.rise, place.y - first.x)
                : ("1 0 0 -1", place.x + first.x, place.y - first.rise)
            lines.append(
                "\(PDFFont.name) \(SVGText.number(first.size)) Tf \(turn) \(SVGText.number(x)) \(SVGText.number(y)) Tm "
                    + "[\(font.shown(run))] TJ")
        }
        lines.append("ET")
    }

    private static func line(_ points: [PixelPoint]) -> String {
        points.enumerated().map { "\(SVGText.point($1)) \($0 == 0 ? "m" : "l")" }.joined(separator: " ")
    }

    private static func rectangle(_ rect: PixelRect) -> String {
        "\(rect.left) \(rect.top) \(rect.width) \(rect.height) re"
    }
}
