import CSVTables
import SeriesData
import Texts

/// Which columns of a table are drawn, and as what.
struct PlotColumns: Equatable {
    var x: String
    var y: [String]
    var right: [String]
    var panels: [[String]]
    var bands: [Bounds]
    /// The last row of this column is where the forecast begins.
    var past: String?

    /// The columns of a band.
    struct Bounds: Equatable {
        let lower: String
        let upper: String
        /// What a forecast's interval is called in the legend.
        var intervalName = "interval"
    }

    /// Every curve's column: those of the first panel, of its axis at the right, of the other panels.
    var curves: [String] { y + right + panels.flatMap(\.self) }

    /// The columns that the options ask for, by name, by preset, or as all that are left.
    init(_ values: OptionValues, in table: Table) throws {
        let names = table.names
        right = values[PlotStage.right]
        panels = values[PlotStage.panel].map { $0.columns(among: names) }
        bands = try values[PlotStage.band].map { list in
            let pair = list.columns(among: names)
            guard pair.count == 2 else {
                throw StageError.badTable(
                    file: table.path,
                    CSVError("found the band '\(list.text)' of \(pair.count) columns; expected two; name both"))
            }
            return Bounds(lower: pair[0], upper: pair[1])
        }
        x = values[PlotStage.x] ?? names[0]
        y = values[PlotStage.y]
        switch values[PlotStage.preset] {
        case nil: break
        case .loss: try chooseLosses(values, table)
        case .forecast: try chooseForecast(values, table)
        }
        if y.isEmpty {
            let taken = Set(
                [x] + [values[PlotStage.rows]?.column].compactMap(\.self) + right + panels.flatMap(\.self)
                    + bands.flatMap { [$0.lower, $0.upper] })
            y = names.filter { !taken.contains($0) }
        }
        guard !curves.isEmpty else { throw StageError.nothingToDraw(file: table.path, x: x) }
    }

    private mutating func chooseLosses(_ values: OptionValues, _ table: Table) throws {
        if values[PlotStage.x] == nil, table.names.contains("epoch") { x = "epoch" }
        guard y.isEmpty else { return }
        y = table.numericNames.filter { $0 != x && $0.lowercased().holds(text: "loss") }
        if y.isEmpty { throw Self.noColumn("a column of losses, as 'loss'", for: .loss, in: table) }
    }

    private mutating func chooseForecast(_ values: OptionValues, _ table: Table) throws {
        let names = table.names
        if y.isEmpty {
            y = ["actual", "prediction"]
            if let missing = y.first(where: { !names.contains($0) }) {
                throw Self.noColumn("the column '\(missing)'", for: .forecast, in: table)
            }
        }
        past = y[0]
        // Times are drawn where every row has one.
        let hasTimes =
            x == "time"
            && (try? table.positions(of: x, AxisMaker.reading(values)))?.values.allSatisfy(\.isFinite) == true
        if values[PlotStage.x] == nil, names.contains("step"), !hasTimes { x = "step" }
        guard bands.isEmpty, let prediction = y.last else { return }
        // What is said of one of several series ends in its name.
        let name = prediction.begins(with: "prediction") ? prediction.without(firstBytes: "prediction".utf8.count) : ""
        bands = [Self.interval(of: name, among: names)].compactMap(\.self)
    }

    /// The columns `lower` and `upper`, else those of the lowest and the highest quantile, as `q0.05` and `q0.95`.
    private static func interval(of name: String, among names: [String]) -> Bounds? {
        let bounds = Bounds(lower: "lower" + name, upper: "upper" + name)
        if names.contains(bounds.lower), names.contains(bounds.upper) { return bounds }
        let quantiles = names.compactMap { column -> (level: Double, column: String)? in
            guard column.begins(with: "q"), column.ends(with: name), column.utf8.count > name.utf8.count else {
                return nil
            }
            return decimal(column.without(firstBytes: 1).without(lastBytes: name.utf8.count)).map {
                (level: $0, column: column)
            }
        }.filter { (0...1).contains($0.level) }
        guard let lowest = quantiles.min(by: { $0.level < $1.level }),
            let highest = quantiles.max(by: { $0.level < $1.level }), lowest.level < highest.level
        else { return nil }
        let name = "\(decimalText(lowest.level)) to \(decimalText(highest.level)) quantile"
        return Bounds(lower: lowest.column, upper: highest.column, intervalName: name)
    }

    private static func noColumn(_ wish: String, for preset: PlotPreset, in table: Table) -> StageError {
        .badTable(
            file: table.path,
            CSVError(
                line: 1,
                "found the columns \(table.names.joined(separator: ", ")); the preset \(preset.rawValue) expects \(wish); "
                    + "name the columns with --y"))
    }
}
