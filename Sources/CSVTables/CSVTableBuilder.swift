/// The table while its file is read: cells in, columns out.
struct CSVTableBuilder {
    private let selection: CSVSelection
    private let dateReader: any CSVDateReader.Type
    /// The header line's cells, until the line ends.
    private var headerCells: [[UInt8]] = []
    private var columns: [CSVColumnBuilder] = []
    private var hasHeader = false
    /// How many cells of the row in hand there were.
    private var cellCount = 0
    private var rowLine = 1
    private(set) var rowCount = 0
    private var lines = RowLines()
    /// Blank lines since the last row, and where they begin.
    private var blankCount = 0
    private var firstBlankLine = 0

    init(selection: CSVSelection, dates dateReader: any CSVDateReader.Type) {
        self.selection = selection
        self.dateReader = dateReader
    }

    var isInRow: Bool { cellCount > 0 }

    /// The name of the column that the next cell belongs to.
    var currentName: String? { cellCount < columns.count ? columns[cellCount].name : nil }

    /// Adds the next cell of the row.
    @inline(__always)
    mutating func addCell(_ cell: UnsafeBufferPointer<UInt8>, line: Int) throws(CSVError) {
        if cellCount == 0 { try beginRow(line: line) }
        if cellCount < columns.count {
            try columns[cellCount].add(cell, line: line)
        } else if !hasHeader {
            try addHeaderCell(cell)
        }
        cellCount += 1
    }

    /// Whether the next cell, if it is a number, may be given to ``addNumber(_:line:)``.
    @inline(__always)
    var takesNumber: Bool { cellCount < columns.count && columns[cellCount].takesNumbers }

    /// Adds the next cell of the row, a number.
    @inline(__always)
    mutating func addNumber(_ number: Double, line: Int) throws(CSVError) {
        if cellCount == 0 { try beginRow(line: line) }
        try columns[cellCount].add(number)
        cellCount += 1
    }

    /// Makes room for as many rows as are foreseen.
    mutating func reserve(rows: Int) {
        for index in columns.indices { columns[index].reserve(rows: rows) }
    }

    /// Ends the row.
    @inline(__always)
    mutating func endRow() throws(CSVError) {
        if cellCount != columns.count {
            guard !hasHeader else { throw ragged() }
            try endHeader()
        } else {
            lines.add(row: rowCount, line: rowLine)
            rowCount += 1
        }
        cellCount = 0
    }

    mutating func addBlankLine(_ line: Int) {
        if blankCount == 0 { firstBlankLine = line }
        blankCount += 1
    }

    /// Takes out the rows that are whole, or the first `count` of them; nil before the header.
    mutating func takeRows(_ count: Int? = nil) throws(CSVError) -> CSVTable? {
        guard hasHeader else { return nil }
        let count = count ?? rowCount
        var taken: [CSVTable.Column] = []
        for index in columns.indices { taken.append(try columns[index].take(count)) }
        rowCount -= count
        return CSVTable(columns: taken, rowCount: count, lines: lines.take(count))
    }

    /// The rows before those of the last series, which may go on; 0 where no column names any.
    var endedSeriesRowCount: Int { min(rowCount, columns.lazy.compactMap(\.lastStart).max() ?? 0) }

    /// Whether what was taken out is as it would be among all rows so far.
    var isSteady: Bool { columns.allSatisfy(\.isSteady) }

    func requireHeader() throws(CSVError) {
        if !hasHeader { throw CSVError("the file is empty; a header line with the names of the columns was expected") }
    }

    func finish() throws(CSVError) -> CSVTable {
        try requireHeader()
        var finished: [CSVTable.Column] = []
        for column in columns { finished.append(try column.finished()) }
        let table = CSVTable(columns: finished, rowCount: rowCount, lines: lines)
        return selection.findsTimes ? dateReader.settled(table) : table
    }

    @inline(__always)
    private mutating func beginRow(line: Int) throws(CSVError) {
        rowLine = line
        if blankCount > 0 { try endBlankLines() }
    }

    /// Blank lines that turn out not to be the last ones.
    private mutating func endBlankLines() throws(CSVError) {
        guard hasHeader, columns.count == 1 else {
            let wish = hasHeader ? "\(columns.count) cells were expected" : "a header line was expected"
            throw CSVError(line: firstBlankLine, "found a blank line; \(wish); remove the line")
        }
        for _ in 0..<blankCount { try columns[0].add(.nan) }
        rowCount += blankCount
        blankCount = 0
    }

    private mutating func addHeaderCell(_ cell: UnsafeBufferPointer<UInt8>) throws(CSVError) {
        if headerCells.count == CSVReader.mostColumns {
            throw CSVError(
                line: rowLine,
                "found more than \(CSVReader.mostColumns) columns; is the line end after the header missing?")
        }
        guard isUTF8(cell) else {
            throw CSVError(
                line: rowLine, "found the name \(CSVError.quoted(cell)), which is not UTF-8; save the file as UTF-8")
        }
        headerCells.append(Array(cell))
    }

    private mutating func endHeader() throws(CSVError) {
        hasHeader = true
        var seen: Set<[UInt8]> = []
        for name in headerCells where !seen.insert(name).inserted {
            throw CSVError(
                line: rowLine, "found two columns named \(CSVError.quoted(name)); names must differ; rename one")
        }
        if headerCells.allSatisfy({ $0.withUnsafeBufferPointer { parseDecimal($0) } != nil }) {
            throw CSVError(
                line: rowLine,
                "found only numbers; a header line with the names of the columns was expected; put one before the numbers"
            )
        }
        let names = headerCells.map { String(decoding: $0, as: UTF8.self) }
        headerCells = []
        let isKept = try selection.choice(among: names)
        columns = names.indices.map { index in
            CSVColumnBuilder(
                name: names[index], isKept: isKept[index], isStrict: selection.isStrict(index, of: names),
                dateReader: selection.mayBeDates(index, of: names) ? dateReader : nil,
                keepsTexts: selection.mayBeText(index, of: names),
                isLabel: selection.isLabel(index, of: names), isText: selection.isText(index, of: names))
        }
    }

    private func ragged() -> CSVError {
        let names = columns.map(\.name)
        let found = cellCount == 1 ? "1 cell" : "\(cellCount) cells"
        let advice =
            if names.contains(where: { $0.contains(";") || $0.contains("\t") }) {
                "separate the cells with commas, and write decimals with a point"
            } else if cellCount > columns.count {
                "write decimals with a point, no thousands separators, and texts that hold commas in quotes"
            } else {
                "leave a cell empty, with its comma, if its value is missing"
            }
        return CSVError(
            line: rowLine,
            "found \(found); expected \(columns.count), as in the header (\(CSVError.list(names))); \(advice)")
    }
}
