import CSVTables
import SeriesData

/// A forecast as `predict` wrote it: `step,actual,prediction`; what is missing is NaN.
struct Forecast {
    let steps: [Double]
    let actual: [Double]
    let prediction: [Double]
    /// The lines of the file on which the rows stand.
    let lines: RowLines

    /// Reads the file at `path`.
    init(at path: String) throws {
        let table = try Table(at: path, keeping: .named(["step", "actual", "prediction"]))
        steps = try table.numbers(of: "step")
        actual = try table.numbers(of: "actual")
        prediction = try table.numbers(of: "prediction")
        lines = table.table.lines
    }

    var errors: ForecastErrors { ForecastErrors(actual: actual, prediction: prediction) }
}
