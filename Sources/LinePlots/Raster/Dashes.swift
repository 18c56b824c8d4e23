/// Cuts a polyline into dashes along its length.
///
/// Units: pixels.
struct Dashes {
    /// Lengths of dashes and gaps in turn; all positive, or the line is solid.
    private let lengths: [Float]
    private var index = 0
    private var left: Float

    /// The pattern of a style for a line of a given width.
    ///
    /// Round caps lengthen every dash by a width: that much is taken off each.
    init(_ pattern: [Double], lineWidth: Float) {
        lengths = pattern.enumerated().map { index, length in
            let cap: Float = index.isMultiple(of: 2) ? -1 : 1
            return max(Float(length) + cap, 0.01) * lineWidth
        }
        left = lengths.first ?? 0
    }

    /// Calls `body` with the visible pieces of a segment that goes on where the last one ended.
    mutating func forEachPiece(
        from start: PixelPoint, to end: PixelPoint, _ body: (PixelPoint, PixelPoint) -> Void
    ) {
        guard !lengths.isEmpty else { return body(start, end) }
        let dx = end.x - start.x
        let dy = end.y - start.y
        let length = (dx * dx + dy * dy).squareRoot()
        guard length > 0 else { return }
        func point(_ distance: Float) -> PixelPoint {
            let t = distance / length
            return PixelPoint(x: start.x + dx * t, y: start.y + dy * t)
        }
        var done: Float = 0
        while length - done > left {
            if index.isMultiple(of: 2) { body(point(done), point(done + left)) }
            done += left
            index = (index + 1) % lengths.count
            left = lengths[index]
        }
        if index.isMultiple(of: 2) { body(point(done), end) }
        left -= length - done
    }
}
