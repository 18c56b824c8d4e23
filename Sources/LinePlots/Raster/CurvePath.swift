/// A curve on the canvas: its unbroken lines and its dots.
struct CurvePath: Sendable {
    private(set) var lines: [[PixelPoint]] = []
    /// Points alone between gaps, and lines shorter than a pixel.
    private(set) var dots: [PixelPoint] = []
    let style: LineStyle
    /// Units: pixels.
    let lineWidth: Float

    /// A dot's width, in line widths.
    static let dotSize: Float = 3

    init(_ curve: Curve, style: LineStyle, lineWidth: Float, x: LinearScale, y: LinearScale) {
        self.style = style
        self.lineWidth = lineWidth
        var reducer = PolylineReducer()
        for index in 0..<min(curve.x.count, curve.y.count) {
            let (dataX, dataY) = (curve.x[index], curve.y[index])
            if dataX.isFinite && dataY.isFinite {
                reducer.add(PixelPoint(rounding: x.position(of: dataX), y.position(of: dataY)))
            } else {
                append(reducer.finish())
            }
        }
        append(reducer.finish())
    }

    /// Covers the mask with the line and the dots.
    func draw(on mask: inout CoverageMask) {
        for line in lines { draw(line, on: &mask) }
        for dot in dots { draw(dot, on: &mask) }
    }

    /// Covers the mask with a piece of the line, or with a dot when the curve is dots alone.
    func drawHandle(from start: PixelPoint, to end: PixelPoint, on mask: inout CoverageMask) {
        if lines.isEmpty && !dots.isEmpty {
            draw(PixelPoint(x: (start.x + end.x) / 2, y: (start.y + end.y) / 2), on: &mask)
        } else {
            draw([start, end], on: &mask)
        }
    }

    private func draw(_ line: [PixelPoint], on mask: inout CoverageMask) {
        var dashes = Dashes(style.dashes, lineWidth: lineWidth)
        for (start, end) in zip(line, line.dropFirst()) {
            dashes.forEachPiece(from: start, to: end) { mask.stroke(from: $0, to: $1, radius: lineWidth / 2) }
        }
    }

    private func draw(_ dot: PixelPoint, on mask: inout CoverageMask) {
        mask.stroke(from: dot, to: dot, radius: lineWidth / 2 * Self.dotSize)
    }

    private mutating func append(_ line: [PixelPoint]) {
        guard let first = line.first else { return }
        let isDot = line.allSatisfy { abs($0.x - first.x) < 1 && abs($0.y - first.y) < 1 }
        if isDot { dots.append(first) } else { lines.append(line) }
    }
}
