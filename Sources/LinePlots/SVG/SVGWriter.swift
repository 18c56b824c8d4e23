/// Writes a picture as SVG.
struct SVGWriter {
    /// Begins the names of the parts, where several pictures stand in one document.
    private let prefix: String
    private var clipCount = 0

    private init(prefix: String) { self.prefix = prefix }

    /// The text of an SVG file.
    static func text(of picture: VectorPicture, prefix: String = "") -> String {
        var writer = SVGWriter(prefix: prefix)
        let (width, height) = (picture.width, picture.height)
        let ink = picture.ink.map { " fill=\"\($0.svg)\"" } ?? ""
        let lines =
            [
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(width) \(height)\" width=\"\(width)\" "
                    + "height=\"\(height)\" role=\"img\" font-family=\"DejaVu Sans, Verdana, sans-serif\"\(ink)>",
                "<title>\(MarkupText.escaped(picture.name))</title>",
                "<desc>\(MarkupText.escaped(picture.summary))</desc>",
            ] + picture.parts.map { writer.element($0) }
        return lines.joined(separator: "\n") + "\n</svg>\n"
    }

    private mutating func element(_ part: VectorPart) -> String {
        switch part {
        case .fill(let fill): return Self.element(fill)
        case .stroke(let stroke): return Self.element(stroke)
        case .frame(let frame): return Self.element(frame)
        case .rectangles(let rects, let color):
            return "<path fill=\"\(color.svg)\" d=\"\(rects.map(SVGText.rectangle).joined())\"/>"
        case .marks(let rects):
            return "<path shape-rendering=\"crispEdges\" d=\"\(rects.map(SVGText.rectangle).joined())\"/>"
        case .text(let place, let color):
            let text = SVGText.text(place)
            return color.map { "<g fill=\"\($0.svg)\">\(text)</g>" } ?? text
        case .curve(let curve):
            let title = curve.label.isEmpty ? "" : "<title>\(MarkupText.escaped(curve.label))</title>"
            return "<g\(Self.values(of: curve))>\(title)\(elements(curve.parts).joined(separator: "\n"))</g>"
        case .clipped(let parts, let rect):
            clipCount += 1
            let name = "\(prefix)axes-\(clipCount)"
            let lines =
                [
                    "<clipPath id=\"\(name)\"><path d=\"\(SVGText.rectangle(rect))\"/></clipPath>",
                    "<g clip-path=\"url(#\(name))\">",
                ] + elements(parts) + ["</g>"]
            return lines.joined(separator: "\n")
        case .together(let parts): return elements(parts).joined()
        }
    }

    private mutating func elements(_ parts: [VectorPart]) -> [String] { parts.map { element($0) } }

    private static func element(_ fill: VectorFill) -> String {
        let share = fill.opacity == 255 ? "" : " fill-opacity=\"\(share(fill.opacity))\""
        return "<path fill=\"\(fill.color.svg)\"\(share) d=\"\(fill.polygons.map(SVGText.polygon).joined())\"/>"
    }

    private static func element(_ stroke: VectorStroke) -> String {
        let cap = " stroke-linecap=\"\(stroke.cap.rawValue)\""
        let list = stroke.dashes.map(SVGText.number).joined(separator: " ")
        let dashes = stroke.dashes.isEmpty ? "" : " stroke-dasharray=\"\(list)\""
        let ends = stroke.join.map { " stroke-linejoin=\"\($0.rawValue)\"" + cap + dashes } ?? dashes + cap
        let width = SVGText.number(stroke.width)
        return "<path fill=\"none\" stroke=\"\(stroke.color.svg)\" stroke-width=\"\(width)\"\(ends) "
            + "d=\"\(stroke.lines.map(SVGText.line).joined())\"/>"
    }

    private static func element(_ frame: VectorFrame) -> String {
        let (rect, share) = (frame.rect, share(frame.opacity))
        return "<rect x=\"\(Double(rect.left) + 0.5)\" y=\"\(Double(rect.top) + 0.5)\" width=\"\(rect.width - 1)\" "
            + "height=\"\(rect.height - 1)\" rx=\"\(SVGText.number(frame.radius))\" fill=\"\(frame.ground.svg)\" "
            + "stroke=\"\(frame.line.svg)\" stroke-width=\"\(frame.lineWidth)\" fill-opacity=\"\(share)\" "
            + "stroke-opacity=\"\(share)\"/>"
    }

    private static func share(_ opacity: UInt8) -> String { SVGText.number(Double(opacity) / 255) }

    /// Attributes with a curve's name, and the places and numbers of its points.
    private static func values(of curve: VectorCurve) -> String {
        guard !curve.points.isEmpty else { return "" }
        let list = curve.points.map { "\(SVGText.number($0.x)) \(SVGText.number($0.y)) \($0.text)" }
        return " data-label=\"\(MarkupText.escaped(curve.label))\" "
            + "data-values=\"\(MarkupText.escaped(list.joined(separator: ";")))\""
    }
}
