/// Moves the heights at which letters end (baseline, x-height, capitals, ascenders, descenders) to whole pixels.
///
/// Small text then has sharp horizontal edges, as with FreeType's light hinting. Round letters, which reach a little
/// beyond, are cut to the same height. Between these heights everything is stretched evenly.
struct HeightSnap: Sendable {
    /// From this many pixels to the em on, shapes are kept as they are.
    static let largestSize = 20.0

    private struct Knot {
        let units: Float
        let pixels: Float
    }

    private let scale: Float
    private let knots: [Knot]

    init(font: Font, size: Double) {
        let scale = Float(size / Double(font.file.unitsPerEm))
        self.scale = scale
        guard size < Self.largestSize else {
            knots = []
            return
        }
        let overshoot = font.file.unitsPerEm / 60
        var knots: [Knot] = []
        // Heights that come closer to each other than the overshoot are one.
        func add(_ units: Int, from bottom: Int, to top: Int) {
            let pixels = (Float(units) * scale).rounded()
            if let last = knots.last, last.units >= Float(bottom) { return }
            knots.append(Knot(units: Float(bottom), pixels: pixels))
            knots.append(Knot(units: Float(top), pixels: pixels))
        }
        if font.descender < 0 { add(font.descender, from: font.descender, to: font.descender + 1) }
        add(0, from: -overshoot, to: 0)
        add(font.xHeight, from: font.xHeight, to: font.xHeight + overshoot)
        add(font.capHeight, from: font.capHeight, to: font.capHeight + overshoot)
        add(font.ascender, from: font.ascender, to: font.ascender + 1)
        self.knots = knots
    }

    /// Where a height in font units comes to lie, in pixels.
    func height(of units: Float) -> Float {
        guard let first = knots.first, let last = knots.last else { return units * scale }
        if units <= first.units { return first.pixels + (units - first.units) * scale }
        if units >= last.units { return last.pixels + (units - last.units) * scale }
        var below = first
        for knot in knots {
            if units < knot.units {
                let share = (units - below.units) / (knot.units - below.units)
                return below.pixels + share * (knot.pixels - below.pixels)
            }
            below = knot
        }
        return below.pixels
    }
}
