import CSVTables
import Files
import ForecastModels
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
    /// Gives the file its name; nil where it has it from the start.
    private let commit: (() throws -> Void)?
    private let columns: ForecastColumns
    private var rowCount = 0
    private var csv: CSVWriter
    private var errors: [TargetErrors]

    /// A file that appears as a whole.
    convenience init(at path: String, _ columns: ForecastColumns, _ console: any Console) throws {
        let file = try DurableFileWriter.open(at: path)
        try self.init(columns, console, commit: file.commit) { try file.append($0) }
    }

    /// A file that appears as it grows.
    convenience init(into file: AppendedFile, _ columns: ForecastColumns, _ console: any Console) throws {
        try self.init(columns, console, commit: nil) { try file.append($0) }
    }

    private init(
        _ columns: ForecastColumns, _ console: any Console, commit: (() throws -> Void)?,
        sink: @escaping ([UInt8]) throws -> Void
    ) throws {
        (self.columns, self.console, self.commit) = (columns, console, commit)
        csv = try CSVWriter(header: columns.names, sink: sink)
        errors = columns.targets.map { _ in TargetErrors() }
    }

    /// Adds a row, unless the stage was asked to stop.
    func add(_ row: Row) throws {
        if rowCount % Self.rowsBetweenLooks == 0 { try console.throwIfStopped() }
        rowCount += 1
        try write(row)
        count(row)
    }

    /// Writes a row, which appears with the next ``flush()``.
    func write(_ row: Row) throws {
        if columns.hasTime { csv.add(row.time ?? "") }
        if columns.hasSeries { csv.add(row.series) }
        csv.add(row.step)
        for target in row.targets {
            let point = target.forecast
            csv.add(target.actual)
            csv.add(point?.prediction ?? .nan)
            if columns.hasInterval {
                csv.add(point?.interval?.lowerBound ?? .nan)
                csv.add(point?.interval?.upperBound ?? .nan)
            }
            for place in columns.quantiles.indices { csv.add(point?.quantiles[place] ?? .nan) }
        }
        try csv.endRow()
    }

    /// Takes the errors of a row in.
    func count(_ row: Row) {
        for (index, target) in row.targets.enumerated() {
            guard let point = target.forecast else { continue }
            errors[index].add(target.actual, point, naive: target.naive, seasonal: target.seasonal)
        }
    }

    /// Hands on all rows so far.
    func flush() throws { try csv.finish() }

    /// Makes the file appear under its name.
    func finish() throws {
        try flush()
        try commit?()
    }

    /// The errors over the rows that have both values, and those of simple forecasts beside them.
    func errorLines(season: Int?, level: Double?) -> [String] {
        guard columns.targets.count > 1 else { return errors[0].lines(season: season, level: level) }
        return zip(columns.targets, errors).flatMap { target, errors in
            errors.lines(season: season, level: level).map { "\(target): \($0)" }
        }
    }
}
