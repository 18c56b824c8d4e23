/// A rectangle on the canvas in pixels.
struct Box: Equatable, Sendable {
    var left: Double
    var top: Double
    var right: Double
    var bottom: Double

    func intersects(_ other: Box) -> Bool {
        left < other.right && other.left < right && top < other.bottom && other.top < bottom
    }

    func contains(_ other: Box) -> Bool {
        left <= other.left && other.right <= right && top <= other.top && other.bottom <= bottom
    }
}

/// A line of text with its place: where the pen starts, and whether it goes right or up.
struct TextPlace: Sendable {
    enum Role: Equatable, Sendable {
        case title, xLabel, yLabel, rightLabel, xTick, yTick, rightTick, xContext, xNote, yNote, rightNote, legend, rule
    }

    let role: Role
    let line: TextLine
    let x: Double
    let y: Double
    var isVertical = false

    /// What the text may cover.
    var box: Box {
        isVertical
            ? Box(left: x - line.ascent, top: y - line.width, right: x + line.descent, bottom: y)
            : Box(left: x, top: y - line.ascent, right: x + line.width, bottom: y + line.descent)
    }
}
