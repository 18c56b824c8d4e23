/// A curve on the canvas: its unbroken lines, its dots and its markers.
struct CurvePath: Sendable {
    private(set) var lines: [[PixelPoint]] = []
    /// Points alone between gaps, and lines shorter than a pixel.
    private(set) var dots: [PixelPoint] = []
    /// Where markers stand.
    private(set) var markers: [PixelPoint] = []
    let style: LineStyle
    let kind: Curve.Kind
    /// Units: pixels.
    let lineWidth: Float
    /// Units: pixels.
    let markerSize: Float

    /// A dot's width, in line widths.
    static let dotSize: Float = 3

    init(
        _ curve: Curve, style: LineStyle, lineWidth: Float, markerSize: Float = 7, x: AxisScale, y: AxisScale
    ) {
        self.style = style
        self.lineWidth = lineWidth
        self.markerSize = markerSize
        kind = curve.kind
        if kind != .points { addLines(curve, x, y) }
        if kind == .points || kind == .linePoints { addMarkers(curve, x, y) }
    }

    /// Covers the mask with the line, the dots and the markers.
    func draw(on mask: inout CoverageMask) {
        for line in lines { draw(line, on: &mask) }
        if kind != .linePoints { for dot in dots { draw(dot, on: &mask) } }
        let stamp = MarkerStamp(style.marker, size: markerSize)
        for marker in markers { stamp.draw(at: marker, on: &mask) }
    }

    /// Covers the mask with a piece of the line, or with a dot when the curve is dots alone.
    func drawHandle(from start: PixelPoint, to end: PixelPoint, on mask: inout CoverageMask) {
        let middle = PixelPoint(x: (start.x + end.x) / 2, y: (start.y + end.y) / 2)
        if kind == .points || kind == .linePoints {
            MarkerStamp(style.marker, size: markerSize).draw(at: middle, on: &mask)
        }
        if kind == .points { return }
        if lines.isEmpty && !dots.isEmpty {
            if kind != .linePoints { draw(middle, on: &mask) }
        } else {
            draw([start, end], on: &mask)
        }
    }

    private mutating func addLines(_ curve: Curve, _ x: AxisScale, _ y: AxisScale) {
        var reducer = PolylineReducer()
        var previous: (x: Double, y: Double)?
        for index in 0..<min(curve.x.count, curve.y.count) {
            let (dataX, dataY) = (curve.x[index], curve.y[index])
            guard dataX.isFinite && dataY.isFinite else {
                append(reducer.finish())
                previous = nil
                continue
            }
            let point = (x: x.position(of: dataX), y: y.position(of: dataY))
            if kind == .steps, let last = previous {
                add((point.x, last.y), after: last, to: &reducer)
                previous = (point.x, last.y)
            }
            add(point, after: previous, to: &reducer)
            previous = point
        }
        append(reducer.finish())
    }

    /// Adds a point to the line in hand; a line that leaves for far away ends there.
    private mutating func add(
        _ point: (x: Double, y: Double), after previous: (x: Double, y: Double)?, to reducer: inout PolylineReducer
    ) {
        if PolylineClip.isNear(point), previous.map(PolylineClip.isNear) ?? true {
            reducer.add(PixelPoint(rounding: point.x, point.y))
            return
        }
        guard let previous, let part = PolylineClip.nearPart(from: previous, to: point) else { return }
        if !PolylineClip.isNear(previous) { reducer.add(PixelPoint(rounding: part.start.x, part.start.y)) }
        reducer.add(PixelPoint(rounding: part.end.x, part.end.y))
        if !PolylineClip.isNear(point) { append(reducer.finish()) }
    }

    private mutating func addMarkers(_ curve: Curve, _ x: AxisScale, _ y: AxisScale) {
        for (dataX, dataY) in zip(curve.x, curve.y) where dataX.isFinite && dataY.isFinite {
            let point = (x: x.position(of: dataX), y: y.position(of: dataY))
            if PolylineClip.isNear(point) { markers.append(PixelPoint(rounding: point.x, point.y)) }
        }
    }

    private func draw(_ line: [PixelPoint], on mask: inout CoverageMask) {
        var dashes = Dashes(style.dashes, lineWidth: lineWidth)
        var pieces: [(start: PixelPoint, end: PixelPoint)] = []
        for (start, end) in zip(line, line.dropFirst()) {
            dashes.forEachPiece(from: start, to: end) {
                mask.stroke(from: $0, to: $1, radius: lineWidth / 2)
                if kind == .steps, $0 != $1 { pieces.append(($0, $1)) }
            }
        }
        sharpen(pieces, on: &mask)
    }

    /// Gives a line of steps mitred corners, and where it is solid square ends.
    private func sharpen(_ pieces: [(start: PixelPoint, end: PixelPoint)], on mask: inout CoverageMask) {
        let radius = lineWidth / 2
        for (piece, next) in zip(pieces, pieces.dropFirst()) where piece.end == next.start {
            let corner = SharpCorner.mitre(from: piece.start, at: piece.end, to: next.end, radius: radius)
            if let corner { mask.fill([corner]) }
        }
        guard style.dashes.isEmpty, let first = pieces.first, let last = pieces.last else { return }
        let ends = [
            SharpCorner.cap(from: first.end, at: first.start, radius: radius),
            SharpCorner.cap(from: last.start, at: last.end, radius: radius),
        ]
        for end in ends.compactMap(\.self) { mask.fill([end]) }
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
