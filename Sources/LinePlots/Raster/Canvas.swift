/// An opaque picture: rows of red, green and blue from the top.
struct Canvas: Sendable {
    let width: Int
    let height: Int
    private(set) var pixels: [UInt8]

    var bounds: PixelRect { PixelRect(left: 0, top: 0, right: width, bottom: height) }

    init(width: Int, height: Int, background: Color) {
        self.width = width
        self.height = height
        pixels = Array(repeating: background.red, count: width * height * 3)
        if background.green != background.red || background.blue != background.red {
            fill(bounds, background)
        }
    }

    func color(x: Int, y: Int) -> Color {
        let index = (y * width + x) * 3
        return Color(red: pixels[index], green: pixels[index + 1], blue: pixels[index + 2])
    }

    mutating func fill(_ rect: PixelRect, _ color: Color) {
        let area = rect.intersection(bounds)
        guard !area.isEmpty else { return }
        for y in area.top..<area.bottom {
            for x in area.left..<area.right { blend(color, 255, x: x, y: y) }
        }
    }

    /// Lays `color` over the pixels that the mask covers; `opacity` is from 0 to 255.
    mutating func paint(_ mask: CoverageMask, _ color: Color, opacity: UInt8 = 255) {
        let area = mask.bounds.intersection(bounds)
        guard !area.isEmpty else { return }
        for y in area.top..<area.bottom {
            let start = (y - mask.bounds.top) * mask.bounds.width - mask.bounds.left
            for x in area.left..<area.right {
                let coverage = mask.values[start + x]
                if coverage > 0 { blend(color, Self.product(coverage, opacity), x: x, y: y) }
            }
        }
    }

    /// Lays `color` over the pixels that the polygons cover; `opacity` is from 0 to 255.
    mutating func paint(_ polygons: [[PixelPoint]], _ color: Color, opacity: UInt8 = 255) {
        let mask = FillMask(polygons, within: bounds)
        guard !mask.bounds.isEmpty else { return }
        mask.forEachRow { y, coverages in
            for (offset, coverage) in coverages.enumerated() where coverage > 0 {
                blend(color, Self.product(coverage, opacity), x: mask.bounds.left + offset, y: y)
            }
        }
    }

    private mutating func blend(_ color: Color, _ share: UInt8, x: Int, y: Int) {
        let index = (y * width + x) * 3
        pixels[index] = Self.mixed(pixels[index], color.red, share)
        pixels[index + 1] = Self.mixed(pixels[index + 1], color.green, share)
        pixels[index + 2] = Self.mixed(pixels[index + 2], color.blue, share)
    }

    /// From `below` to `above` by `share` of 255, to the nearest whole number.
    @inline(__always)
    private static func mixed(_ below: UInt8, _ above: UInt8, _ share: UInt8) -> UInt8 {
        let weight = Int(share)
        let sum = Int(below) * (255 - weight) + Int(above) * weight
        return UInt8(truncatingIfNeeded: (sum + 127) / 255)
    }

    private static func product(_ a: UInt8, _ b: UInt8) -> UInt8 {
        UInt8(truncatingIfNeeded: (Int(a) * Int(b) + 127) / 255)
    }
}
