import Testing

@testable import LinePlots

/// Numbers of DejaVu Sans 2.37 as fontTools reads them.
@Suite struct FontTests {
    private let font: Font

    init() throws {
        font = try Font.embedded()
    }

    @Test(
        arguments: [
            ("A", 1401), ("x", 1212), ("H", 1540), ("0", 1303), ("é", 1260), ("−", 1716), ("Ж", 2206), ("∑", 1380),
            (" ", 651),
        ] as [(Unicode.Scalar, Int)])
    func `glyphs are as wide as in the whole font`(character: Unicode.Scalar, width: Int) {
        let glyph = font.file.glyph(of: character)
        #expect(glyph != 0)
        #expect(font.file.advance(of: glyph) == width)
    }

    @Test(
        arguments: [("A", "V", -131), ("T", "o", -348), ("L", "T", -282), ("A", "A", 57), ("x", "x", 0)]
            as [(Unicode.Scalar, Unicode.Scalar, Int)])
    func `pairs are kerned`(left: Unicode.Scalar, right: Unicode.Scalar, kern: Int) {
        #expect(font.file.kern(font.file.glyph(of: left), font.file.glyph(of: right)) == kern)
    }

    @Test func `heights are those of the letters`() {
        #expect(font.file.unitsPerEm == 2048)
        #expect(font.xHeight == 1120)
        #expect(font.capHeight == 1493)
        #expect(font.ascender == 1556)
        #expect(font.descender == -426)
    }

    @Test func `characters beyond the subset have glyph 0, which is a box`() {
        for character: Unicode.Scalar in ["日", "😀", "\u{0}", "\u{10FFFF}"] {
            #expect(font.file.glyph(of: character) == 0)
        }
        #expect(GlyphOutline(of: 0, in: font.file).contours.count == 2)
    }

    @Test func `outlines reach as far as the file says`() {
        let points = GlyphOutline(of: font.file.glyph(of: "x"), in: font.file).contours.joined()
        #expect(points.map(\.x).min() == 59)
        #expect(points.map(\.x).max() == 1145)
        #expect(points.map(\.y).min() == 0)
        #expect(points.map(\.y).max() == 1120)
    }

    @Test func `a letter with an accent is drawn from its parts`() {
        let outline = GlyphOutline(of: font.file.glyph(of: "é"), in: font.file)
        #expect(outline.contours.count == 3)
        #expect(outline.contours.joined().map(\.y).max() == 1638)
    }

    @Test func `a filled letter covers the area of its outline`() {
        // At a size of 2048 / 8 pixels a font unit is an eighth of a pixel; areas from fontTools' AreaPen.
        for (letter, area) in [("o", 538210.25), ("é", 635586.75)] as [(Unicode.Scalar, Double)] {
            let size = 256.0
            let snap = HeightSnap(font: font, size: size)
            let path = GlyphPath(of: font.file.glyph(of: letter), in: font, size: size, snap: snap)
            let polygons = path.polygons.map { $0.map { PixelPoint(x: $0.x + 20, y: $0.y + 300) } }
            let mask = FillMask(polygons, within: PixelRect(left: 0, top: 0, right: 400, bottom: 400))
            var sum = 0
            mask.forEachRow { _, row in sum += row.reduce(0) { $0 + Int($1) } }
            #expect(abs(Double(sum) / 255 / (area / 64) - 1) < 0.002)
        }
    }

    @Test func `cut or changed bytes are an error or draw something, and never trap`() throws {
        let bytes = font.file.reader.bytes
        var random = SeededNumbers(seed: 3)
        for round in 0..<300 {
            var broken = bytes
            if round < 100 { broken.removeLast(Int.random(in: 1..<bytes.count, using: &random)) }
            for _ in 0..<30 where broken.count > 400 {
                let end = round.isMultiple(of: 2) ? 400 : broken.count
                broken[Int.random(in: 0..<end, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            guard let font = try? Font(bytes: broken) else { continue }
            var canvas = Canvas(width: 60, height: 40, background: .white)
            let line = TextLine("AVé−Ж0", font: font, size: 14)
            canvas.draw(TextPlace(role: .title, line: line, x: 5, y: 30), font: font, .black)
        }
    }

    @Test func `a file that is no font is an error that says so`() {
        #expect(throws: PlotError.self) { try Font(bytes: Array("no font".utf8)) }
        #expect(throws: PlotError.self) { try Font(bytes: []) }
    }
}
