/// What the axes of a figure show, found from its data.
struct FigureSpans {
    let x: AxisSpan
    let panels: [PanelSpans]

    struct PanelSpans {
        let y: AxisSpan
        let right: AxisSpan?
    }

    init(_ figure: Figure) {
        var range = ValueRange()
        for panel in figure.panels {
            for (index, curve) in panel.curves.enumerated() {
                let place = curve.kind == .bars ? BarPlace(index: index, of: panel.curves) : nil
                for (x, y) in zip(curve.x, curve.y) where x.isFinite && y.isFinite {
                    range.add(x)
                    if let place, figure.xAxis.kind != .log {
                        range.add(x + place.left)
                        range.add(x + place.right)
                    }
                }
            }
            for band in panel.bands {
                for index in band.x.indices where band.isDrawn(at: index) { range.add(band.x[index]) }
            }
            for rule in panel.rules where rule.direction == .vertical { range.add(rule.value) }
        }
        let x = AxisSpan(figure.xAxis, range: range.range, smallest: range.smallest)
        self.x = x
        let isVisible = Self.visibility(figure.xAxis)
        panels = figure.panels.map { panel in
            PanelSpans(
                y: Self.span(panel, isRight: false, isVisible),
                right: panel.hasRightAxis ? Self.span(panel, isRight: true, isVisible) : nil)
        }
    }

    /// Whether a value of x is between the limits that were asked for.
    private static func visibility(_ axis: Axis) -> (Double) -> Bool {
        let (low, high) = (axis.low ?? -.infinity, axis.high ?? .infinity)
        return { $0 >= low && $0 <= high }
    }

    /// The axis of y for the points that can be seen.
    private static func span(_ panel: Panel, isRight: Bool, _ isVisible: (Double) -> Bool) -> AxisSpan {
        let axis = isRight ? panel.rightAxis : panel.yAxis
        var range = ValueRange()
        var hasBars = false
        for curve in panel.curves where curve.isRight == isRight {
            for (x, y) in zip(curve.x, curve.y) where x.isFinite && y.isFinite && isVisible(x) { range.add(y) }
            if curve.kind == .bars, axis.kind != .log, range.range != nil {
                range.add(0)
                hasBars = true
            }
        }
        if !isRight {
            for band in panel.bands {
                for index in band.x.indices where band.isDrawn(at: index) && isVisible(band.x[index]) {
                    range.add(band.lower[index])
                    range.add(band.upper[index])
                }
            }
            for rule in panel.rules where rule.direction == .horizontal { range.add(rule.value) }
        }
        return AxisSpan(axis, range: range.range, smallest: range.smallest, startsAtZero: hasBars)
    }
}

/// The least and the greatest of numbers, and the smallest size of one that is not 0.
private struct ValueRange {
    private var low = Double.infinity
    private var high = -Double.infinity
    private var least = Double.infinity

    mutating func add(_ value: Double) {
        if value < low { low = value }
        if value > high { high = value }
        let size = abs(value)
        if size < least, size > 0 { least = size }
    }

    var range: ClosedRange<Double>? { low <= high ? low...high : nil }
    var smallest: Double? { least.isFinite ? least : nil }
}

extension Band {
    /// Whether all three numbers of a row are there.
    func isDrawn(at index: Int) -> Bool {
        x[index].isFinite && lower[index].isFinite && upper[index].isFinite
    }
}
