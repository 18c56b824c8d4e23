extension FigurePlan {
    /// The picture: curves first, the frame over them, then ticks, text and legend.
    func drawn() -> Canvas {
        var canvas = Canvas(width: layout.canvas.width, height: layout.canvas.height, background: .white)
        var mask = CoverageMask(bounds: layout.axes)
        for path in paths {
            mask.clear()
            path.draw(on: &mask)
            canvas.paint(mask, path.style.color)
        }
        for rect in frame + xTickMarks + yTickMarks { canvas.fill(rect, .black) }
        for text in layout.texts { canvas.draw(text, font: font) }
        if let legend = layout.legend { draw(legend, on: &canvas) }
        return canvas
    }

    /// The four lines of the frame.
    private var frame: [PixelRect] {
        let axes = layout.axes
        let left = line(at: axes.left)
        let right = line(at: axes.right - 1)
        let top = line(at: axes.top)
        let bottom = line(at: axes.bottom - 1)
        return [left, right].map { columns in
            PixelRect(
                left: columns.lowerBound, top: top.lowerBound, right: columns.upperBound, bottom: bottom.upperBound)
        }
            + [top, bottom].map { rows in
                PixelRect(left: left.lowerBound, top: rows.lowerBound, right: right.upperBound, bottom: rows.upperBound)
            }
    }

    private var xTickMarks: [PixelRect] {
        let bottom = layout.axes.bottom - 1
        return layout.xTicks.values.map { value in
            let columns = line(at: pixel(of: layout.x.position(of: value)))
            let end = bottom + 1 + layout.tickLength
            return PixelRect(left: columns.lowerBound, top: bottom, right: columns.upperBound, bottom: end)
        }
    }

    private var yTickMarks: [PixelRect] {
        let left = layout.axes.left
        return layout.yTicks.values.map { value in
            let rows = line(at: pixel(of: layout.y.position(of: value)))
            return PixelRect(
                left: left - layout.tickLength, top: rows.lowerBound, right: left + 1, bottom: rows.upperBound)
        }
    }

    /// The pixels across a frame line whose middle is at a pixel, or, for even widths, at its first edge.
    private func line(at pixel: Int) -> Range<Int> {
        let start = pixel - layout.frameWidth / 2
        return start..<start + layout.frameWidth
    }

    private func pixel(of position: Double) -> Int {
        Int(position.rounded(layout.frameWidth.isMultiple(of: 2) ? .toNearestOrAwayFromZero : .down))
    }

    private func draw(_ legend: LegendPlace, on canvas: inout Canvas) {
        let outline = Self.rounded(legend.frame, radius: 0.2 * measures.text)
        let opacity: UInt8 = 204
        canvas.paint([outline], .white, opacity: opacity)
        var bounds = legend.frame
        bounds.left -= 2
        bounds.right += 2
        bounds.top -= 2
        bounds.bottom += 2
        var mask = CoverageMask(bounds: bounds)
        let radius = Float(layout.frameWidth) / 2
        for (start, end) in zip(outline, outline.dropFirst() + outline.prefix(1)) {
            mask.stroke(from: start, to: end, radius: radius)
        }
        canvas.paint(mask, .frameGrey, opacity: opacity)
        for handle in legend.handles {
            let path = paths[handle.curve]
            mask.clear()
            path.drawHandle(from: handle.start, to: handle.end, on: &mask)
            canvas.paint(mask, path.style.color)
        }
        for text in legend.texts { canvas.draw(text, font: font) }
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
