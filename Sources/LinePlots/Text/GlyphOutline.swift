/// A point of a glyph's outline; between two points off the curve lies one on it, half way.
struct OutlinePoint: Equatable, Sendable {
    let x: Float
    let y: Float
    let isOnCurve: Bool
}

/// A glyph's outline: closed contours of lines and quadratic curves, in font units.
///
/// Source: OpenType specification, table glyf.
struct GlyphOutline: Sendable {
    private(set) var contours: [[OutlinePoint]] = []

    /// A file may nest parts without end; this many are more than any letter has.
    private static let mostParts = 64

    /// A glyph placed by a composite: x′ = xx·x + yx·y + dx, y′ = xy·x + yy·y + dy.
    fileprivate struct Part {
        var glyph: Int
        var xx: Float = 1
        var xy: Float = 0
        var yx: Float = 0
        var yy: Float = 1
        var dx: Float = 0
        var dy: Float = 0
    }

    init(of glyph: Int, in file: TrueTypeFile) {
        var waiting = [Part(glyph: glyph)]
        var count = 0
        while let part = waiting.popLast(), count < Self.mostParts {
            count += 1
            guard let range = file.outlineRange(of: part.glyph) else { continue }
            let contourCount = file.reader.i16(range.lowerBound)
            if contourCount >= 0 {
                appendSimple(part, contourCount, range, file.reader)
            } else {
                waiting += Self.parts(of: part, range, file.reader).reversed()
            }
        }
    }

    private mutating func appendSimple(_ part: Part, _ contourCount: Int, _ range: Range<Int>, _ reader: ByteReader) {
        let ends = range.lowerBound + 10
        guard contourCount > 0, ends + contourCount * 2 <= range.upperBound else { return }
        let pointCount = reader.u16(ends + contourCount * 2 - 2) + 1
        var cursor = ends + contourCount * 2
        cursor += 2 + reader.u16(cursor)
        var flags: [Int] = []
        while flags.count < pointCount {
            guard cursor < range.upperBound else { return }
            let flag = reader.u8(cursor)
            cursor += 1
            flags.append(flag)
            if flag & 8 != 0 {
                flags += Array(repeating: flag, count: reader.u8(cursor))
                cursor += 1
            }
        }
        let xs = Self.coordinates(flags, count: pointCount, short: 2, same: 16, &cursor, reader)
        let ys = Self.coordinates(flags, count: pointCount, short: 4, same: 32, &cursor, reader)
        var start = 0
        for contour in 0..<contourCount {
            let end = reader.u16(ends + contour * 2) + 1
            guard start < end, end <= pointCount else { return }
            contours.append(
                (start..<end).map { index in
                    let x = part.xx * xs[index] + part.yx * ys[index] + part.dx
                    let y = part.xy * xs[index] + part.yy * ys[index] + part.dy
                    return OutlinePoint(x: x, y: y, isOnCurve: flags[index] & 1 != 0)
                })
            start = end
        }
    }

    /// Coordinates are stored as steps: one byte with its sign in a flag, two bytes, or none for “as before”.
    private static func coordinates(
        _ flags: [Int], count: Int, short: Int, same: Int, _ cursor: inout Int, _ reader: ByteReader
    ) -> [Float] {
        var value = 0
        return flags.prefix(count).map { flag in
            if flag & short != 0 {
                let step = reader.u8(cursor)
                value += flag & same != 0 ? step : -step
                cursor += 1
            } else if flag & same == 0 {
                value += reader.i16(cursor)
                cursor += 2
            }
            return Float(value)
        }
    }

    private static func parts(of whole: Part, _ range: Range<Int>, _ reader: ByteReader) -> [Part] {
        var parts: [Part] = []
        var cursor = range.lowerBound + 10
        var flags = 0x20
        while flags & 0x20 != 0, cursor < range.upperBound, parts.count < mostParts {
            flags = reader.u16(cursor)
            var part = Part(glyph: reader.u16(cursor + 2))
            var dx: Float = 0
            var dy: Float = 0
            let wordsAreLong = flags & 1 != 0
            // Without this flag the numbers name points to be laid on each other, which no font in use needs.
            if flags & 2 != 0 {
                dx = Float(wordsAreLong ? reader.i16(cursor + 4) : signed(reader.u8(cursor + 4)))
                dy = Float(wordsAreLong ? reader.i16(cursor + 6) : signed(reader.u8(cursor + 5)))
            }
            cursor += wordsAreLong ? 8 : 6
            func fraction() -> Float {
                cursor += 2
                return Float(reader.i16(cursor - 2)) / 16384
            }
            if flags & 0x08 != 0 {
                part.xx = fraction()
                part.yy = part.xx
            } else if flags & 0x40 != 0 {
                part.xx = fraction()
                part.yy = fraction()
            } else if flags & 0x80 != 0 {
                part.xx = fraction()
                part.xy = fraction()
                part.yx = fraction()
                part.yy = fraction()
            }
            part.dx = dx
            part.dy = dy
            parts.append(part.placed(in: whole))
        }
        return parts
    }

    private static func signed(_ byte: Int) -> Int {
        byte < 0x80 ? byte : byte - 0x100
    }
}

extension GlyphOutline.Part {
    /// The part as the whole that holds it is placed.
    fileprivate func placed(in whole: Self) -> Self {
        var result = Self(glyph: glyph)
        result.xx = whole.xx * xx + whole.yx * xy
        result.xy = whole.xy * xx + whole.yy * xy
        result.yx = whole.xx * yx + whole.yx * yy
        result.yy = whole.xy * yx + whole.yy * yy
        result.dx = whole.xx * dx + whole.yx * dy + whole.dx
        result.dy = whole.xy * dx + whole.yy * dy + whole.dy
        return result
    }
}

extension TrueTypeFile {
    /// The lowest and highest points of a glyph's outline, as the file states them; 0...0 without outline.
    func verticalBounds(of glyph: Int) -> ClosedRange<Int> {
        guard let range = outlineRange(of: glyph) else { return 0...0 }
        let low = reader.i16(range.lowerBound + 4)
        return low...max(low, reader.i16(range.lowerBound + 8))
    }
}
