import CSVTables
import Files
import ForecastModels
import Forecasting
import SeriesData

/// The forecasts of a backtest as CSV: `origin,step,time,actual,prediction,lower,upper`, and a column for each baseline.
///
/// `origin` is how many values were known, `step` how many later the value came. `time` is there where times are known,
/// `series` in front where there are many, `lower,upper` where the model knows an interval. With several targets the names of
/// what is said of one end in `_NAME`.
final class BacktestFile {
    private let file: DurableFileWriter
    private var csv: CSVWriter
    private let columns: SeriesColumns
    private let hasInterval: Bool

    init(at path: String, _ columns: SeriesColumns, _ baselines: [Baseline], hasInterval: Bool) throws {
        (self.columns, self.hasInterval) = (columns, hasInterval)
        let file = try DurableFileWriter.open(at: path)
        self.file = file
        let kinds = ["actual", "prediction"] + (hasInterval ? ["lower", "upper"] : []) + baselines.map(\.rawValue)
        var header = columns.series == nil ? [] : ["series"]
        header += ["origin", "step"] + (columns.time == nil ? [] : ["time"])
        for target in columns.targets { header += kinds.map { columns.targets.count > 1 ? "\($0)_\(target)" : $0 } }
        csv = try CSVWriter(header: header) { try file.append($0) }
    }

    /// Adds a row: of each target the value that came and what each kind forecast, the network being the first.
    func add(
        series: String, origin: Int, step: Int, time: String?,
        _ targets: [(actual: Double, forecasts: [ForecastPoint?])]
    ) throws {
        if columns.series != nil { csv.add(series) }
        csv.add(origin)
        csv.add(step)
        if columns.time != nil { csv.add(time ?? "") }
        for target in targets {
            csv.add(target.actual)
            for (kind, forecast) in target.forecasts.enumerated() {
                csv.add(forecast?.prediction ?? .nan)
                guard kind == 0, hasInterval else { continue }
                csv.add(forecast?.interval?.lowerBound ?? .nan)
                csv.add(forecast?.interval?.upperBound ?? .nan)
            }
        }
        try csv.endRow()
    }

    /// Makes the file appear under its name.
    func finish() throws {
        try csv.finish()
        try file.commit()
    }
}
