/// A picture without its paper, found from how it looks on white and on black.
///
/// What differs by 255 between the two is paper, what is the same is covered; between them lie the edges.
struct TransparentPicture: Sendable {
    let onWhite: Canvas
    let onBlack: Canvas

    /// The picture as the bytes of a PNG file with four channels.
    func encoded(_ details: PNGDetails) throws(PlotError) -> [UInt8] {
        var samples: [UInt8] = []
        samples.reserveCapacity(onWhite.width * onWhite.height * 4)
        for index in stride(from: 0, to: onWhite.pixels.count, by: 3) {
            var paper = 255
            for channel in 0..<3 {
                let difference = Int(onWhite.pixels[index + channel]) - Int(onBlack.pixels[index + channel])
                paper = min(paper, max(0, difference))
            }
            let opacity = 255 - paper
            for channel in 0..<3 {
                let part = Int(onBlack.pixels[index + channel])
                samples.append(opacity == 0 ? 0 : UInt8(truncatingIfNeeded: min(255, Self.share(part, of: opacity))))
            }
            samples.append(UInt8(truncatingIfNeeded: opacity))
        }
        return try onWhite.encode(samples, channels: 4, palette: [], details)
    }

    private static func share(_ part: Int, of opacity: Int) -> Int {
        (part * 255 + opacity / 2) / opacity
    }
}
