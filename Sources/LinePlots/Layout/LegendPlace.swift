/// A legend with its place: a frame, and for each named curve a piece of its line beside its name.
struct LegendPlace: Sendable {
    struct Handle: Sendable {
        let curve: Int
        let start: PixelPoint
        let end: PixelPoint
    }

    let frame: PixelRect
    let handles: [Handle]
    let texts: [TextPlace]

    var box: Box { frame.box }
}
