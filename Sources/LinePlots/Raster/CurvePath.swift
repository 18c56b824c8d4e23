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
        let radius = lineWidth / 2
        for line in lines {
            var dashes = Dashes(style.dashes, lineWidth: lineWidth)
            for (start, end) in zip(line, line.dropFirst()) {
                dashes.forEachPiece(from: start, to: end) { mask.stroke(from: $0, to: $1, radius: radius) }
            }
        }
        for dot in dots { mask.stroke(from: dot, to: dot, radius: radius * Self.dotSize) }
    }

    private mutating func append(_ line: [PixelPoint]) {
        guard let first = line.first else { return }
        let isDot = line.allSatisfy { abs($0.x - first.x) < 1 && abs($0.y - first.y) < 1 }
        if isDot { dots.append(first) } else { lines.append(line) }
    }
}
