import CFont

/// A typeface: the tables of its file and the heights of its letters.
///
/// Units: font units, y upward from the baseline.
package struct Font: Sendable {
    let file: TrueTypeFile
    /// What documents that hold a part of it call it, a word of letters.
    let name: String
    /// Height of a lower-case x.
    let xHeight: Int
    /// Height of a capital H.
    let capHeight: Int
    /// Height of a lower-case l, the tallest letter without accent.
    let ascender: Int
    /// Depth of a lower-case p below the baseline, as a negative number.
    let descender: Int

    /// The font in the program: DejaVu Sans, reduced to Latin, Greek, Cyrillic and mathematical signs.
    package static func embedded() throws(PlotError) -> Font {
        let count = Int(cfont_dejavu_sans_count())
        return try Font(bytes: Array(UnsafeBufferPointer(start: cfont_dejavu_sans(), count: count)), name: "DejaVuSans")
    }

    /// The font in the bytes of a `.ttf` file.
    package init(bytes: [UInt8]) throws(PlotError) { try self.init(bytes: bytes, name: "Given") }

    private init(bytes: [UInt8], name: String) throws(PlotError) {
        let file = try TrueTypeFile(bytes: bytes)
        func bounds(_ letter: Unicode.Scalar) -> ClosedRange<Int> {
            file.verticalBounds(of: file.glyph(of: letter))
        }
        guard bounds("x").upperBound > 0, bounds("H").upperBound > 0, bounds("l").upperBound > 0 else {
            throw .badFont("no outlines of x, H and l")
        }
        self.file = file
        self.name = name
        xHeight = bounds("x").upperBound
        capHeight = bounds("H").upperBound
        ascender = bounds("l").upperBound
        descender = min(0, bounds("p").lowerBound)
    }
}
