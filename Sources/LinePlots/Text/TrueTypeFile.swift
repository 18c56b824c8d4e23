/// The tables of a TrueType font: which glyph a character has, how wide it is, where its outline stands.
///
/// Units: font units, `unitsPerEm` to the em.
/// Source: OpenType specification, tables head, maxp, hhea, hmtx, cmap (format 4), kern (format 0), loca.
struct TrueTypeFile: Sendable {
    let reader: ByteReader
    let unitsPerEm: Int
    let glyphCount: Int
    private let glyphs: Range<Int>
    private let locations: Range<Int>
    private let locationsAreLong: Bool
    private let widths: Range<Int>
    private let widthCount: Int
    private let characterMap: Int
    private let kerning: Range<Int>

    /// Reads the tables in the bytes of a `.ttf` file.
    init(bytes: [UInt8]) throws(PlotError) {
        let reader = ByteReader(bytes: bytes)
        var tables: [Int: Range<Int>] = [:]
        for index in 0..<reader.u16(4) {
            let entry = 12 + index * 16
            let start = reader.u32(entry + 8)
            let end = start + reader.u32(entry + 12)
            if end <= bytes.count { tables[reader.u32(entry)] = start..<end }
        }
        func table(_ tag: String) -> Range<Int>? {
            tables[tag.utf8.reduce(0) { $0 << 8 | Int($1) }]
        }
        guard let head = table("head"), let maximum = table("maxp"), let header = table("hhea"),
            let widths = table("hmtx"), let map = table("cmap"), let locations = table("loca"),
            let glyphs = table("glyf")
        else { throw .badFont("a table of head, maxp, hhea, hmtx, cmap, loca, glyf is missing or cut off") }
        guard let characterMap = Self.unicodeMap(reader, in: map) else { throw .badFont("no Unicode table (cmap 4)") }
        unitsPerEm = reader.u16(head.lowerBound + 18)
        glyphCount = reader.u16(maximum.lowerBound + 4)
        widthCount = reader.u16(header.lowerBound + 34)
        guard (16...16384).contains(unitsPerEm), glyphCount > 0, widthCount > 0 else {
            throw .badFont("\(glyphCount) glyphs with \(unitsPerEm) units to the em")
        }
        self.reader = reader
        self.characterMap = characterMap
        self.widths = widths
        self.locations = locations
        self.glyphs = glyphs
        locationsAreLong = reader.u16(head.lowerBound + 50) != 0
        kerning = Self.kerningPairs(reader, in: table("kern") ?? 0..<0)
    }

    /// Where the outline of a glyph stands in the file; nil when it has none.
    func outlineRange(of glyph: Int) -> Range<Int>? {
        guard (0..<glyphCount).contains(glyph) else { return nil }
        let entry = locations.lowerBound + glyph * (locationsAreLong ? 4 : 2)
        let start = locationsAreLong ? reader.u32(entry) : reader.u16(entry) * 2
        let end = locationsAreLong ? reader.u32(entry + 4) : reader.u16(entry + 2) * 2
        guard start < end, end <= glyphs.count else { return nil }
        return glyphs.lowerBound + start..<glyphs.lowerBound + end
    }

    /// The glyph of a character; 0, drawn as a box, when the font lacks it.
    func glyph(of character: Unicode.Scalar) -> Int {
        let code = Int(character.value)
        guard code <= 0xFFFF else { return 0 }
        let segments = reader.u16(characterMap + 6) / 2
        let ends = characterMap + 14
        // The first segment that ends at or after the code.
        var low = 0
        var high = segments
        while low < high {
            let middle = (low + high) / 2
            if reader.u16(ends + middle * 2) < code { low = middle + 1 } else { high = middle }
        }
        let starts = ends + segments * 2 + 2
        let deltas = starts + segments * 2
        let offsets = deltas + segments * 2
        let start = reader.u16(starts + low * 2)
        guard low < segments, start <= code else { return 0 }
        let delta = reader.u16(deltas + low * 2)
        let offset = reader.u16(offsets + low * 2)
        var glyph = code
        if offset != 0 {
            glyph = reader.u16(offsets + low * 2 + offset + (code - start) * 2)
            if glyph == 0 { return 0 }
        }
        glyph = (glyph + delta) & 0xFFFF
        return glyph < glyphCount ? glyph : 0
    }

    /// How far the pen moves after a glyph.
    func advance(of glyph: Int) -> Int {
        reader.u16(widths.lowerBound + min(glyph, widthCount - 1) * 4)
    }

    /// What is added between two glyphs that stand side by side, mostly negative.
    func kern(_ left: Int, _ right: Int) -> Int {
        let pair = left << 16 | right
        var low = 0
        var high = kerning.count / 6
        while low < high {
            let middle = (low + high) / 2
            let entry = kerning.lowerBound + middle * 6
            let found = reader.u32(entry)
            if found == pair { return reader.i16(entry + 4) }
            if found < pair { low = middle + 1 } else { high = middle }
        }
        return 0
    }

    /// The offset of the format 4 table for the Basic Multilingual Plane.
    private static func unicodeMap(_ reader: ByteReader, in map: Range<Int>) -> Int? {
        for index in 0..<reader.u16(map.lowerBound + 2) {
            let entry = map.lowerBound + 4 + index * 8
            let platform = reader.u16(entry)
            let table = map.lowerBound + reader.u32(entry + 4)
            if platform == 0 || (platform == 3 && reader.u16(entry + 2) == 1), reader.u16(table) == 4 { return table }
        }
        return nil
    }

    /// The sorted pairs, six bytes each, of the first horizontal table of format 0.
    private static func kerningPairs(_ reader: ByteReader, in table: Range<Int>) -> Range<Int> {
        guard table.count >= 18, reader.u16(table.lowerBound) == 0, reader.u16(table.lowerBound + 8) & 0xFF07 == 1
        else { return 0..<0 }
        let start = table.lowerBound + 18
        let end = min(start + reader.u16(table.lowerBound + 10) * 6, table.upperBound)
        return start..<max(start, end)
    }
}
