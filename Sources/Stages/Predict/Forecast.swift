import CSVTables
import SeriesData

/// A forecast as `predict` wrote it: `step,actual,prediction`, of many series with a column `series`; what is missing is NaN.
struct Forecast {
    /// The name of each row's series; nil where the file has no such column.
    let series: CSVLabels?
    let steps: [Double]
    let actual: [Double]
    let prediction: [Double]
    /// The lines of the file on which the rows stand.
    let lines: RowLines

    /// Reads the file at `path`.
    init(at path: String) throws {
        let numbers = ["step", "actual", "prediction"]
        var table = try Table(at: path, keeping: .named(numbers))
        let hasSeries = table.names.contains("series")
        if hasSeries { table = try Table(at: path, keeping: .series(numbers: numbers, time: nil, label: "series")) }
        series = hasSeries ? try table.named { () throws(CSVError) in try table.table.labels(of: "series") } : nil
        steps = try table.numbers(of: "step")
        actual = try table.numbers(of: "actual")
        prediction = try table.numbers(of: "prediction")
        lines = table.table.lines
    }

    var errors: ForecastErrors { ForecastErrors(actual: actual, prediction: prediction) }
}
