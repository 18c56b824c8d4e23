extension CoverageMask {
    /// Adds all that the polygons cover.
    mutating func fill(_ polygons: [[PixelPoint]]) {
        let shape = FillMask(polygons, within: bounds)
        guard !shape.bounds.isEmpty else { return }
        shape.forEachRow { y, coverages in
            lay(coverages, width: coverages.count, left: shape.bounds.left, top: y)
        }
    }

    /// Adds a rectangle of whole pixels.
    mutating func fill(_ rect: PixelRect) {
        let area = rect.intersection(bounds)
        guard !area.isEmpty else { return }
        let row = Array(repeating: UInt8(255), count: area.width)
        for y in area.top..<area.bottom { lay(row, width: area.width, left: area.left, top: y) }
    }

    /// Adds a square image of coverages with its left top corner at a pixel.
    mutating func lay(_ image: [UInt8], side: Int, left: Int, top: Int) {
        lay(image, width: side, left: left, top: top)
    }
}
