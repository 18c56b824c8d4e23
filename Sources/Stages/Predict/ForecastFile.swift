import Files
import SeriesData

/// The CSV file `step,actual,prediction`, and the errors of what is written to it.
final class ForecastFile {
    /// How many rows are written between two looks for a signal to stop.
    private static let rowsBetweenLooks = 4096

    private let console: any Console
    private let file: DurableFileWriter
    private var rowCount = 0
    private var csv: CSVWriter
    private var errors = ForecastErrors()
    private var naiveErrors = ForecastErrors()

    init(at path: String, _ console: any Console) throws {
        self.console = console
        let file = try DurableFileWriter.open(at: path)
        self.file = file
        csv = try CSVWriter(header: ["step", "actual", "prediction"]) { try file.append($0) }
    }

    /// Adds a row, unless the stage was asked to stop; `naive` is the forecast that the last known value would be.
    func add(step: Int, actual: Double?, prediction: Double?, naive: Double?) throws {
        if rowCount % Self.rowsBetweenLooks == 0 { try console.throwIfStopped() }
        rowCount += 1
        csv.add(step)
        csv.add(actual ?? .nan)
        csv.add(prediction ?? .nan)
        try csv.endRow()
        guard let actual, let prediction, let naive else { return }
        errors.add(actual: actual, prediction: prediction)
        naiveErrors.add(actual: actual, prediction: naive)
    }

    /// Makes the file appear under its name.
    func finish() throws {
        try csv.finish()
        try file.commit()
    }

    /// The errors over the rows that have both values, and those of the naive forecast beside them.
    var errorLines: [String] {
        guard errors.count > 0 else { return ["no row has both an actual value and a prediction"] }
        return [Self.line(errors), "naive (the last value): " + Self.line(naiveErrors)]
    }

    private static func line(_ errors: ForecastErrors) -> String {
        [("mse", errors.mse), ("rmse", errors.rmse), ("mae", errors.mae)]
            .map { "\($0.0)=\(significantDecimal($0.1, digits: 6))" }.joined(separator: " ")
    }
}
