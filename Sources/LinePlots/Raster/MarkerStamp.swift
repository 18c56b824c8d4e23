/// A marker as coverages, made once for each quarter of a pixel that it may begin at.
struct MarkerStamp: Sendable {
    /// For each of four by four places within a pixel, row by row: the marker's coverages.
    private let images: [[UInt8]]
    /// Width and height of an image, and how far its left top corner is from the marker's middle.
    private let side: Int
    private let reach: Int

    private static let places = 4

    init(_ marker: Marker, size: Float) {
        let reach = Int((size * 0.62).rounded(.up)) + 1
        let side = 2 * reach + 1
        let bounds = PixelRect(left: 0, top: 0, right: side, bottom: side)
        let outline = marker.outline
        images = (0..<Self.places * Self.places).map { place in
            let x = Float(reach) + Float(place % Self.places) / Float(Self.places)
            let y = Float(reach) + Float(place / Self.places) / Float(Self.places)
            var mask = FillMask(bounds: bounds)
            mask.add(outline.map { PixelPoint(x: x + $0.x * size, y: y + $0.y * size) })
            var values: [UInt8] = []
            mask.forEachRow { _, row in values += row }
            return values
        }
        self.side = side
        self.reach = reach
    }

    /// Covers the mask with the marker, its middle at the nearest quarter of a pixel.
    func draw(at point: PixelPoint, on mask: inout CoverageMask) {
        let x = Int((point.x * Float(Self.places)).rounded(.down))
        let y = Int((point.y * Float(Self.places)).rounded(.down))
        // Shifts round down for negative numbers too.
        let (left, top) = ((x >> 2) - reach, (y >> 2) - reach)
        mask.lay(images[(y & 3) * Self.places + (x & 3)], side: side, left: left, top: top)
    }
}
