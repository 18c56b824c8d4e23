/// A legend with its place: a frame, and for each named curve a piece of its line beside its name.
struct LegendPlace: Sendable {
    struct Handle: Sendable {
        let item: LegendItem
        let start: PixelPoint
        let end: PixelPoint
    }

    let frame: PixelRect
    let handles: [Handle]
    let texts: [TextPlace]

    var box: Box { frame.box }
}

/// What an entry of a legend names.
struct LegendItem: Equatable, Sendable {
    enum Kind: Equatable, Sendable {
        case curve(Int)
        case band(Int)
    }

    let panel: Int
    let kind: Kind
}
