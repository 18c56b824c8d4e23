/// Cuts the pieces of a polyline that lie far from every canvas, so that those near it keep their direction.
///
/// Source: Y.-D. Liang, B. A. Barsky, “A New Concept and Method for Line Clipping”, 1984.
enum PolylineClip {
    /// Coordinates within it are drawn as they are.
    static let near = -32_768.0...65_535.0

    static func isNear(_ point: (x: Double, y: Double)) -> Bool {
        near.contains(point.x) && near.contains(point.y)
    }

    /// The part of a piece that is near, as shares of its length; nil where there is none.
    static func nearPart(
        from start: (x: Double, y: Double), to end: (x: Double, y: Double)
    ) -> (start: (x: Double, y: Double), end: (x: Double, y: Double))? {
        var (first, last) = (0.0, 1.0)
        for (from, to) in [(start.x, end.x), (start.y, end.y)] {
            let length = to - from
            guard length != 0 else {
                if near.contains(from) { continue }
                return nil
            }
            let a = (near.lowerBound - from) / length
            let b = (near.upperBound - from) / length
            first = max(first, min(a, b))
            last = min(last, max(a, b))
        }
        guard first < last else { return nil }
        func point(_ share: Double) -> (x: Double, y: Double) {
            (start.x + share * (end.x - start.x), start.y + share * (end.y - start.y))
        }
        return (first == 0 ? start : point(first), last == 1 ? end : point(last))
    }
}
