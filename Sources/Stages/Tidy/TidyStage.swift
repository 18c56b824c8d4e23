import CSVTables
import Files
import ForeignFiles
import SeriesData

/// Writes a CSV file from elsewhere anew, in the form that the other commands read.
package struct TidyStage: Stage {
    package static let name = "tidy"
    package static let summary =
        "Write a CSV file from elsewhere anew, as the other commands read it: commas, points, a header, times in one column "
        + "and in order."
    package static let example = "seqcast tidy download.csv --output series.csv"

    package static let worksInPlace = true

    static let data = StageOption(required: "data", .path(), role: .reads, help: "The file from elsewhere.")
    static let output = StageOption(required: "output", .path(), role: .writes, help: "The CSV file to write.")
    static let append = StageOption(
        optional: "append", .path(), role: .reads,
        help:
            "A second file from elsewhere, of the same columns, whose rows go on with the series of the first: as the test "
            + "part of a competition does.")
    static let decimal = StageOption(
        optional: "decimal", ValueKind<DecimalMark>.choice(name: "mark"),
        help: "What stands before decimals. By default what the file shows.")
    static let missing = StageOption(
        repeated: "missing-value", .text(),
        help: "A text or number that stands for a missing value, besides NA, NaN, null, none and the like; repeatable.")
    static let duplicates = StageOption(
        optional: "duplicates", ValueKind<TidyFile.Duplicates>.choice(name: "rule"),
        help: "What is kept of rows of one time that differ: the first, the last, or their mean. By default all.")
    static let dates = StageOption(
        optional: "dates", ValueKind<TidyTable.DateOrder>.choice(name: "order"),
        help: "How dates as 03/05/2024 are read. By default as the file shows it.")
    static let timeForm = StageOption(
        optional: "time-form", ValueKind<NumberedTime>.choice(name: "form"),
        help:
            "What the numbers are that count time: days of MATLAB (datenum), of spreadsheets (excel), Julian days and so on."
    )
    static let wide = StageOption(
        optional: "wide", ValueKind<WideShape>.choice(name: "shape"),
        help:
            "How a wide table is turned: a series a row, a series a column, a month, a year or another time a column, or a day a "
            + "row with an hour a column. By default as the names of the columns show without doubt.")
    static let step = StageOption(
        optional: "step", .text("word"),
        help:
            "How far apart the values are of series that have a start alone, as hourly, monthly or 10_minutes. By default as "
            + "the file says.")
    static let series = StageOption(
        optional: "series-column", .text("name"),
        help:
            "The column that says which series a row belongs to, or several with commas between them; rows are doubles "
            + "within a series. By default it is found.")

    static let known = StageOption(
        optional: "known", .text("name"),
        help:
            "Leave out the rows of a series after its last with a value in this column, as a table has them that is kept for "
            + "what is to come.")

    package static let options: [OptionDefinition] = [
        data.definition, output.definition, append.definition, decimal.definition, missing.definition,
        duplicates.definition, dates.definition, timeForm.definition, wide.definition, step.definition,
        series.definition, known.definition,
    ]

    private let values: OptionValues

    package init(_ values: OptionValues) throws(OptionErrors) {
        self.values = values
    }

    package func run(_ console: any Console) throws {
        var tidy = try tidy(values[Self.data]).table
        if let path = values[Self.append] {
            let rows = try self.tidy(path).table
            do throws(CSVError) { try tidy.append(rows) } catch { throw StageError.badTable(file: path, error) }
        }
        let file = try DurableFileWriter.open(at: values[Self.output])
        try tidy.write { piece in
            try console.throwIfStopped()
            try file.append(piece)
        }
        try file.commit()
        for change in tidy.changes { try console.result(change) }
        try console.result("\(tidy.rowCount) rows")
    }

    private func tidy(_ path: String) throws -> TidyFile {
        try TidyFile(
            at: path, decimal: values[Self.decimal], missing: values[Self.missing],
            duplicates: values[Self.duplicates], dates: values[Self.dates], timeForm: values[Self.timeForm],
            wide: values[Self.wide], step: values[Self.step], series: values[Self.series], known: values[Self.known])
    }
}
