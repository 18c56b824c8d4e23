/// The bars of a curve on the canvas, from 0 (on a logarithmic axis from the frame) to their values.
struct BarShape: Sendable {
    private(set) var polygons: [[PixelPoint]] = []
    let style: LineStyle
    /// From 0 to 255; less than all where bars stand before each other.
    let opacity: UInt8

    /// From this width on, in pixels, sides are moved to whole pixels.
    private static let snappedWidth = 3.0

    init(_ curve: Curve, style: LineStyle, opacity: UInt8, place: BarPlace, x: AxisScale, y: AxisScale) {
        self.style = style
        self.opacity = opacity
        let floor = y.transform == .logarithm ? y.start : y.position(of: 0)
        var pending: (column: Double, top: Double, bottom: Double)?
        for (dataX, dataY) in zip(curve.x, curve.y) where dataX.isFinite && dataY.isFinite {
            var (left, right) = place.sides(of: dataX, on: x)
            let end = y.position(of: dataY)
            let (top, bottom) = (min(end, floor), max(end, floor))
            if right - left >= Self.snappedWidth {
                (left, right) = (left.rounded(), right.rounded())
            } else if right - left < 1 {
                // Bars narrower than a pixel: one for each column, from the highest to the lowest.
                let column = ((left + right) / 2).rounded(.down)
                if let last = pending, last.column == column {
                    pending = (column, min(last.top, top), max(last.bottom, bottom))
                } else {
                    if let last = pending { add(last.column, last.column + 1, last.top, last.bottom) }
                    pending = (column, top, bottom)
                }
                continue
            }
            add(left, right, top, bottom)
        }
        if let last = pending { add(last.column, last.column + 1, last.top, last.bottom) }
    }

    private mutating func add(_ left: Double, _ right: Double, _ top: Double, _ bottom: Double) {
        polygons.append([
            PixelPoint(rounding: left, top), PixelPoint(rounding: right, top), PixelPoint(rounding: right, bottom),
            PixelPoint(rounding: left, bottom),
        ])
    }
}
