/// A glyph's outline as closed polygons in pixels, y downward from the baseline.
struct GlyphPath: Sendable {
    private(set) var polygons: [[PixelPoint]] = []

    /// The outline of `glyph` at `size` pixels to the em, its heights moved to whole pixels by `snap`.
    init(of glyph: Int, in font: Font, size: Double, snap: HeightSnap) {
        let scale = Float(size / Double(font.file.unitsPerEm))
        for contour in GlyphOutline(of: glyph, in: font.file).contours {
            let points = contour.map { point in
                OutlinePoint(x: point.x * scale, y: -snap.height(of: point.y), isOnCurve: point.isOnCurve)
            }
            polygons.append(Self.flattened(points))
        }
    }

    private static func flattened(_ points: [OutlinePoint]) -> [PixelPoint] {
        // Points half way between two that are off the curve are made first, so that every curve has its ends.
        var full: [OutlinePoint] = []
        for (index, point) in points.enumerated() {
            let next = points[(index + 1) % points.count]
            full.append(point)
            if !point.isOnCurve && !next.isOnCurve {
                full.append(OutlinePoint(x: (point.x + next.x) / 2, y: (point.y + next.y) / 2, isOnCurve: true))
            }
        }
        guard let start = full.firstIndex(where: \.isOnCurve) else { return [] }
        var result = [PixelPoint(x: full[start].x, y: full[start].y)]
        var index = 1
        while index <= full.count {
            let point = full[(start + index) % full.count]
            if point.isOnCurve {
                result.append(PixelPoint(x: point.x, y: point.y))
                index += 1
            } else {
                let end = full[(start + index + 1) % full.count]
                append(to: &result, control: point, end: end)
                index += 2
            }
        }
        return result
    }

    /// A quadratic curve as chords that stay within a fiftieth of a pixel of it.
    private static func append(to result: inout [PixelPoint], control: OutlinePoint, end: OutlinePoint) {
        guard let start = result.last else { return }
        let bendX = start.x - 2 * control.x + end.x
        let bendY = start.y - 2 * control.y + end.y
        let bend = (bendX * bendX + bendY * bendY).squareRoot()
        let wanted = (bend * 12.5).squareRoot()
        let count = wanted < 64 ? Int(wanted) + 1 : 64
        for step in 1...count {
            let t = Float(step) / Float(count)
            let u = 1 - t
            let x = u * u * start.x + 2 * u * t * control.x + t * t * end.x
            let y = u * u * start.y + 2 * u * t * control.y + t * t * end.y
            result.append(PixelPoint(x: x, y: y))
        }
    }
}
