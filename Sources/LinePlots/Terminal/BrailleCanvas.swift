/// A picture of dots, two by four to a character, each character in the colour of what was drawn there last.
struct BrailleCanvas {
    /// Units: characters.
    let columns: Int
    let rows: Int
    private var dots: [UInt8]
    private var owners: [Int?]

    /// Units: dots.
    var width: Int { columns * 2 }
    var height: Int { rows * 4 }

    init(columns: Int, rows: Int) {
        self.columns = columns
        self.rows = rows
        dots = Array(repeating: 0, count: columns * rows)
        owners = Array(repeating: nil, count: columns * rows)
    }

    /// The bits of a character's dots, column by column within each row.
    private static let bits: [UInt8] = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80]

    /// Sets a dot, for the thing of that number; outside the picture nothing happens.
    mutating func set(x: Int, y: Int, owner: Int?) {
        guard (0..<width).contains(x), (0..<height).contains(y) else { return }
        let cell = y / 4 * columns + x / 2
        dots[cell] |= Self.bits[y % 4 * 2 + x % 2]
        owners[cell] = owner
    }

    /// Sets the dots along a straight line.
    mutating func line(from start: PixelPoint, to end: PixelPoint, owner: Int?) {
        guard let part = clipped(start, end) else { return }
        let (dx, dy) = (part.end.x - part.start.x, part.end.y - part.start.y)
        let steps = Int(max(abs(dx), abs(dy)).rounded(.up))
        for step in 0...max(1, steps) {
            let share = Float(step) / Float(max(1, steps))
            set(
                x: Int((part.start.x + share * dx).rounded(.down)), y: Int((part.start.y + share * dy).rounded(.down)),
                owner: owner)
        }
    }

    /// The dots that a width of the line is long in dashes: so gaps are two dots and more.
    private static let dashUnit: Float = 1.5

    /// Sets the dots along a line of many pieces, in dashes.
    mutating func line(_ points: [PixelPoint], dashes pattern: [Double], owner: Int?) {
        var dashes = Dashes(pattern, lineWidth: Self.dashUnit)
        var pieces: [(start: PixelPoint, end: PixelPoint)] = []
        for (start, end) in zip(points, points.dropFirst()) {
            if pattern.isEmpty {
                line(from: start, to: end, owner: owner)
            } else if let part = clipped(start, end) {
                // What is far outside takes no part in the pattern.
                dashes.forEachPiece(from: part.start, to: part.end) { pieces.append(($0, $1)) }
            }
        }
        for piece in pieces { line(from: piece.start, to: piece.end, owner: owner) }
    }

    /// A sample of a line in dashes, for a legend: its whole pattern.
    static func sample(dashes pattern: [Double]) -> String {
        let length = pattern.reduce(0, +) + (pattern.first ?? 0)
        var canvas = BrailleCanvas(columns: Int((Float(length) * dashUnit / 2).rounded(.up)), rows: 1)
        let ends = [PixelPoint(x: 0, y: 1.5), PixelPoint(x: Float(canvas.width) - 0.5, y: 1.5)]
        canvas.line(ends, dashes: pattern, owner: 0)
        return String(canvas.row(0).map(\.character))
    }

    /// Sets the dots of a rectangle, or every second of them.
    mutating func fill(left: Float, top: Float, right: Float, bottom: Float, owner: Int?, isSparse: Bool = false) {
        let firstX = Int(max(0, left.rounded())),
            lastX = Int(min(Float(width), max(right.rounded(), left.rounded() + 1)))
        let firstY = Int(max(0, top.rounded())), lastY = Int(min(Float(height), bottom.rounded()))
        guard firstX < lastX, firstY < lastY else { return }
        for y in firstY..<lastY {
            for x in firstX..<lastX where !isSparse || (x + y).isMultiple(of: 2) { set(x: x, y: y, owner: owner) }
        }
    }

    /// A row of characters, each with the number of what is drawn there.
    func row(_ row: Int) -> [(character: Character, owner: Int?)] {
        (0..<columns).map { column in
            let cell = row * columns + column
            guard dots[cell] != 0, let scalar = Unicode.Scalar(0x2800 + UInt32(dots[cell])) else { return (" ", nil) }
            return (Character(scalar), owners[cell])
        }
    }

    /// The part of a line on the picture, so that none is walked along for ever.
    private func clipped(_ start: PixelPoint, _ end: PixelPoint) -> (start: PixelPoint, end: PixelPoint)? {
        var (first, last): (Float, Float) = (0, 1)
        let pieces = [(start.x, end.x, Float(width)), (start.y, end.y, Float(height))]
        for (from, to, limit) in pieces {
            let length = to - from
            guard length != 0 else {
                if from < -1 || from > limit + 1 { return nil }
                continue
            }
            let (a, b) = ((-1 - from) / length, (limit + 1 - from) / length)
            first = max(first, min(a, b))
            last = min(last, max(a, b))
        }
        guard first <= last else { return nil }
        let (dx, dy) = (end.x - start.x, end.y - start.y)
        return (
            PixelPoint(x: start.x + first * dx, y: start.y + first * dy),
            PixelPoint(x: start.x + last * dx, y: start.y + last * dy)
        )
    }
}
