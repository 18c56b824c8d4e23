extension CSVTable {
    /// The rows that have the text `value` in the column called `name`, or a number that is equal to it.
    ///
    /// - Throws: ``CSVError`` that lists the texts, where no row has it.
    package func rows(with value: String, in name: String) throws(CSVError) -> CSVTable {
        let labels = try labels(of: name)
        let number = decimal(value)
        let isWanted = labels.names.map {
            $0.utf8.elementsEqual(value.utf8) || (number != nil && decimal($0) == number)
        }
        guard isWanted.contains(true) else {
            throw CSVError(
                column: name,
                "found no row with \(CSVError.quoted(value.utf8)); there are: \(CSVError.list(labels.names)); name one of these"
            )
        }
        return kept(labels.indices.indices.filter { isWanted[labels.indices[$0]] })
    }

    private func kept(_ rows: [Int]) -> CSVTable {
        var keptLines = RowLines()
        for (row, old) in rows.enumerated() { keptLines.add(row: row, line: lines.line(ofRow: old)) }
        let columns = columns.map { column in
            let content: Content =
                switch column.content {
                case .numbers(let numbers): .numbers(rows.map { numbers[$0] })
                case .dates(let seconds, let form): .dates(rows.map { seconds[$0] }, form)
                case .labels(let labels): .labels(labels.kept(rows))
                case .text, .notKept: column.content
                }
            return Column(name: column.name, content: content)
        }
        return CSVTable(columns: columns, rowCount: rows.count, lines: keptLines)
    }
}
