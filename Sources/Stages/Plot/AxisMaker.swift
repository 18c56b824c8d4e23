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
    func x(isWhole: Bool, names: [String]? = nil) throws -> Axis {
        if let names { return try axis(of: names) }
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

    /// The axis of x where names stand along it.
    private func axis(of names: [String]) throws -> Axis {
        let others: [(OptionDefinition, Bool)] = [
            (PlotStage.xLimits.definition, values[PlotStage.xLimits] != nil),
            (PlotStage.xRule.definition, !values[PlotStage.xRule].isEmpty),
            (PlotStage.logX.definition, values[PlotStage.logX]),
            (PlotStage.xScale.definition, values[PlotStage.xScale] ?? .linear != .linear),
        ]
        if let (option, _) = others.first(where: \.1) {
            throw StageError.badTable(
                file: path, CSVError("found names in the column of x; --\(option.name) expects numbers; leave it out"))
        }
        return Axis(.names(names))
    }

    /// The axis of y; a preset has a logarithmic one only where all values are above 0.
    func y(hasPositive: Bool, isWhole: Bool) throws -> Axis {
        let preset: PlotScale = values[PlotStage.preset] == .loss && hasPositive ? .log : .linear
        let scale = values[PlotStage.logY] ? .log : values[PlotStage.yScale] ?? preset
        return axis(scale, values[PlotStage.limits], isWhole)
    }

    /// The axis at the right.
    func right(isWhole: Bool) -> Axis {
        axis(values[PlotStage.rightScale] ?? .linear, values[PlotStage.rightLimits], isWhole)
    }

    /// The axis of y of a panel below the first, counted from 0.
    func panel(_ index: Int, isWhole: Bool) -> Axis {
        let scales = values[PlotStage.panelScale]
        return axis(scales.count > 1 ? scales[index] : scales.first ?? .linear, nil, isWhole)
    }

    private func axis(_ scale: PlotScale, _ limits: AxisLimits?, _ isWhole: Bool) -> Axis {
        Axis(
            kind(scale), low: limits?.low?.number, high: limits?.high?.number,
            hasMinorTicks: values[PlotStage.minorTicks], isWhole: isWhole)
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

    /// Checks that all can be drawn: that it is above 0 on a logarithmic axis, and not too large on any other one.
    ///
    /// The curves are those of all columns, in their order.
    func requireDrawable(
        _ curves: [LinePlots.Curve], _ columns: PlotColumns, bands: [Band], panels: [Panel], _ lines: RowLines
    ) throws {
        let main = panels[0]
        if xForm == .number, let curve = curves.first {
            let axis = try x(isWhole: false)
            try check(curve.x, columns.x, axis, option: "--x-scale", lines)
        }
        var axes = columns.y.map { _ in (main.yAxis, "--y-scale") }
        axes += columns.right.map { _ in (main.rightAxis, "--right-scale") }
        for (names, panel) in zip(columns.panels, panels.dropFirst()) {
            axes += names.map { _ in (panel.yAxis, "--panel-scale") }
        }
        for ((axis, option), (curve, column)) in zip(axes, zip(curves, columns.curves)) {
            try check(curve.y, column, axis, option: option, lines)
        }
        for (band, bounds) in zip(bands, columns.bands) {
            try check(band.lower, bounds.lower, main.yAxis, option: "--y-scale", lines)
            try check(band.upper, bounds.upper, main.yAxis, option: "--y-scale", lines)
        }
    }

    /// Checks the numbers of a column that stand along an axis.
    func check(_ numbers: [Double], _ column: String, _ axis: Axis, option: String, _ lines: RowLines) throws {
        let isLog = axis.kind == .log
        let row = numbers.firstIndex { isLog ? $0 <= 0 : abs($0) > Figure.largestValue && $0.isFinite }
        guard let row else { return }
        let largest = decimalText(Figure.largestValue)
        throw StageError.badTable(
            file: path,
            CSVError(
                line: lines.line(ofRow: row), column: column,
                "found \(decimalText(numbers[row])); expected "
                    + (isLog
                        ? "numbers above 0 on a logarithmic axis; leave the cell empty, or take \(option) symlog"
                        : "numbers from -\(largest) to \(largest); leave the cell empty, or take \(option) log")))
    }
}
