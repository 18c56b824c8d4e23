import CSVTables
import Files
import LinePlots
import SeriesData

/// Makes the figure that the options of a plot ask for.
struct FigureMaker {
    let values: OptionValues
    let console: any Console
    private var path: String { values[PlotStage.data] }

    init(_ values: OptionValues, _ console: any Console) {
        self.values = values
        self.console = console
    }

    /// Reads the data and lays out what is drawn.
    func figure() throws -> Figure {
        var figure = values[PlotStage.kind].contains(.histogram) ? try histogram() : try curves()
        let size = values[PlotStage.size]
        figure.title = values[PlotStage.title]
        (figure.width, figure.height) = (size.width, size.height)
        figure.dpi = values[PlotStage.dpi]
        figure.compressionLevel = values[PlotStage.level]
        figure.look = look
        figure.font = try font()
        figure.metadata = [("Source", CommandText.lastPart(of: path)), ("Command", CommandText(values).text)]
        return figure
    }

    private var look: Look {
        Look(
            theme: values[PlotStage.theme], colors: values[PlotStage.palette], lineWidth: values[PlotStage.lineWidth],
            hasGrid: values[PlotStage.grid], isTransparent: values[PlotStage.transparent],
            usesDashes: values[PlotStage.dashes], legend: values[PlotStage.legend])
    }

    private func font() throws -> Font? {
        guard let path = values[PlotStage.font] else { return nil }
        do {
            return try Font(bytes: FileReader.read(path, limit: Self.largestFont))
        } catch PlotError.badFont(let problem) {
            throw PlotError.badFont("\(path): \(problem)")
        }
    }

    /// No font is larger than this.
    private static let largestFont = 1 << 27

    private func histogram() throws -> Figure {
        let named = values[PlotStage.y]
        let choice = values[PlotStage.rows]
        let selection: CSVSelection =
            choice.map { .series(numbers: named, time: nil, label: $0.column) }
            ?? (named.isEmpty ? .all : .named(named))
        let table = try table(keeping: selection)
        let columns = named.isEmpty ? table.names.filter { $0 != choice?.column } : named
        let labels = try labels(of: columns)
        let data = try columns.map { try table.numbers(of: $0) }
        for (numbers, column) in zip(data, columns) {
            try axes(.number).check(numbers, column, Axis(), option: "--y-scale", table.table.lines)
        }
        let bins = HistogramBins(data, count: values[PlotStage.bins])
        let curves = zip(data, labels).map { values, label in
            Curve(label: label, x: bins.middles, y: bins.counts(of: values), kind: .bars, barWidth: bins.width)
        }
        let xLabel = values[PlotStage.xLabel] ?? (columns.count == 1 ? columns[0] : nil)
        let panel = Panel(
            curves, rules: try axes(.number).rules(),
            yLabel: values[PlotStage.yLabel] ?? "count", yAxis: try axes(.number).y(hasPositive: true, isWhole: true))
        return Figure(panels: [panel], xLabel: xLabel, xAxis: try axes(.number).x(isWhole: false))
    }

    private func axes(_ form: TimeColumn.Form) -> AxisMaker { AxisMaker(values, path, xForm: form) }

    private func labels(of columns: [String]) throws -> [String] {
        let labels = values[PlotStage.label]
        guard labels.isEmpty || labels.count == columns.count else {
            throw StageError.labelCount(file: path, labels: labels.count, columns: columns)
        }
        return labels.isEmpty ? columns : labels
    }

    private func kinds(of columns: [String]) throws -> [LinePlots.Curve.Kind] {
        let kinds = values[PlotStage.kind].compactMap(\.curveKind)
        guard kinds.count < 2 || kinds.count == columns.count else {
            throw StageError.badTable(
                file: path,
                CSVError(
                    "found \(columns.count) curves (\(columns.joined(separator: ", "))) and \(kinds.count) kinds; "
                        + "expected one --kind for all, or one for each curve"))
        }
        return kinds.count == columns.count ? kinds : columns.map { _ in kinds.first ?? .line }
    }

    private func curves() throws -> Figure {
        let table = try table(keeping: selection)
        let columns = try PlotColumns(values, in: table)
        let labels = try labels(of: columns.curves)
        let kinds = try kinds(of: columns.curves)
        let names = kinds.allSatisfy { $0 == .bars } ? try names(of: columns.x, in: table) : nil
        let x =
            if let names {
                CSVTable.Positions(values: names.indices.map(Double.init), form: .number)
            } else {
                try table.positions(of: columns.x, AxisMaker.reading(values))
            }
        if columns.past != nil { try requireOneSeries(x.values, columns.x, table.table.lines) }
        let axes = axes(x.form)
        let drawn = try zip(columns.curves, zip(labels, kinds)).enumerated().map { index, item in
            let isRight = (columns.y.count..<columns.y.count + columns.right.count).contains(index)
            return Curve(
                label: item.1.0, x: x.values, y: try table.numbers(of: item.0), kind: item.1.1, isRight: isRight)
        }
        let inMain = columns.y.count + columns.right.count
        var main = Panel(Array(drawn[..<inMain]), bands: try bands(columns, table, x.values), rules: try axes.rules())
        if let past = columns.past { main.rules += forecastStart(past, of: drawn, columns) }
        main.yLabel = values[PlotStage.yLabel] ?? (values[PlotStage.preset] == .loss ? "loss" : nil)
        main.yAxis = try axes.y(hasPositive: main.isPositive, isWhole: main.isWhole(atRight: false))
        if values[PlotStage.preset] == .loss, main.yAxis.kind == .linear, values[PlotStage.yScale] == nil {
            console.note("\(path): losses of 0 or less have no place on a logarithmic axis; it is linear")
        }
        main.rightLabel = values[PlotStage.rightLabel] ?? (columns.right.count == 1 ? columns.right[0] : nil)
        main.rightAxis = axes.right(isWhole: main.isWhole(atRight: true))
        let lower = try lowerPanels(columns, drawn, x.values, axes)
        main.weight = lower.isEmpty ? 1 : 2
        let isWhole = values[PlotStage.preset] == .loss || (!x.areDates && Panel.areWhole(x.values))
        try axes.requireDrawable(drawn, columns, bands: main.bands, panels: [main] + lower, table.table.lines)
        if !(drawn.contains { zip($0.x, $0.y).contains { $0.isFinite && $1.isFinite } }) {
            let found = table.table.rowCount == 0 ? "no rows" : "no row with a value to draw"
            console.note("\(path): found \(found); the picture has nothing but axes")
        }
        return Figure(
            panels: [main] + lower, xLabel: values[PlotStage.xLabel] ?? columns.x,
            xAxis: try axes.x(isWhole: isWhole, names: names))
    }

    /// The names in a column of texts, one a row; nil where it is of numbers or dates.
    private func names(of column: String, in table: Table) throws -> [String]? {
        guard case .text = try table.named({ () throws(CSVError) in try table.table.column(named: column) }).content
        else { return nil }
        let names = try texts(of: column)
        guard let choice = values[PlotStage.rows] else { return names }
        let rows = try texts(of: choice.column)
        let number = decimal(choice.value)
        return zip(names, rows).filter { $1 == choice.value || (number != nil && decimal($1) == number) }.map(\.0)
    }

    private func texts(of column: String) throws -> [String] {
        let table = try Table(at: path, keeping: .series(numbers: [], time: nil, label: column), console)
        let labels = try table.named { () throws(CSVError) in try table.table.labels(of: column) }
        return labels.indices.map { labels.names[$0] }
    }

    /// The rows that are drawn.
    private func table(keeping selection: CSVSelection) throws -> Table {
        let table = try Table(at: path, keeping: selection, console)
        return try values[PlotStage.rows].map { try table.rows(with: $0.value, in: $0.column) } ?? table
    }

    /// All columns, unless those needed are known by name.
    private var selection: CSVSelection {
        let isNamed =
            !values[PlotStage.y].isEmpty && values[PlotStage.band].isEmpty && values[PlotStage.panel].isEmpty
            && values[PlotStage.preset] == nil
        let others = isNamed ? values[PlotStage.y] + values[PlotStage.right] : []
        return .positioned(by: values[PlotStage.x], others: others, label: values[PlotStage.rows]?.column)
    }

    private func bands(_ columns: PlotColumns, _ table: Table, _ x: [Double]) throws -> [Band] {
        let labels = values[PlotStage.bandLabel]
        let isForecast = values[PlotStage.preset] == .forecast && values[PlotStage.band].isEmpty
        return try columns.bands.enumerated().map { index, bounds in
            let label = isForecast ? bounds.intervalName : "\(bounds.lower) to \(bounds.upper)"
            // As many bands as curves belong to them in order; fewer belong to the last ones.
            let curve = max(0, columns.y.count - columns.bands.count + index)
            return Band(
                label: labels.isEmpty ? label : labels[index], x: x, lower: try table.numbers(of: bounds.lower),
                upper: try table.numbers(of: bounds.upper), curve: curve)
        }
    }

    /// A forecast of several series, one under the other, cannot be drawn as one.
    private func requireOneSeries(_ x: [Double], _ column: String, _ lines: RowLines) throws {
        var last = -Double.infinity
        for (row, value) in x.enumerated() where value.isFinite {
            guard value >= last else {
                throw StageError.badTable(
                    file: path,
                    CSVError(
                        line: lines.line(ofRow: row), column: column,
                        "found a value before that of the rows above, as where another series begins; "
                            + "the preset forecast expects one series; name it with --where series=NAME"))
            }
            last = value
        }
    }

    /// A rule at the last row that has an actual value, if there are forecasts after it.
    private func forecastStart(_ past: String, of drawn: [LinePlots.Curve], _ columns: PlotColumns) -> [Rule] {
        guard let actual = drawn.first, columns.y.count > 1, let last = actual.y.lastIndex(where: \.isFinite),
            drawn[1].y[(last + 1)...].contains(where: \.isFinite), actual.x[last].isFinite
        else { return [] }
        return [Rule(.vertical, at: actual.x[last], label: "forecast")]
    }

    /// The panels that were asked for, and that of the residuals.
    private func lowerPanels(
        _ columns: PlotColumns, _ drawn: [LinePlots.Curve], _ x: [Double], _ axes: AxisMaker
    ) throws -> [Panel] {
        var panels: [Panel] = []
        var next = columns.y.count + columns.right.count
        for (index, names) in columns.panels.enumerated() {
            var curves = Array(drawn[next..<next + names.count])
            next += names.count
            let label = values[PlotStage.panelLabel].isEmpty ? nil : values[PlotStage.panelLabel][index]
            let own = names.count == 1 && values[PlotStage.label].isEmpty ? names[0] : nil
            // A curve alone is named by its axis.
            if own != nil, label == nil { curves[0].label = "" }
            panels.append(
                Panel(
                    curves, yLabel: label ?? own,
                    yAxis: axes.panel(index, isWhole: curves.allSatisfy { Panel.areWhole($0.y) })))
        }
        guard values[PlotStage.residuals] else { return panels }
        guard columns.y.count == 2 else {
            throw StageError.badTable(
                file: path,
                CSVError(
                    "found \(columns.y.count) curves (\(columns.y.joined(separator: ", "))); --residuals expects two, "
                        + "of which the second is subtracted; name them with --y"))
        }
        let differences = zip(drawn[0].y, drawn[1].y).map { $0 - $1 }
        let curve = Curve(x: x, y: differences)
        let axis = Axis(isWhole: Panel.areWhole(differences))
        panels.append(Panel([curve], rules: [Rule(.horizontal, at: 0)], yLabel: "residual", yAxis: axis))
        return panels
    }
}

extension Panel {
    /// Whether all numbers along an axis of y are whole.
    fileprivate func isWhole(atRight: Bool) -> Bool {
        let curves = curves.filter { $0.isRight == atRight }
        return curves.allSatisfy { Self.areWhole($0.y) }
            && (atRight || bands.allSatisfy { Self.areWhole($0.lower) && Self.areWhole($0.upper) })
    }

    /// Whether all numbers that are there are whole.
    fileprivate static func areWhole(_ numbers: [Double]) -> Bool {
        numbers.allSatisfy { !$0.isFinite || $0.rounded() == $0 }
    }

    /// Whether all that is drawn against the axis at the left is above 0.
    fileprivate var isPositive: Bool {
        curves.allSatisfy { curve in
            curve.isRight || zip(curve.x, curve.y).allSatisfy { !$0.isFinite || !$1.isFinite || $1 > 0 }
        } && bands.allSatisfy { !$0.lower.contains { $0 <= 0 } }
    }
}
