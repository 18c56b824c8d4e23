/// What a stroke with mitred corners and square ends covers beyond one with round ones.
///
/// The polygons reach back over the pieces that they belong to, so that no seam shows between them.
enum SharpCorner {
    /// Corners are mitred until the tip is so many half widths away; sharper ones stay round.
    private static let limit: Float = 4

    /// The outer tip where two pieces of a line meet; nil where they go straight on or turn back too sharply.
    static func mitre(from start: PixelPoint, at joint: PixelPoint, to end: PixelPoint, radius: Float) -> [PixelPoint]?
    {
        guard let (ax, ay, before) = direction(start, joint), let (bx, by, after) = direction(joint, end) else {
            return nil
        }
        let turn = ax * by - ay * bx
        let along = ax * bx + ay * by
        // The tip is radius · √(2 / (1 + cos)) away.
        guard abs(turn) > 0.01, 2 < limit * limit * (1 + along) else { return nil }
        let side: Float = turn > 0 ? -radius : radius
        let tip = side / (1 + along)
        let (back, on) = (min(radius, before), min(radius, after))
        return [
            PixelPoint(x: joint.x - ay * side - ax * back, y: joint.y + ax * side - ay * back),
            PixelPoint(x: joint.x - (ay + by) * tip, y: joint.y + (ax + bx) * tip),
            PixelPoint(x: joint.x - by * side + bx * on, y: joint.y + bx * side + by * on),
            PixelPoint(x: joint.x + bx * on, y: joint.y + by * on),
            joint,
            PixelPoint(x: joint.x - ax * back, y: joint.y - ay * back),
        ]
    }

    /// The square end of a line, half a width beyond its last point.
    static func cap(from start: PixelPoint, at end: PixelPoint, radius: Float) -> [PixelPoint]? {
        guard let (x, y, length) = direction(start, end) else { return nil }
        let back = min(radius, length)
        let (acrossX, acrossY) = (-y * radius, x * radius)
        let first = PixelPoint(x: end.x - x * back, y: end.y - y * back)
        let last = PixelPoint(x: end.x + x * radius, y: end.y + y * radius)
        return [
            PixelPoint(x: first.x + acrossX, y: first.y + acrossY),
            PixelPoint(x: last.x + acrossX, y: last.y + acrossY),
            PixelPoint(x: last.x - acrossX, y: last.y - acrossY),
            PixelPoint(x: first.x - acrossX, y: first.y - acrossY),
        ]
    }

    private static func direction(_ start: PixelPoint, _ end: PixelPoint) -> (x: Float, y: Float, length: Float)? {
        let (dx, dy) = (end.x - start.x, end.y - start.y)
        let length = (dx * dx + dy * dy).squareRoot()
        return length > 0 ? (dx / length, dy / length, length) : nil
    }
}
