/// A picture without its paper, found from how it looks on white and on black.
///
/// What differs by 255 between the two is paper, what is the same is covered; between them lie the edges.
struct TransparentPicture: Sendable {
    let onWhite: Canvas
    let onBlack: Canvas

    /// The picture as the bytes of a PNG file: with a palette where colours allow, else with four channels.
    func encoded(_ details: PNGDetails) throws(PlotError) -> [UInt8] {
        let colors = stride(from: 0, to: onWhite.pixels.count, by: 3).map(color(at:))
        guard let palette = Palette(colors) else {
            return try onWhite.encode(colors.flatMap(\.samples), channels: 4, palette: [], details)
        }
        return try onWhite.encode(palette, details)
    }

    /// The colour and opacity of the pixel whose first channel stands at a place.
    private func color(at place: Int) -> ClearColor {
        let (white, black) = (onWhite.pixels[place..<place + 3], onBlack.pixels[place..<place + 3])
        var paper = 255
        for (light, dark) in zip(white, black) { paper = min(paper, max(0, Int(light) - Int(dark))) }
        let opacity = 255 - paper
        guard opacity > 0 else { return ClearColor(.black, opacity: 0) }
        let parts = black.map { UInt8(truncatingIfNeeded: min(255, (Int($0) * 255 + opacity / 2) / opacity)) }
        return ClearColor(
            Color(red: parts[0], green: parts[1], blue: parts[2]), opacity: UInt8(truncatingIfNeeded: opacity))
    }
}
