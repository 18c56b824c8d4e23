extension Canvas {
    /// Draws a line of text.
    mutating func draw(_ text: TextPlace, font: Font, _ color: Color) {
        for glyph in text.line.glyphs {
            let snap = HeightSnap(font: font, size: glyph.size)
            let path = GlyphPath(of: glyph.index, in: font, size: glyph.size, snap: snap)
            let polygons = path.polygons.map { polygon in
                polygon.map { point in
                    let along = glyph.x + Double(point.x)
                    let across = Double(point.y) - glyph.rise
                    return text.isVertical
                        ? PixelPoint(rounding: text.x + across, text.y - along)
                        : PixelPoint(rounding: text.x + along, text.y + across)
                }
            }
            paint(polygons, color)
        }
    }
}
