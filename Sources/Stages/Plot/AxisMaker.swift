import CSVTables
import LinePlots
import SeriesData

/// Makes the axes and rules that the options ask for.
struct AxisMaker {
    private let values: OptionValues
    private let path: String
    private let xForm: TimeColumn.Form
    private var xIsDates: Bool { xForm != .number }

    init(_ values: OptionValues, _ path: String, xForm: TimeColumn.Form) {
        self.values = values
        self.path = path
        self.xForm = xForm
    }

    /// What whole numbers along x are taken for.
    static func reading(_ values: OptionValues) -> CSVTable.NumberReading {
        values[PlotStage.logX] ? .numbers : values[PlotStage.xScale]?.reading ?? .byName
    }

    /// The axis of x.
    func x(isWhole: Bool) throws -> Axis {
        let scale = values[PlotStage.logX] ? .log : values[PlotStage.xScale]?.ofNumbers ?? .linear
        if xIsDates, scale != .linear {
            throw StageError.badTable(
                file: path,
                CSVError(
                    "found dates in the column of x; a \(scale.rawValue) axis expects numbers; leave its scale out"))
        }
        let limits = values[PlotStage.xLimits]
        return Axis(
            xIsDates ? .date : kind(scale),
            low: try limits?.low.map { try place($0, of: PlotStage.xLimits.definition) },
            high: try limits?.high.map { try place($0, of: PlotStage.xLimits.definition) },
            hasMinorTicks: values[PlotStage.minorTicks], isWhole: isWhole)
    }

    /// The axis of y; a preset has a logarithmic one only where all values are above 0.
    func y(hasPositive: Bool) throws -> Axis {
        let preset: PlotScale = values[PlotStage.preset] == .loss && hasPositive ? .log : .linear
        let scale = values[PlotStage.logY] ? .log : values[PlotStage.yScale] ?? preset
        return axis(scale, values[PlotStage.limits])
    }

    /// The axis at the right.
    func right() -> Axis { axis(values[PlotStage.rightScale] ?? .linear, values[PlotStage.rightLimits]) }

    /// The axis of y of a panel below the first, counted from 0.
    func panel(_ index: Int) -> Axis {
        let scales = values[PlotStage.panelScale]
        return axis(scales.count > 1 ? scales[index] : scales.first ?? .linear, nil)
    }

    private func axis(_ scale: PlotScale, _ limits: AxisLimits?) -> Axis {
        Axis(
            kind(scale), low: limits?.low?.number, high: limits?.high?.number,
            hasMinorTicks: values[PlotStage.minorTicks])
    }

    private func kind(_ scale: PlotScale) -> Axis.Kind {
        switch scale {
        case .linear: .linear
        case .log: .log
        case .symlog: .symlog(threshold: values[PlotStage.symlogThreshold])
        }
    }

    /// The rules that were asked for.
    func rules() throws -> [Rule] {
        try values[PlotStage.xRule].map { rule in
            Rule(.vertical, at: try place(rule.point, of: PlotStage.xRule.definition), label: rule.label)
        }
            + values[PlotStage.yRule].compactMap { rule in
                rule.point.number.map { Rule(.horizontal, at: $0, label: rule.label) }
            }
    }

    /// The value of x that a point means.
    private func place(_ point: AxisPoint, of option: OptionDefinition) throws -> Double {
        if let value = point.value(onDates: xIsDates) ?? point.number.flatMap(xForm.moment(ofNumber:)) { return value }
        let (found, wish) = xIsDates ? ("dates", "a date as 2024-03-05") : ("numbers", "a number")
        throw StageError.badTable(
            file: path,
            CSVError("found \(found) in the column of x; --\(option.name) '\(point.text)' is expected to be \(wish)"))
    }

    /// Checks that all is above 0 that stands on a logarithmic axis.
    ///
    /// The curves are those of all columns, in their order.
    func requirePositive(
        _ curves: [LinePlots.Curve], _ columns: PlotColumns, bands: [Band], panels: [Panel], areDates: Bool
    ) throws {
        if !areDates, try x(isWhole: false).kind == .log, let curve = curves.first {
            try check(curve.x, columns.x, option: "--x-scale symlog")
        }
        let main = panels[0]
        var axes = columns.y.map { _ in (main.yAxis, "--y-scale symlog") }
        axes += columns.right.map { _ in (main.rightAxis, "--right-scale symlog") }
        for (names, panel) in zip(columns.panels, panels.dropFirst()) {
            axes += names.map { _ in (panel.yAxis, "--panel-scale symlog") }
        }
        for ((axis, option), (curve, column)) in zip(axes, zip(curves, columns.curves)) where axis.kind == .log {
            try check(curve.y, column, option: option)
        }
        guard main.yAxis.kind == .log else { return }
        for (band, bounds) in zip(bands, columns.bands) {
            try check(band.lower, bounds.lower, option: "--y-scale symlog")
            try check(band.upper, bounds.upper, option: "--y-scale symlog")
        }
    }

    private func check(_ numbers: [Double], _ column: String, option: String) throws {
        guard let row = numbers.firstIndex(where: { $0 <= 0 }) else { return }
        throw StageError.badTable(
            file: path,
            CSVError(
                column: column,
                "row \(row + 1): found \(decimalText(numbers[row])); expected numbers above 0 on a logarithmic axis; "
                    + "leave the cell empty, or take \(option)"))
    }
}
