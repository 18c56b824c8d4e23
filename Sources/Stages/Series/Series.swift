import CSVTables
import SeriesData

/// A series from a column of a CSV file.
struct Series {
    /// The column that a series is in where none is named.
    static let defaultColumn = SeriesColumns.defaultTarget

    let path: String
    let column: String
    /// The values; a missing one is NaN.
    let values: [Double]
    /// The lines of the file on which they stand.
    let lines: RowLines

    /// Reads the column named, else `y`, else the only one of numbers.
    init(at path: String, column: String?, _ console: (any Console)? = nil) throws {
        self.path = path
        let selection = column.map { CSVSelection.named([$0]) } ?? .preferring(Self.defaultColumn)
        let table = try Table(at: path, keeping: selection, console)
        self.column = try column ?? table.columnToUse(preferring: Self.defaultColumn)
        values = try table.numbers(of: self.column)
        lines = table.table.lines
    }

    /// Checks that no value is missing.
    func requireComplete() throws(StageError) {
        if let index = values.firstIndex(where: \.isNaN) {
            throw .missingValue(file: path, line: lines.line(ofRow: index), column: column)
        }
    }
}
