/// The columns of a CSV file.
package struct CSVTable: Sendable {
    /// A column and what was kept of it.
    package struct Column: Sendable {
        package let name: String
        package let content: Content

        package init(name: String, content: Content) {
            self.name = name
            self.content = content
        }
    }

    /// What was kept of a column.
    package enum Content: Sendable {
        /// One number a row; a missing one is NaN.
        case numbers([Double])
        /// One date a row, as its reader counts them, and how they are written; a missing one is NaN.
        case dates([Double], any CSVDateForm)
        /// One text a row.
        case labels(CSVLabels)
        /// Not a column of numbers, as the error shows with the first cell that is none.
        case text(CSVError)
        /// Not asked for.
        case notKept
    }

    package let columns: [Column]
    package let rowCount: Int
    /// Where the rows stand in the file.
    package let lines: RowLines
    /// The place of each column by the bytes of its name.
    private let places: [[UInt8]: Int]

    package init(columns: [Column], rowCount: Int, lines: RowLines) {
        self.columns = columns
        self.rowCount = rowCount
        self.lines = lines
        places = Dictionary(columns.enumerated().map { (Array($1.name.utf8), $0) }) { first, _ in first }
    }

    /// The names of all columns, in the file's order.
    package var names: [String] { columns.map(\.name) }

    /// The column called `name`; names are compared by their bytes.
    ///
    /// - Throws: ``CSVError`` that lists the columns.
    package func column(named name: String) throws(CSVError) -> Column {
        if let place = places[Array(name.utf8)] { return columns[place] }
        throw Self.noColumn(named: name, among: names)
    }

    /// The numbers of the column called `name`, those too that could be counted dates; a missing one is NaN.
    ///
    /// - Throws: ``CSVError`` where there is no such column, or the first of its cells that is not a number.
    package func numbers(of name: String) throws(CSVError) -> [Double] {
        switch try column(named: name).content {
        case .numbers(let numbers): return numbers
        case .text(let error): throw error
        case .dates(let moments, let form):
            if let numbers = form.numbers(moments) { return numbers }
            throw CSVError(column: name, "found dates; expected numbers; use another column")
        case .labels: throw CSVError(column: name, "found texts; expected numbers; use another column")
        case .notKept: throw CSVError(column: name, "the column was not read")
        }
    }

    /// The same with the column called `name` read as numbers, where it holds any.
    package func readingNumbers(of name: String) -> CSVTable {
        guard let numbers = try? numbers(of: name) else { return self }
        return mapped { $0.name.utf8.elementsEqual(name.utf8) ? .numbers(numbers) : nil }
    }

    /// The same with other contents of the columns for which `content` says one.
    package func mapped(_ content: (Column) -> Content?) -> CSVTable {
        CSVTable(
            columns: columns.map { column in content(column).map { Column(name: column.name, content: $0) } ?? column },
            rowCount: rowCount, lines: lines)
    }

    /// The texts of the column called `name`.
    ///
    /// A name that is no column's is cut at commas, and the texts of these columns are taken together.
    /// - Throws: ``CSVError`` where there is no such column.
    package func labels(of name: String) throws(CSVError) -> CSVLabels {
        if places[Array(name.utf8)] == nil {
            let parts = CSVSelection.labels(name, among: names)
            if parts.count > 1 {
                var columns: [CSVLabels] = []
                for part in parts { columns.append(try labels(of: part)) }
                return CSVLabels.combined(columns)
            }
        }
        if case .labels(let labels) = try column(named: name).content { return labels }
        throw CSVError(column: name, "the column was read as numbers or dates; expected texts; use another column")
    }

    /// The name of the column to use where none was named: `preferred` if there is one, else the only one with numbers
    /// that is not among `others`.
    ///
    /// - Throws: ``CSVError`` that lists the columns with numbers, or all if none has any.
    package func columnToUse(preferring preferred: String, besides others: [String] = []) throws(CSVError) -> String {
        if places[Array(preferred.utf8)] != nil { return preferred }
        let numeric = columns.filter { column in
            guard !others.contains(where: { $0.utf8.elementsEqual(column.name.utf8) }),
                case .numbers(let numbers) = column.content
            else { return false }
            return numbers.contains { !$0.isNaN }
        }
        if numeric.count == 1 { return numeric[0].name }
        let wish = "a column '\(preferred)' or a single column of numbers was expected"
        if numeric.isEmpty {
            throw CSVError("no column has numbers, of \(CSVError.list(names)); \(wish)")
        }
        let list = CSVError.list(numeric.map(\.name))
        throw CSVError("\(numeric.count) columns have numbers: \(list); \(wish); name the column to use")
    }

    package static func noColumn(named name: String, among names: [String]) -> CSVError {
        CSVError(
            line: 1,
            "found no column \(CSVError.quoted(name.utf8)); there are: \(CSVError.list(names)); name one of these")
    }
}
