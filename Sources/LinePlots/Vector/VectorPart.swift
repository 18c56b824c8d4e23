/// A part of a picture: an area, a line, a text, or other parts with what holds for all of them.
enum VectorPart: Sendable {
    case fill(VectorFill)
    case stroke(VectorStroke)
    case frame(VectorFrame)
    /// Rectangles of whole pixels, in one colour.
    case rectangles([PixelRect], Color)
    /// Frames of axes and ticks, in the ink.
    case marks([PixelRect])
    /// A line of text, in the ink where it has no colour.
    case text(TextPlace, Color?)
    /// All of a curve.
    case curve(VectorCurve)
    /// What is seen of parts within a rectangle.
    case clipped([VectorPart], to: PixelRect)
    /// The parts of one thing, as a box and its frame.
    case together([VectorPart])
}

/// Closed polygons in one colour, which are one area where they overlap.
struct VectorFill: Sendable {
    let polygons: [[PixelPoint]]
    let color: Color
    /// How much they cover of what is under them, from 0 to 255.
    var opacity: UInt8 = 255
}

/// Lines of one colour and width.
struct VectorStroke: Sendable {
    enum Join: String, Sendable { case miter, round }
    enum Cap: String, Sendable { case square, round }

    /// A line of one point is a dot.
    let lines: [[PixelPoint]]
    let color: Color
    let width: Double
    /// Nil where no line has a corner.
    let join: Join?
    let cap: Cap
    /// The lengths of dashes and gaps in turn, without the caps; empty for a solid line.
    var dashes: [Double] = []
}

/// A rectangle with round corners, its ground, and its frame just inside it.
struct VectorFrame: Sendable {
    let rect: PixelRect
    let radius: Double
    let ground: Color
    let line: Color
    let lineWidth: Int
    /// That of both, from 0 to 255.
    let opacity: UInt8
}

/// The parts of a curve, its name, and what is told of its points.
struct VectorCurve: Sendable {
    struct Point: Sendable {
        let x: Double
        let y: Double
        /// Its numbers, as a reader is told them.
        let text: String
    }

    let label: String
    /// Empty where nothing is told.
    let points: [Point]
    let parts: [VectorPart]
}
