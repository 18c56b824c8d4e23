/// A panel in characters: its axes' labels and its dots.
struct TerminalPanel {
    let panel: Panel
    let spans: FigureSpans.PanelSpans
    let look: Look
    /// The number of its first curve's style in the figure.
    let firstStyle: Int
    /// The size of the axes in characters.
    let columns: Int
    let rows: Int

    /// The scale of an axis of y in dots, from the bottom.
    func scale(_ span: AxisSpan) -> AxisScale {
        span.scale(from: Double(rows * 4) - 0.5, to: 0.5)
    }

    /// The ticks of an axis of y, two rows apart or more.
    func ticks(_ span: AxisSpan) -> AxisTicks? {
        let scale = scale(span)
        return span.ticks(mostIntervals: max(2, rows / 2)) { ticks in
            let places = ticks.values.map { row(of: $0, on: scale) }
            return zip(places, places.dropFirst()).allSatisfy { $0 - $1 >= 2 }
        }
    }

    /// The row of a value.
    func row(of value: Double, on scale: AxisScale) -> Int {
        Int(min(max(scale.position(of: value) / 4, 0), Double(rows - 1)))
    }

    /// The number of a curve's style in the figure.
    func style(of index: Int) -> Int {
        panel.curves.indices.contains(index) ? panel.curves[index].style ?? firstStyle + index : firstStyle
    }

    /// The data as dots; bands and rules first, curves over them.
    func drawn(x: AxisScale) -> BrailleCanvas {
        var canvas = BrailleCanvas(columns: columns, rows: rows)
        let y = scale(spans.y)
        for band in panel.bands { draw(band, x, y, on: &canvas) }
        for rule in panel.rules { draw(rule, x, y, on: &canvas) }
        for (index, curve) in panel.curves.enumerated() {
            let side = curve.isRight ? spans.right.map(scale) ?? y : y
            let number = style(of: index)
            if curve.kind == .bars {
                let place = BarPlace(index: index, of: panel.curves)
                let shape = BarShape(curve, style: look.style(number), opacity: 255, place: place, x: x, y: side)
                for polygon in shape.polygons where polygon.count == 4 {
                    canvas.fill(
                        left: polygon[0].x, top: polygon[0].y, right: polygon[2].x, bottom: polygon[2].y, owner: number)
                }
                continue
            }
            let path = CurvePath(curve, style: look.style(number), lineWidth: 1, markerSize: 1, x: x, y: side)
            for line in path.lines { canvas.line(line, dashes: look.style(number).dashes, owner: number) }
            for dot in path.dots + path.markers { canvas.line(from: dot, to: dot, owner: number) }
        }
        return canvas
    }

    private func draw(_ band: Band, _ x: AxisScale, _ y: AxisScale, on canvas: inout BrailleCanvas) {
        let number = style(of: band.curve)
        var previous: (x: Double, lower: Double, upper: Double)?
        for index in band.x.indices {
            guard band.isDrawn(at: index) else {
                previous = nil
                continue
            }
            let point = (
                x: x.position(of: band.x[index]), lower: y.position(of: band.lower[index]),
                upper: y.position(of: band.upper[index])
            )
            let last = previous ?? point
            // Columns of dots between the two points.
            let (first, end) = (
                max(0, min(last.x, point.x)).rounded(.down), min(Double(canvas.width), max(last.x, point.x))
            )
            for column in stride(from: first, through: end, by: 1) {
                let share = point.x == last.x ? 1 : min(max((column - last.x) / (point.x - last.x), 0), 1)
                let upper = last.upper + share * (point.upper - last.upper)
                let lower = last.lower + share * (point.lower - last.lower)
                let corner = PixelPoint(rounding: column, min(upper, lower))
                let opposite = PixelPoint(rounding: column + 1, max(upper, lower))
                canvas.fill(
                    left: corner.x, top: corner.y, right: opposite.x, bottom: opposite.y, owner: number, isSparse: true)
            }
            previous = point
        }
    }

    private func draw(_ rule: Rule, _ x: AxisScale, _ y: AxisScale, on canvas: inout BrailleCanvas) {
        switch rule.direction {
        case .vertical:
            let column = PixelPoint(rounding: x.position(of: rule.value), 0).x
            for row in stride(from: 0, to: canvas.height, by: 2) {
                canvas.set(x: Int(column.rounded(.down)), y: row, owner: nil)
            }
        case .horizontal:
            let row = PixelPoint(rounding: 0, y.position(of: rule.value)).y
            for column in stride(from: 0, to: canvas.width, by: 2) {
                canvas.set(x: column, y: Int(row.rounded(.down)), owner: nil)
            }
        }
    }
}
