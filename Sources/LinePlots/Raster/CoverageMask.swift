/// How much of each pixel of a rectangle is covered by a line, from 0 to 255.
///
/// Strokes: coverage is a function of the exact distance from the pixel's middle to the polyline, as if a straight edge
/// crossed the pixel there. Segments are joined by maximum, so joins and caps are round and a translucent line has no
/// dark joints. Only + − × ÷ and square roots of Float are used: the same pixels on every machine.
struct CoverageMask: Sendable {
    let bounds: PixelRect
    private(set) var values: [UInt8]
    /// For each square of pixels, how many are not covered wholly: where none are, strokes add nothing.
    private var openCounts: [UInt8]
    private let tilesAcross: Int

    private static let tileShift = 3
    private static var tileSize: Int { 1 << tileShift }

    init(bounds: PixelRect) {
        self.bounds = bounds
        values = Array(repeating: 0, count: bounds.width * bounds.height)
        tilesAcross = (bounds.width + Self.tileSize - 1) >> Self.tileShift
        let tilesDown = (bounds.height + Self.tileSize - 1) >> Self.tileShift
        openCounts = Array(repeating: Self.allOpen, count: tilesAcross * tilesDown)
    }

    private static var allOpen: UInt8 { UInt8(truncatingIfNeeded: tileSize * tileSize) }

    mutating func clear() {
        values.withUnsafeMutableBufferPointer { $0.update(repeating: 0) }
        openCounts.withUnsafeMutableBufferPointer { $0.update(repeating: Self.allOpen) }
    }

    /// Adds rows of coverages, `width` each, with their left top corner at a pixel.
    mutating func lay(_ image: [UInt8], width: Int, left: Int, top: Int) {
        let area = PixelRect(left: left, top: top, right: left + width, bottom: top + image.count / max(1, width))
            .intersection(bounds)
        guard !area.isEmpty else { return }
        values.withUnsafeMutableBufferPointer { values in
            image.withUnsafeBufferPointer { image in
                for y in area.top..<area.bottom {
                    let target = (y - bounds.top) * bounds.width - bounds.left
                    let source = (y - top) * width - left
                    for x in area.left..<area.right {
                        values[target + x] = max(values[target + x], image[source + x])
                    }
                }
            }
        }
    }

    /// Adds all points within `radius` of the segment.
    mutating func stroke(from start: PixelPoint, to end: PixelPoint, radius: Float) {
        let segment = StrokeSegment(start, end, radius: radius)
        let firstRow = max(bounds.top, Self.whole(segment.top))
        let lastRow = min(bounds.bottom - 1, Self.whole(segment.bottom))
        guard firstRow <= lastRow else { return }
        var block = firstRow
        while block <= lastRow {
            // Rows up to the next border of tiles.
            let end = min(lastRow, bounds.top + (((block - bounds.top) >> Self.tileShift) + 1) << Self.tileShift - 1)
            if isOpen(segment, rows: block...end) { stroke(segment, rows: block...end) }
            block = end + 1
        }
    }

    /// Whether any of the tiles that a segment may touch in some rows of one row of tiles can be covered further.
    private func isOpen(_ segment: StrokeSegment, rows: ClosedRange<Int>) -> Bool {
        let reach = segment.reach(from: Float(rows.lowerBound) + 0.5, to: Float(rows.upperBound) + 0.5)
        let first = max(bounds.left, Self.whole(reach.left))
        let last = min(bounds.right - 1, Self.whole(reach.right))
        guard first <= last else { return false }
        let start = ((rows.lowerBound - bounds.top) >> Self.tileShift) * tilesAcross
        for tile in ((first - bounds.left) >> Self.tileShift)...((last - bounds.left) >> Self.tileShift)
        where openCounts[start + tile] > 0 { return true }
        return false
    }

    private mutating func stroke(_ segment: StrokeSegment, rows: ClosedRange<Int>) {
        let (left, right, width) = (bounds.left, bounds.right, bounds.width)
        let top = bounds.top
        let tiles = ((rows.lowerBound - top) >> Self.tileShift) * tilesAcross
        openCounts.withUnsafeMutableBufferPointer { openCounts in
            values.withUnsafeMutableBufferPointer { values in
                for row in rows {
                    let y = Float(row) + 0.5
                    let reach = segment.reach(atHeight: y)
                    let first = max(left, Self.whole(reach.left))
                    let last = min(right - 1, Self.whole(reach.right))
                    guard first <= last else { continue }
                    var index = (row - top) * width + first - left
                    for column in first...last {
                        let coverage = segment.coverage(x: Float(column) + 0.5, y: y)
                        if coverage > values[index] {
                            values[index] = coverage
                            if coverage == 255 { openCounts[tiles + (column - left) >> Self.tileShift] -= 1 }
                        }
                        index += 1
                    }
                }
            }
        }
    }

    /// The number of the pixel that holds a coordinate; coordinates are within the canvas or near it.
    private static func whole(_ value: Float) -> Int {
        guard value > -131072 else { return -131072 }
        guard value < 131072 else { return 131072 }
        return Int(value.rounded(.down))
    }
}

/// All points within a radius of a straight piece of line.
struct StrokeSegment {
    private let x: Float
    private let y: Float
    private let dx: Float
    private let dy: Float
    private let inverseLength: Float
    private let radius: Float
    private let reach: Float
    private let fullSquared: Float
    private let emptySquared: Float

    init(_ start: PixelPoint, _ end: PixelPoint, radius: Float) {
        x = start.x
        y = start.y
        dx = end.x - start.x
        dy = end.y - start.y
        let lengthSquared = dx * dx + dy * dy
        inverseLength = lengthSquared > 0 ? 1 / lengthSquared : 0
        self.radius = radius
        reach = radius + 0.5
        emptySquared = reach * reach
        let full = radius - 0.5
        fullSquared = full > 0 ? full * full : -1
    }

    /// The first and last heights that it may touch.
    var top: Float { min(y, y + dy) - reach }
    var bottom: Float { max(y, y + dy) + reach }

    /// Bounds of what it may touch in the row whose middle is at `height`.
    func reach(atHeight height: Float) -> (left: Float, right: Float) {
        reach(from: height, to: height)
    }

    /// Bounds of what it may touch in the rows whose middles are from `low` to `high`.
    func reach(from low: Float, to high: Float) -> (left: Float, right: Float) {
        var first: Float = 0
        var last: Float = 1
        let steep = dy < 0 ? -dy : dy
        if steep > 0.01 {
            let a = (low - reach - y) / dy
            let b = (high + reach - y) / dy
            first = min(max(min(a, b), 0), 1)
            last = max(min(max(a, b), 1), 0)
        }
        let a = x + first * dx
        let b = x + last * dx
        return (min(a, b) - reach, max(a, b) + reach)
    }

    /// The share of the pixel around a point, from 0 to 255, that a straight edge at this distance covers.
    @inline(__always)
    func coverage(x pointX: Float, y pointY: Float) -> UInt8 {
        let px = pointX - x
        let py = pointY - y
        var t = (px * dx + py * dy) * inverseLength
        t = t < 0 ? 0 : (t > 1 ? 1 : t)
        let ex = px - t * dx
        let ey = py - t * dy
        let squared = ex * ex + ey * ey
        if squared >= emptySquared { return 0 }
        if squared <= fullSquared { return 255 }
        let distance = squared.squareRoot()
        let near = distance - radius
        let far = distance + radius
        let covered = (far < 0.5 ? far : 0.5) - (near > -0.5 ? near : -0.5)
        return UInt8(covered * 255 + 0.5)
    }
}
