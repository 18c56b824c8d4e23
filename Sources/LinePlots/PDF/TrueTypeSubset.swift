/// A TrueType font of some glyphs of another one, in an order of their own: outlines without parts and hints, and widths.
///
/// Source: OpenType specification, tables glyf, head, hhea, hmtx, loca, maxp.
struct TrueTypeSubset {
    /// The font's file.
    let bytes: [UInt8]
    /// The corners of what any glyph covers.
    ///
    /// Units: font units.
    private(set) var low = (x: 0, y: 0)
    private(set) var high = (x: 0, y: 0)

    /// From one point to the next a file has two bytes, signed: twice this.
    private static let farthest = 16_383.0

    private struct Point {
        let x: Int
        let y: Int
        let isOnCurve: Bool
    }

    /// The font of the glyphs with these numbers in `font`.
    init(of font: Font, glyphs: [Int]) {
        var outlines = BigEndianBytes()
        var locations = BigEndianBytes()
        var metrics = BigEndianBytes()
        var most = (points: 0, contours: 0)
        for glyph in glyphs {
            locations.add32(outlines.bytes.count)
            let contours = Self.contours(of: GlyphOutline(of: glyph, in: font.file))
            let points = Array(contours.joined())
            let (xs, ys) = (points.map(\.x), points.map(\.y))
            let left = xs.min() ?? 0
            metrics.add16(font.file.advance(of: glyph), left)
            guard let right = xs.max(), let bottom = ys.min(), let top = ys.max() else { continue }
            low = (min(low.x, left), min(low.y, bottom))
            high = (max(high.x, right), max(high.y, top))
            most = (max(most.points, points.count), max(most.contours, contours.count))
            outlines.add16(contours.count, left, bottom, right, top)
            var end = -1
            for contour in contours {
                end += contour.count
                outlines.add16(end)
            }
            outlines.add16(0)
            outlines.bytes += points.map { $0.isOnCurve ? 1 : 0 }
            for values in [xs, ys] {
                for (value, previous) in zip(values, [0] + values) { outlines.add16(value - previous) }
            }
            outlines.pad()
        }
        locations.add32(outlines.bytes.count)

        var head = BigEndianBytes()
        head.add32(0x1_0000, 0x1_0000, 0, 0x5F0F_3CF5)
        head.add16(0, font.file.unitsPerEm)
        // No dates.
        head.add32(0, 0, 0, 0)
        head.add16(low.x, low.y, high.x, high.y, 0, 8, 2, 1, 0)
        var header = BigEndianBytes()
        header.add32(0x1_0000)
        let widest = glyphs.map(font.file.advance(of:)).max() ?? 0
        header.add16(high.y, low.y, 0, widest, low.x, 0, high.x, 1, 0, 0, 0, 0, 0, 0, 0, glyphs.count)
        var maxima = BigEndianBytes()
        maxima.add32(0x1_0000)
        maxima.add16(glyphs.count, most.points, most.contours, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0)
        bytes = Self.file([
            ("glyf", outlines), ("head", head), ("hhea", header), ("hmtx", metrics), ("loca", locations),
            ("maxp", maxima),
        ])
    }

    /// Contours in whole font units, as many as a file can count.
    private static func contours(of outline: GlyphOutline) -> [[Point]] {
        var contours: [[Point]] = []
        var count = 0
        for contour in outline.contours where count + contour.count <= 0xFFFF && contours.count < 0x7FFF {
            count += contour.count
            contours.append(
                contour.map { Point(x: whole($0.x), y: whole($0.y), isOnCurve: $0.isOnCurve) })
        }
        return contours
    }

    /// A damaged font may put parts anywhere, or nowhere.
    private static func whole(_ value: Float) -> Int {
        let value = Double(value).rounded()
        guard value > -farthest else { return -Int(farthest) }
        return value < farthest ? Int(value) : Int(farthest)
    }

    /// A file of tables, with their directory, and the sum of all that the table head has.
    private static func file(_ tables: [(tag: String, contents: BigEndianBytes)]) -> [UInt8] {
        var file = BigEndianBytes()
        file.add32(0x1_0000)
        // For searches by halves: the largest power of two within the number of tables.
        let power = tables.count.bitWidth - 1 - tables.count.leadingZeroBitCount
        file.add16(tables.count, 16 << power, power, (tables.count - 1 << power) * 16)
        var start = 12 + tables.count * 16
        var headPlace = 0
        for (tag, contents) in tables {
            if tag == "head" { headPlace = start }
            file.bytes += Array(tag.utf8)
            file.add32(contents.sum, start, contents.bytes.count)
            start += contents.padded.bytes.count
        }
        for (_, contents) in tables { file.bytes += contents.padded.bytes }
        var adjustment = BigEndianBytes()
        adjustment.add32(0xB1B0_AFBA - file.sum)
        file.bytes.replaceSubrange(headPlace + 8..<headPlace + 12, with: adjustment.bytes)
        return file.bytes
    }
}

/// Bytes to which numbers are added, the high byte first; of a number the lowest bytes are kept.
private struct BigEndianBytes {
    var bytes: [UInt8] = []

    mutating func add16(_ values: Int...) {
        for value in values { bytes += [UInt8(truncatingIfNeeded: value >> 8), UInt8(truncatingIfNeeded: value)] }
    }

    mutating func add32(_ values: Int...) {
        for value in values { add16(value >> 16, value) }
    }

    /// Adds zeros up to a multiple of four bytes.
    mutating func pad() {
        while !bytes.count.isMultiple(of: 4) { bytes.append(0) }
    }

    var padded: Self {
        var padded = self
        padded.pad()
        return padded
    }

    /// The sum of the bytes as numbers of four each.
    var sum: Int {
        let reader = ByteReader(bytes: bytes)
        return stride(from: 0, to: bytes.count, by: 4).reduce(0) { $0 + reader.u32($1) }
    }
}
