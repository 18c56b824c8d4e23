import CSVTables
import Files
import SeriesData

/// A CSV file read by a stage: ``CSVTable`` with errors that name the file.
struct Table {
    let path: String
    let table: CSVTable

    /// Reads the columns of `selection`; memory grows with the numbers kept, not with the text.
    ///
    /// - Throws: ``FileError`` where the file cannot be read, ``StageError/badTable(file:_:)`` where it is not CSV.
    init(at path: String, keeping selection: CSVSelection, _ console: (any Console)? = nil) throws {
        self.path = path
        var reader = CSVReader(keeping: selection)
        do {
            try FileReader.readChunks(of: path) { piece in
                try console?.throwIfStopped()
                try reader.consume(piece)
            }
            table = try reader.finish()
        } catch let error as CSVError {
            throw StageError.badTable(file: path, error)
        }
    }

    /// The names of all columns, in the file's order.
    var names: [String] { table.names }

    /// The columns that are of numbers, in the file's order.
    var numericNames: [String] {
        table.columns.compactMap { column in
            if case .numbers = column.content { column.name } else { nil }
        }
    }

    init(path: String, table: CSVTable) {
        self.path = path
        self.table = table
    }

    /// The rows with a text in a column.
    func rows(with value: String, in name: String) throws(StageError) -> Table {
        Table(path: path, table: try named { () throws(CSVError) in try table.rows(with: value, in: name) })
    }

    /// The numbers of a column; a missing one is NaN.
    func numbers(of name: String) throws(StageError) -> [Double] {
        try named { () throws(CSVError) in try table.numbers(of: name) }
    }

    /// The texts of a column, of one of numbers as they would be written.
    func texts(of name: String) throws(StageError) -> [String] {
        if let column = table.columns.first(where: { $0.name == name }), case .numbers(let numbers) = column.content {
            return numbers.map { $0.isNaN ? "" : decimalText($0) }
        }
        if let column = table.columns.first(where: { $0.name == name }),
            case .dates(let moments, let form as DateForm) = column.content
        {
            return moments.map { $0.isNaN ? "" : form.text($0) }
        }
        let labels = try named { () throws(CSVError) in try table.labels(of: name) }
        return labels.indices.map { labels.names[$0] }
    }

    /// The name of the column to use where none was named.
    func columnToUse(preferring preferred: String, besides others: [String] = []) throws(StageError) -> String {
        try named { () throws(CSVError) in try table.columnToUse(preferring: preferred, besides: others) }
    }

    func named<Result>(_ body: () throws(CSVError) -> Result) throws(StageError) -> Result {
        do {
            return try body()
        } catch {
            throw .badTable(file: path, error)
        }
    }
}

extension Table {
    /// The numbers or dates of a column; a missing one is NaN.
    func positions(
        of name: String, _ reading: CSVTable.NumberReading
    ) throws(StageError) -> CSVTable.Positions {
        try named { () throws(CSVError) in try table.positions(of: name, reading) }
    }
}
