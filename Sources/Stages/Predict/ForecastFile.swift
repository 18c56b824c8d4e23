import CSVTables
import Files

/// The CSV file of a forecast, and the errors of what is written to it.
final class ForecastFile: ForecastOutput {
    /// How many rows are written between two looks for a signal to stop.
    static let rowsBetweenLooks = 4096

    private let console: any Console
    /// Gives the file its name; nil where it has it from the start.
    private let commit: (() throws -> Void)?
    let columns: ForecastColumns
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
    func add(_ row: ForecastRow) throws {
        if rowCount % Self.rowsBetweenLooks == 0 { try throwIfStopped() }
        rowCount += 1
        try write(row)
        count(row)
    }

    func throwIfStopped() throws(Stopped) { try console.throwIfStopped() }

    /// Writes a row, which appears with the next ``flush()``.
    func write(_ row: ForecastRow) throws { try csv.write { columns.write(row, to: &$0) } }

    /// Takes the errors of a row in.
    func count(_ row: ForecastRow) {
        for (index, target) in row.targets.enumerated() {
            if let compared = TargetErrors.Compared(target, target: index) { errors[index].add(compared) }
        }
    }

    /// Adds the rows of a series that were made elsewhere.
    func add(_ part: ForecastPart) throws {
        try csv.write { $0.add(part.rows) }
        for compared in part.compared { errors[compared.target].add(compared) }
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
