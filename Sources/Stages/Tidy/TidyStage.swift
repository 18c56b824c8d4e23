import Files
import ForeignFiles
import SeriesData

/// Writes a CSV file from elsewhere anew, in the form that the other commands read.
package struct TidyStage: Stage {
    package static let name = "tidy"
    package static let summary =
        "Write a CSV file from elsewhere anew, as the other commands read it: commas, points, a header, times in one column "
        + "and in order."

    static let data = StageOption(required: "data", .path(), role: .reads, help: "The file from elsewhere.")
    static let output = StageOption(required: "output", .path(), role: .writes, help: "The CSV file to write.")
    static let decimal = StageOption(
        optional: "decimal", ValueKind<DecimalMark>.choice(name: "mark"),
        help: "What stands before decimals. By default what the file shows.")
    static let missing = StageOption(
        repeated: "missing-value", .text(),
        help: "A text or number that stands for a missing value, besides NA, NaN, null, none and the like; repeatable.")
    static let duplicates = StageOption(
        optional: "duplicates", ValueKind<TidyFile.Duplicates>.choice(name: "rule"),
        help: "What is kept of rows of one time that differ: the first, the last, or their mean. By default all.")

    package static let options: [OptionDefinition] = [
        data.definition, output.definition, decimal.definition, missing.definition, duplicates.definition,
    ]

    private let values: OptionValues

    package init(_ values: OptionValues) throws(OptionErrors) {
        self.values = values
    }

    package func run(_ console: any Console) throws {
        let tidy = try TidyFile(
            at: values[Self.data], decimal: values[Self.decimal], missing: values[Self.missing],
            duplicates: values[Self.duplicates])
        let file = try DurableFileWriter.open(at: values[Self.output])
        try tidy.table.write { piece in
            try console.throwIfStopped()
            try file.append(piece)
        }
        try file.commit()
        for change in tidy.table.changes { try console.result(change) }
        try console.result("\(tidy.table.rowCount) rows")
    }
}
