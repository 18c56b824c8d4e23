import CPNG

extension Figure {
    /// Canvas, masks, stretches of colour, indices and encoded bytes, for each pixel.
    private static let bytesPerPixel = 16

    /// Finds whatever cannot be drawn, before memory is taken for it.
    func check() throws(PlotError) {
        let sides = 1...Self.longestSide
        guard sides.contains(width), sides.contains(height), width * height <= Self.largestArea else {
            throw .badSize(width: width, height: height, limit: Self.largestArea)
        }
        guard Self.resolutions.contains(dpi) else { throw .badResolution(dpi) }
        precondition(!panels.isEmpty, "a figure of 0 panels; expected one or more")
        try checkLimits()
        for panel in panels {
            for (index, curve) in panel.curves.enumerated() {
                let name = Self.name(of: curve, at: index)
                try check([curve.x, curve.y], [xAxis, curve.isRight ? panel.rightAxis : panel.yAxis], of: name)
                try requirePositive(curve.x, curve.y, xAxis, of: name, axis: "x")
                try requirePositive(
                    curve.y, curve.x, curve.isRight ? panel.rightAxis : panel.yAxis, of: name, axis: "y")
            }
            for band in panel.bands {
                let name = "band “\(band.label)”"
                try check([band.x, band.lower, band.upper], [xAxis, panel.yAxis, panel.yAxis], of: name)
                try requirePositive(band.lower, band.x, panel.yAxis, of: name, axis: "y")
                try requirePositive(band.upper, band.x, panel.yAxis, of: name, axis: "y")
            }
            for rule in panel.rules { try check(rule, in: panel) }
        }
        let layers = look.isTransparent ? 2 : 1
        let bytes = width * height * Self.bytesPerPixel * layers
        guard cpng_can_allocate(bytes) == 1 else { throw .noMemory(width: width, height: height, bytes: bytes) }
    }

    /// A curve as a message calls it.
    static func name(of curve: Curve, at index: Int) -> String {
        "curve " + (curve.label.isEmpty ? "\(index + 1)" : "“\(curve.label)”")
    }

    private func checkLimits() throws(PlotError) {
        var axes = [("x", xAxis)]
        for panel in panels { axes += [("y", panel.yAxis), ("right", panel.rightAxis)] }
        for (name, axis) in axes {
            for limit in [axis.low, axis.high].compactMap(\.self) {
                let isDrawn = limit.isFinite && (axis.kind == .log ? limit > 0 : abs(limit) <= DataLimits.largest)
                if !isDrawn { throw .badLimits(axis: name, low: axis.low, high: axis.high, isLog: axis.kind == .log) }
            }
            guard let low = axis.low, let high = axis.high else { continue }
            let isLog = axis.kind == .log
            guard low < high, !DataLimits.isConstant(low...high, isLogarithmic: isLog),
                high - low > DataLimits.smallest || isLog
            else {
                throw .badLimits(axis: name, low: low, high: high, isLog: axis.kind == .log)
            }
        }
    }

    /// A logarithmic axis has a place for all numbers above 0, any other one for those that are not too large.
    private func check(_ columns: [[Double]], _ axes: [Axis], of name: String) throws(PlotError) {
        for (values, axis) in zip(columns, axes) {
            guard values.count == columns[0].count else {
                throw .unequalLengths(curve: name, x: columns[0].count, y: values.count)
            }
            if axis.kind == .log { continue }
            let row = values.firstIndex { $0.isFinite && abs($0) > DataLimits.largest }
            if let row { throw .outOfRange(curve: name, row: row, value: values[row]) }
        }
    }

    /// A logarithmic axis has no place for zero and less; points that are gaps in the other column do not count.
    private func requirePositive(
        _ values: [Double], _ others: [Double], _ axis: Axis, of name: String, axis axisName: String
    ) throws(PlotError) {
        guard axis.kind == .log else { return }
        for (row, value) in values.enumerated() where value <= 0 && value.isFinite && others[row].isFinite {
            throw .notPositive(curve: name, row: row, value: value, axis: axisName)
        }
    }

    private func check(_ rule: Rule, in panel: Panel) throws(PlotError) {
        let axis = rule.direction == .vertical ? xAxis : panel.yAxis
        guard rule.value.isFinite, axis.kind == .log ? rule.value > 0 : abs(rule.value) <= DataLimits.largest else {
            throw .badRule(value: rule.value, isLog: axis.kind == .log)
        }
    }
}
