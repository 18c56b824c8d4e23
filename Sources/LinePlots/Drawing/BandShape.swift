/// A band on the canvas: closed polygons between its lower and its upper bound.
struct BandShape: Sendable {
    private(set) var polygons: [[PixelPoint]] = []
    /// Upright lines where one row stands between gaps.
    private(set) var lines: [[PixelPoint]] = []
    let color: Color

    /// How much a band covers of what is under it, from 0 to 255.
    static let opacity: UInt8 = 64
    /// The same of an upright line, which is narrow.
    static let lineOpacity: UInt8 = 160

    /// Half the width of an upright line.
    private let reach: Float

    /// The part of a band near a rectangle.
    init(_ band: Band, color: Color, x: AxisScale, y: AxisScale, lineWidth: Double) {
        self.color = color
        reach = Float(max(1, lineWidth) / 2)
        var lower = PolylineReducer()
        var upper = PolylineReducer()
        func position(_ scale: AxisScale, _ value: Double) -> Double {
            min(max(scale.position(of: value), PolylineClip.near.lowerBound), PolylineClip.near.upperBound)
        }
        for index in band.x.indices {
            let values = (band.x[index], band.lower[index], band.upper[index])
            guard values.0.isFinite && values.1.isFinite && values.2.isFinite else {
                append(lower.finish(), upper.finish())
                continue
            }
            let place = position(x, values.0)
            lower.add(PixelPoint(rounding: place, position(y, values.1)))
            upper.add(PixelPoint(rounding: place, position(y, values.2)))
        }
        append(lower.finish(), upper.finish())
    }

    private mutating func append(_ lower: [PixelPoint], _ upper: [PixelPoint]) {
        if lower.count + upper.count > 2 { return polygons.append(upper + lower.reversed()) }
        guard let low = lower.first, let high = upper.first else { return }
        let (left, right) = (low.x - reach, low.x + reach)
        lines.append(
            [(left, high.y), (right, high.y), (right, low.y), (left, low.y)].map { PixelPoint(x: $0.0, y: $0.1) })
    }
}
