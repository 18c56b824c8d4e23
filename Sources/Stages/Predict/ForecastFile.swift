import Files
import SeriesData

/// The CSV file of a forecast, and the errors of what is written to it.
final class ForecastFile {
    /// How many rows are written between two looks for a signal to stop.
    private static let rowsBetweenLooks = 4096

    /// A row: what stands in it of each target.
    struct Row {
        let series: String
        /// As it is written; nil where it is not known.
        var time: String?
        var step = 0
        var targets: [Target]

        /// A row of a series, which still says nothing of its targets.
        init(of series: String, targetCount: Int) {
            self.series = series
            targets = Array(repeating: Target(), count: targetCount)
        }
    }

    /// What stands in a row of one target: NaN or nil where there is nothing.
    struct Target {
        var actual = Double.nan
        var forecast: ForecastPoint?
        /// The last known value, and that a season before.
        var naive = Double.nan
        var seasonal: Double?
    }

    private let console: any Console
    private let file: DurableFileWriter
    private let columns: ForecastColumns
    private var rowCount = 0
    private var csv: CSVWriter
    private var errors: [TargetErrors]

    init(at path: String, _ columns: ForecastColumns, _ console: any Console) throws {
        self.console = console
        self.columns = columns
        let file = try DurableFileWriter.open(at: path)
        self.file = file
        csv = try CSVWriter(header: columns.names) { try file.append($0) }
        errors = columns.targets.map { _ in TargetErrors() }
    }

    /// Adds a row, unless the stage was asked to stop.
    func add(_ row: Row) throws {
        if rowCount % Self.rowsBetweenLooks == 0 { try console.throwIfStopped() }
        rowCount += 1
        if columns.hasTime { csv.add(row.time ?? "") }
        if columns.hasSeries { csv.add(row.series) }
        csv.add(row.step)
        for (index, target) in row.targets.enumerated() {
            let point = target.forecast
            csv.add(target.actual)
            csv.add(point?.prediction ?? .nan)
            if columns.hasInterval {
                csv.add(point?.interval?.lowerBound ?? .nan)
                csv.add(point?.interval?.upperBound ?? .nan)
            }
            for place in columns.quantiles.indices { csv.add(point?.quantiles[place] ?? .nan) }
            guard let point else { continue }
            errors[index].add(target.actual, point, naive: target.naive, seasonal: target.seasonal)
        }
        try csv.endRow()
    }

    /// Makes the file appear under its name.
    func finish() throws {
        try csv.finish()
        try file.commit()
    }

    /// The errors over the rows that have both values, and those of simple forecasts beside them.
    func errorLines(season: Int?, level: Double?) -> [String] {
        guard columns.targets.count > 1 else { return errors[0].lines(season: season, level: level) }
        return zip(columns.targets, errors).flatMap { target, errors in
            errors.lines(season: season, level: level).map { "\(target): \($0)" }
        }
    }
}
