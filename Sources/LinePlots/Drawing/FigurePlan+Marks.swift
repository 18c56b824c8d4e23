extension FigurePlan {
    /// The frames and the ticks, in whole pixels.
    var marks: [PixelRect] {
        layout.panels.indices.flatMap { index in
            let panel = layout.panels[index]
            return frame(panel.axes) + xTicks(panel.axes) + yTicks(panel)
        }
    }

    /// The four lines of a frame.
    private func frame(_ axes: PixelRect) -> [PixelRect] {
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

    private func xTicks(_ axes: PixelRect) -> [PixelRect] {
        let bottom = axes.bottom - 1
        func tick(_ value: Double, _ length: Int) -> PixelRect {
            let columns = line(at: pixel(of: layout.x.position(of: value)))
            return PixelRect(
                left: columns.lowerBound, top: bottom, right: columns.upperBound, bottom: bottom + 1 + length)
        }
        return layout.xTicks.values.map { tick($0, Int(measures.tickLength)) }
            + layout.xTicks.minor.map { tick($0, Int(measures.minorTickLength)) }
    }

    private func yTicks(_ panel: PanelLayout) -> [PixelRect] {
        func tick(_ position: Double, _ length: Int, isRight: Bool) -> PixelRect {
            let rows = line(at: pixel(of: position))
            let right = panel.axes.right - 1
            return PixelRect(
                left: isRight ? right : panel.axes.left - length, top: rows.lowerBound,
                right: isRight ? right + 1 + length : panel.axes.left + 1, bottom: rows.upperBound)
        }
        func ticks(_ scale: AxisScale, _ ticks: AxisTicks, isRight: Bool) -> [PixelRect] {
            ticks.values.map { tick(scale.position(of: $0), Int(measures.tickLength), isRight: isRight) }
                + ticks.minor.map { tick(scale.position(of: $0), Int(measures.minorTickLength), isRight: isRight) }
        }
        return ticks(panel.y, panel.yTicks, isRight: false)
            + (panel.right.map { ticks($0.scale, $0.ticks, isRight: true) } ?? [])
    }

    /// The pixels across a frame line whose middle is at a pixel, or, for even widths, at its first edge.
    private func line(at pixel: Int) -> Range<Int> {
        let start = pixel - measures.frameWidth / 2
        return start..<start + measures.frameWidth
    }

    /// The pixel of a position on an axis.
    func pixel(of position: Double) -> Int {
        Int(position.rounded(measures.frameWidth.isMultiple(of: 2) ? .toNearestOrAwayFromZero : .down))
    }
}
