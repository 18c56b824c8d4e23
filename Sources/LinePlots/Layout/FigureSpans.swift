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
        let limits = (figure.xAxis.low ?? -.infinity)...(figure.xAxis.high ?? .infinity)
        panels = figure.panels.map { panel in
            PanelSpans(
                y: Self.span(panel, isRight: false, limits, x.transform),
                right: panel.hasRightAxis ? Self.span(panel, isRight: true, limits, x.transform) : nil)
        }
    }

    /// The axis of y for what can be seen between the limits of x.
    private static func span(
        _ panel: Panel, isRight: Bool, _ limits: ClosedRange<Double>, _ x: AxisTransform
    ) -> AxisSpan {
        let span = span(panel, isRight: isRight, VisibleRange(limits: limits, x: x, y: .identity))
        let isAll = limits.lowerBound == -.infinity && limits.upperBound == .infinity
        if isAll || span.transform == .identity { return span }
        // Where the axis is not even, lines are straight in what it makes of the values.
        return Self.span(panel, isRight: isRight, VisibleRange(limits: limits, x: x, y: span.transform))
    }

    private static func span(_ panel: Panel, isRight: Bool, _ visible: VisibleRange) -> AxisSpan {
        let axis = isRight ? panel.rightAxis : panel.yAxis
        var range = ValueRange()
        var hasBars = false
        for (index, curve) in panel.curves.enumerated() where curve.isRight == isRight {
            let place = curve.kind == .bars ? BarPlace(index: index, of: panel.curves) : nil
            visible.visit(curve, place: place) { range.add($0) }
            if curve.kind == .bars, axis.kind != .log, range.range != nil {
                range.add(0)
                hasBars = true
            }
        }
        if !isRight {
            for band in panel.bands { visible.visit(band) { range.add($0) } }
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
