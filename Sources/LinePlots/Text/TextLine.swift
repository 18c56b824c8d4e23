/// One line of text, measured: which glyphs stand where, from a pen at 0 on the baseline.
///
/// Units: pixels, y downward.
struct TextLine: Sendable {
    struct Glyph: Sendable {
        let index: Int
        /// What it stands for.
        let character: Unicode.Scalar
        let x: Double
        /// How far above the baseline it stands; less than 0 below it.
        let rise: Double
        let size: Double
    }

    struct Piece: Sendable {
        let text: String
        let x: Double
        let rise: Double
        let size: Double
        let width: Double
    }

    /// The text as it would be read aloud, without raised and lowered parts marked.
    let text: String
    private(set) var glyphs: [Glyph] = []
    /// Its text in pieces of one height, each with its place, for those who draw it by another font.
    private(set) var pieces: [Piece] = []
    /// From the pen's start to its end.
    private(set) var width = 0.0
    /// Height of the tallest letter above the baseline.
    let ascent: Double
    /// Depth of the deepest letter below the baseline.
    let descent: Double

    /// The size of exponents and indices, their rise and drop, in ems of the line.
    private static let scriptSize = 0.7
    private static let raise = 0.4
    private static let drop = 0.2
    /// The space round a sign of mathematics, in ems; it needs no glyph.
    private static let thinSpace = 0.2

    init(_ text: String, font: Font, size: Double) {
        self.init([TextSpan(text: text)], font: font, size: size)
    }

    init(_ spans: [TextSpan], font: Font, size: Double) {
        text = spans.map(\.text).joined()
        let em = Double(font.file.unitsPerEm)
        let height = size * Double(font.ascender) / em
        let depth = size * Double(-font.descender) / em
        let heights = spans.map(\.height)
        ascent = heights.contains(.raised) ? Self.raise * size + Self.scriptSize * size : height
        descent = heights.contains(.lowered) ? max(depth, Self.drop * size + Self.scriptSize * depth) : depth
        // Where the exponent or index before this one began, and its height: the other one stands over or under it.
        var script: (start: Double, height: TextSpan.Height)?
        for span in spans {
            switch span.height {
            case .line:
                append(span.text, font: font, size: size, rise: 0)
                script = nil
            case .raised, .lowered:
                let end = width
                if let script, script.height != span.height { width = script.start }
                script = (width, span.height)
                let rise = span.height == .raised ? Self.raise : -Self.drop
                append(span.text, font: font, size: size * Self.scriptSize, rise: (size * rise).rounded())
                width = max(width, end)
            }
        }
    }

    private mutating func append(_ text: String, font: Font, size: Double, rise: Double) {
        let scale = size / Double(font.file.unitsPerEm)
        let start = width
        defer {
            if !text.isEmpty {
                pieces.append(Piece(text: text, x: start, rise: rise, size: size, width: width - start))
            }
        }
        var previous: Int?
        for character in text.unicodeScalars where !character.properties.isDefaultIgnorableCodePoint {
            guard character != MathText.thinSpace else {
                width += Self.thinSpace * size
                previous = nil
                continue
            }
            let shown = character == "\t" ? " " : character
            let glyph = font.file.glyph(of: shown)
            if let previous { width += Double(font.file.kern(previous, glyph)) * scale }
            glyphs.append(Glyph(index: glyph, character: shown, x: width, rise: rise, size: size))
            width += Double(font.file.advance(of: glyph)) * scale
            previous = glyph
        }
    }
}
