extension FigurePlan {
    /// Draws a legend: its ground and frame, then the entries.
    func draw(_ legend: LegendPlace, on canvas: inout Canvas) {
        let theme = figure.look.theme
        let outline = Self.rounded(legend.frame, radius: 0.2 * measures.text)
        canvas.paint([outline], theme.paper, opacity: Self.groundOpacity)
        var bounds = legend.frame
        bounds.left -= 2
        bounds.right += 2
        bounds.top -= 2
        bounds.bottom += 2
        var mask = CoverageMask(bounds: bounds)
        let radius = Float(measures.frameWidth) / 2
        for (start, end) in zip(outline, outline.dropFirst() + outline.prefix(1)) {
            mask.stroke(from: start, to: end, radius: radius)
        }
        canvas.paint(mask, theme.legendFrame, opacity: Self.groundOpacity)
        for handle in legend.handles {
            mask.clear()
            draw(handle, on: &canvas, &mask)
        }
        for text in legend.texts { canvas.draw(text, font: font, theme.ink) }
    }

    private func draw(_ handle: LegendPlace.Handle, on canvas: inout Canvas, _ mask: inout CoverageMask) {
        let shapes = shapes[handle.item.panel]
        switch handle.item.kind {
        case .curve(let index):
            let curve = shapes.curves[index]
            switch curve {
            case .path(let path): path.drawHandle(from: handle.start, to: handle.end, on: &mask)
            case .bars: mask.fill([patch(handle)])
            }
            canvas.paint(mask, curve.color, opacity: curve.opacity)
        case .band(let index):
            mask.fill([patch(handle)])
            canvas.paint(mask, shapes.bands[index].color, opacity: BandShape.opacity)
        }
    }

    /// A rectangle as long as a handle and as high as a capital.
    func patch(_ handle: LegendPlace.Handle) -> [PixelPoint] {
        let reach = Float((0.35 * measures.text).rounded())
        let (left, right) = (handle.start.x.rounded(), handle.end.x.rounded())
        let (top, bottom) = (handle.start.y - reach, handle.start.y + reach)
        return [(left, top), (right, top), (right, bottom), (left, bottom)].map { PixelPoint(x: $0.0, y: $0.1) }
    }

    /// The middle line of a frame just inside a rectangle, its corners rounded by quadratic curves.
    private static func rounded(_ rect: PixelRect, radius: Double) -> [PixelPoint] {
        let (left, top) = (Double(rect.left) + 0.5, Double(rect.top) + 0.5)
        let (right, bottom) = (Double(rect.right) - 0.5, Double(rect.bottom) - 0.5)
        let corners = [
            (x: left, y: top, fromX: 0.0, fromY: radius, toX: radius, toY: 0.0),
            (x: right, y: top, fromX: -radius, fromY: 0, toX: 0, toY: radius),
            (x: right, y: bottom, fromX: 0, fromY: -radius, toX: -radius, toY: 0),
            (x: left, y: bottom, fromX: radius, fromY: 0, toX: 0, toY: -radius),
        ]
        return corners.flatMap { corner in
            (0...8).map { step in
                let t = Double(step) / 8
                let (start, end) = ((1 - t) * (1 - t), t * t)
                return PixelPoint(
                    rounding: corner.x + start * corner.fromX + end * corner.toX,
                    corner.y + start * corner.fromY + end * corner.toY)
            }
        }
    }
}
