import CSVTables
import Files

@testable import Stages

/// Writes the mean of the last values of a column beside it: the example of CONTRIBUTING.md.
struct RunningMeanStage: Stage {
    static let name = "running-mean"
    static let summary = "Write the mean of the last values of a column beside it."

    static let data = StageOption(required: "data", .path(), role: .reads, help: "The CSV file.")
    static let output = StageOption(required: "output", .path(), role: .writes, help: "The CSV file to write.")
    static let column = StageOption(
        optional: "column", .text("name"), help: "The column. By default y, else the only one of numbers.")
    static let width = StageOption(
        "width", .wholeNumber(from: 1, name: "values"), default: 3, help: "How many values the mean is of.")

    static let options: [OptionDefinition] = [data.definition, output.definition, column.definition, width.definition]

    private let values: OptionValues

    init(_ values: OptionValues) throws(OptionErrors) { self.values = values }

    func run(_ console: any Console) throws {
        let series = try Series(at: values[Self.data], column: values[Self.column], console)
        try series.requireComplete()
        let file = try DurableFileWriter.open(at: values[Self.output])
        var csv = try CSVWriter(header: [series.column, "mean"]) { try file.append($0) }
        for (row, value) in series.values.enumerated() {
            let last = series.values[max(0, row + 1 - values[Self.width])...row]
            csv.add(value)
            csv.add(last.reduce(0, +) / Double(last.count))
            try csv.endRow()
        }
        try csv.finish()
        try file.commit()
        try console.result("\(series.values.count) means of \(values[Self.width]) values")
    }
}
