/// Pieces of SVG: numbers of at most two digits behind the point, and paths.
enum SVGText {
    /// `12.5`; no place on a picture needs more than hundredths of a pixel.
    static func number(_ value: Double) -> String {
        let bounded = min(max(value, -1e6), 1e6)
        let count = Int((bounded * 100).rounded())
        let (whole, rest) = (count.magnitude / 100, count.magnitude % 100)
        let sign = count < 0 ? "-" : ""
        if rest == 0 { return "\(sign)\(whole)" }
        return "\(sign)\(whole)." + (rest < 10 ? "0\(rest)" : rest.isMultiple(of: 10) ? "\(rest / 10)" : "\(rest)")
    }

    static func point(_ point: PixelPoint) -> String { "\(number(Double(point.x))) \(number(Double(point.y)))" }

    /// A closed polygon as the data of a path.
    static func polygon(_ points: [PixelPoint]) -> String { line(points) + "Z" }

    /// A line as the data of a path; with one point it has no length, and round ends make it a dot.
    static func line(_ points: [PixelPoint]) -> String {
        guard let first = points.first else { return "" }
        guard points.count > 1 else { return "M" + point(first) + "h0" }
        return "M" + point(first) + points.dropFirst().map { "L" + point($0) }.joined()
    }

    static func rectangle(_ rect: PixelRect) -> String {
        "M\(rect.left) \(rect.top)H\(rect.right)V\(rect.bottom)H\(rect.left)Z"
    }

    /// A line of text; what is raised or lowered in it stands at its own place.
    static func text(_ place: TextPlace) -> String {
        let turn =
            place.isVertical
            ? "transform=\"translate(\(number(place.x)) \(number(place.y))) rotate(-90)\""
            : "transform=\"translate(\(number(place.x)) \(number(place.y)))\""
        let pieces = place.line.pieces.map { piece in
            // The lengths are those that were measured, whatever font draws them.
            "<tspan x=\"\(number(piece.x))\" y=\"\(number(-piece.rise))\" font-size=\"\(number(piece.size))\" "
                + "textLength=\"\(number(piece.width))\" lengthAdjust=\"spacingAndGlyphs\">"
                + "\(MarkupText.escaped(piece.text))</tspan>"
        }
        return "<text \(turn) xml:space=\"preserve\">\(pieces.joined())</text>"
    }
}

extension Color {
    /// `#1f77b4`.
    var svg: String {
        "#"
            + [red, green, blue].map { byte in
                let digits = String(byte, radix: 16)
                return digits.utf8.count == 1 ? "0" + digits : digits
            }.joined()
    }
}
