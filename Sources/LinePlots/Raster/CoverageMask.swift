/// How much of each pixel of a rectangle is covered by a line, from 0 to 255.
///
/// Strokes: coverage is a function of the exact distance from the pixel's middle to the polyline, as if a straight edge
/// crossed the pixel there. Segments are joined by maximum, so joins and caps are round and a translucent line has no
/// dark joints. Only + − × ÷ and square roots of Float are used: the same pixels on every machine.
struct CoverageMask: Sendable {
    let bounds: PixelRect
    private(set) var values: [UInt8]

    init(bounds: PixelRect) {
        self.bounds = bounds
        values = Array(repeating: 0, count: bounds.width * bounds.height)
    }

    mutating func clear() {
        values.withUnsafeMutableBufferPointer { $0.update(repeating: 0) }
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
        let (left, right, width) = (bounds.left, bounds.right, bounds.width)
        let top = bounds.top
        values.withUnsafeMutableBufferPointer { values in
            for row in firstRow...lastRow {
                let y = Float(row) + 0.5
                let reach = segment.reach(atHeight: y)
                let first = max(left, Self.whole(reach.left))
                let last = min(right - 1, Self.whole(reach.right))
                guard first <= last else { continue }
                var index = (row - top) * width + first - left
                for column in first...last {
                    let coverage = segment.coverage(x: Float(column) + 0.5, y: y)
                    if coverage > values[index] { values[index] = coverage }
                    index += 1
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
        var first: Float = 0
        var last: Float = 1
        let steep = dy < 0 ? -dy : dy
        if steep > 0.01 {
            let a = (height - reach - y) / dy
            let b = (height + reach - y) / dy
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
