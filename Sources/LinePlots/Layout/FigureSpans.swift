/// What the axes of a figure show, found from its data.
struct FigureSpans {
    let x: AxisSpan
    let panels: [PanelSpans]
    /// Whether there are data, and the limits leave nothing of them to see.
    let areDataHidden: Bool

    struct PanelSpans {
        let y: AxisSpan
        let right: AxisSpan?
        /// Whether data of it can be seen.
        let showsData: Bool
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
        }
        let hasData = range.range != nil
        for rule in figure.panels.lazy.flatMap(\.rules) where rule.direction == .vertical { range.add(rule.value) }
        let x = AxisSpan(figure.xAxis, range: range.range, smallest: range.smallest)
        self.x = x
        let limits = (figure.xAxis.low ?? -.infinity)...(figure.xAxis.high ?? .infinity)
        panels = figure.panels.map { panel in
            let left = Self.span(panel, isRight: false, limits, x.transform)
            let right = panel.hasRightAxis ? Self.span(panel, isRight: true, limits, x.transform) : nil
            return PanelSpans(y: left.axis, right: right?.axis, showsData: left.showsData || right?.showsData == true)
        }
        areDataHidden = hasData && !panels.contains { $0.showsData }
    }

    /// The axis of y for what can be seen between the limits of x.
    private static func span(
        _ panel: Panel, isRight: Bool, _ limits: ClosedRange<Double>, _ x: AxisTransform
    ) -> (axis: AxisSpan, showsData: Bool) {
        let span = span(panel, isRight: isRight, VisibleRange(limits: limits, x: x, y: .identity))
        let isAll = limits.lowerBound == -.infinity && limits.upperBound == .infinity
        if isAll || span.axis.transform == .identity { return span }
        // Where the axis is not even, lines are straight in what it makes of the values.
        return Self.span(panel, isRight: isRight, VisibleRange(limits: limits, x: x, y: span.axis.transform))
    }

    private static func span(
        _ panel: Panel, isRight: Bool, _ visible: VisibleRange
    ) -> (axis: AxisSpan, showsData: Bool) {
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
        if !isRight { for band in panel.bands { visible.visit(band) { range.add($0) } } }
        let showsData = range.range?.overlaps((axis.low ?? -.infinity)...(axis.high ?? .infinity)) == true
        if !isRight { for rule in panel.rules where rule.direction == .horizontal { range.add(rule.value) } }
        let span = AxisSpan(axis, range: range.range, smallest: range.smallest, startsAtZero: hasBars)
        return (span, showsData)
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
