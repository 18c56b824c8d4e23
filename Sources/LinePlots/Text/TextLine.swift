/// A piece of text at one height: on the line, or raised and small as an exponent.
struct TextSpan: Equatable, Sendable {
    let text: String
    var isSuperscript = false
}

/// One line of text, measured: which glyphs stand where, from a pen at 0 on the baseline.
///
/// Units: pixels, y downward.
struct TextLine: Sendable {
    struct Glyph: Sendable {
        let index: Int
        let x: Double
        /// How far above the baseline it stands.
        let rise: Double
        let size: Double
    }

    /// The text as it would be read aloud, without raised parts marked.
    let text: String
    private(set) var glyphs: [Glyph] = []
    /// From the pen's start to its end.
    private(set) var width = 0.0
    /// Height of the tallest letter above the baseline.
    let ascent: Double
    /// Depth of the deepest letter below the baseline.
    let descent: Double

    /// An exponent's size and rise, in ems of the line.
    private static let superscriptSize = 0.7
    private static let superscriptRise = 0.4

    init(_ text: String, font: Font, size: Double) {
        self.init([TextSpan(text: text)], font: font, size: size)
    }

    init(_ spans: [TextSpan], font: Font, size: Double) {
        text = spans.map(\.text).joined()
        let em = Double(font.file.unitsPerEm)
        let raised = spans.contains(where: \.isSuperscript)
        let height = size * Double(font.ascender) / em
        ascent = raised ? Self.superscriptRise * size + Self.superscriptSize * height : height
        descent = size * Double(-font.descender) / em
        for span in spans {
            let spanSize = span.isSuperscript ? size * Self.superscriptSize : size
            let rise = span.isSuperscript ? (size * Self.superscriptRise).rounded() : 0
            append(span.text, font: font, size: spanSize, rise: rise)
        }
    }

    private mutating func append(_ text: String, font: Font, size: Double, rise: Double) {
        let scale = size / Double(font.file.unitsPerEm)
        var previous: Int?
        for character in text.unicodeScalars where !character.properties.isDefaultIgnorableCodePoint {
            let glyph = font.file.glyph(of: character == "\t" ? " " : character)
            if let previous { width += Double(font.file.kern(previous, glyph)) * scale }
            glyphs.append(Glyph(index: glyph, x: width, rise: rise, size: size))
            width += Double(font.file.advance(of: glyph)) * scale
            previous = glyph
        }
    }
}
