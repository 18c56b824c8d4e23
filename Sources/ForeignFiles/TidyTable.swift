import CSVTables
import SeriesData
import Texts

/// A table of texts from elsewhere, put into the form that ``CSVReader`` reads, and what had to be done for that.
package struct TidyTable: Sendable {
    package struct Column: Sendable {
        package var name: String
        package var cells: [String]
    }

    package internal(set) var columns: [Column] = []
    /// The line of each row.
    package internal(set) var lines: [Int] = []
    /// What was done, in words, in this order.
    package internal(set) var changes: [String] = []
    /// How many steps a season has, where the file says so.
    package internal(set) var season: Int?
    /// What stands in the file that may be read in another way too: what it is, and the option that says so.
    package internal(set) var doubts: [String] = []

    /// The column that counts the steps of each series, where a wide table was turned that has no times.
    private var countedColumn: Int?
    /// The columns that were lengths of time, or times of a day, and count seconds.
    var lengths: [String] = []

    /// The order of day and month in a column, where the names of its parts gave it.
    var hints: [String: DateOrder] = [:]
    /// What a line below the header says of each column, and remarks and titles say of the table.
    var units: [String] = []
    var remarks: [String] = []

    package var rowCount: Int { lines.count }

    /// How the dates of a column are read that may have the day or the month first.
    package enum DateOrder: String, CaseIterable, Sendable {
        case dayFirst = "day-first"
        case monthFirst = "month-first"
    }

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - bytes: All of it.
    ///   - decimal: How decimals are written; nil where the file shows it.
    ///   - missing: Texts that stand for a missing value, besides the usual words.
    ///   - dates: Which of day and month comes first; nil where the file shows it.
    ///   - timeForm: What the numbers are that count time; nil where they show it.
    ///   - wide: How a wide table is turned; nil where the file shows it.
    ///   - step: How far apart the values of a series are that has a start alone, as `hourly`; nil where the file says it.
    /// - Throws: ``CSVError`` where rows differ in length, or something can be read in two ways.
    package init(
        _ bytes: [UInt8], decimal: DecimalMark? = nil, missing: [String] = [], dates: DateOrder? = nil,
        timeForm: NumberedTime? = nil, wide: WideShape? = nil, step: String? = nil
    ) throws(CSVError) {
        try CSVSignature.check(bytes.prefix(CSVSignature.length))
        var (isNamed, separator) = (true, UInt8(ascii: ","))
        var titles: [ForeignLines.Line] = []
        if let table = PrintedSeries.read(bytes) ?? FixedWidthFile.read(bytes) {
            (lines, changes) = (table.lines, table.changes)
            columns = zip(table.names, table.columns).map { Column(name: $0, cells: $1) }
        } else if ArchiveFile.isOne(bytes) || JSONLinesFile.isOne(bytes) {
            let table =
                try ArchiveFile.isOne(bytes)
                ? ArchiveFile.read(bytes, step: step) : JSONLinesFile.read(bytes, step: step)
            (lines, changes) = (table.lines, table.changes)
            columns = zip(table.names, table.columns).map { Column(name: $0, cells: $1) }
        } else {
            let found = try ForeignRows(bytes)
            guard !found.names.isEmpty else {
                throw CSVError("the file is empty; a header line with the names of the columns was expected")
            }
            (lines, changes, titles, separator) = (
                found.rows.map(\.number), found.changes, found.titles, found.separator
            )
            columns = found.names.enumerated().map { index, name in
                Column(name: name, cells: found.rows.map { $0.cells[index] })
            }
            isNamed = !found.hasNoHeader
            (units, remarks) = (found.units, found.remarks)
            dropUnits(decimal, missing)
            if !isNamed, readYearAbove() { isNamed = true }
        }
        dropEmptyColumns()
        dropWrappings()
        dropHiddenCharacters()
        splitKeys()
        dropMarks()
        nameApart()
        keepFinest()
        dropSums()
        carryDown()
        joinYearsAbove()
        readTimes(titles)
        readCountedParts()
        let mark = try writeNumbers(decimal, missing, separator: separator)
        readCountedSince()
        readNumberedTimes(timeForm)
        turn(wide, isNamed: isNamed)
        dropYears()
        joinTimes(isNamed: isNamed)
        orderDates(dates)
        joinTypicalYear()
        countWeeks()
        dropTotals(mark, missing)
        gatherChanges()
    }

    private mutating func dropEmptyColumns() {
        let count = columns.count
        columns.removeAll { $0.name.isEmpty && $0.cells.allSatisfy(\.isEmpty) }
        if columns.count < count {
            changes.append("columns without a name or a value (\(count - columns.count)): left out")
        }
    }

    /// Leaves out a first row of units: texts above numbers, and no value among them.
    private mutating func dropUnits(_ given: DecimalMark?, _ missing: [String]) {
        let isValue = { (cell: String) in
            DateText(cell) != nil || DecimalMark.allCases.contains { ForeignNumber(cell, $0) != nil }
        }
        guard rowCount > 2, columns.allSatisfy({ !isValue($0.cells[0]) }),
            columns.contains(where: { column in
                !MissingWord.isMissing(column.cells[0], or: missing)
                    && DecimalMark.allCases.contains {
                        NumberColumn(Array(column.cells.dropFirst()), given ?? $0, missing) != nil
                    }
            })
        else { return }
        if units.isEmpty { units = columns.map { $0.cells[0] } }
        keep(Array(1..<rowCount), "a line of units below the header: left out")
    }

    /// Cuts a column of keys with commas between them, `freq,geo\\TIME_PERIOD`, as Eurostat has it.
    private mutating func splitKeys() {
        guard let first = columns.first, first.name.utf8.contains(UInt8(ascii: "\\")),
            first.name.utf8.contains(UInt8(ascii: ","))
        else { return }
        let names = (first.name.cut(at: "\\")?.before ?? first.name).parts(between: ",")
        let cells = first.cells.map { $0.parts(between: ",") }
        guard names.count > 1, cells.allSatisfy({ $0.count == names.count }) else { return }
        columns.replaceSubrange(
            0..<1, with: names.indices.map { index in Column(name: names[index], cells: cells.map { $0[index] }) })
        changes.append("column \(CSVError.shown(first.name)): cut at commas")
    }

    /// A name that no column has but perhaps those at some places.
    func free(_ name: String, at places: [Int]) -> String {
        var name = name
        while columns.indices.contains(where: { columns[$0].name.isSame(as: name) && !places.contains($0) }) {
            name += "_"
        }
        return name
    }

    /// Tells at once what was done alike to many columns.
    private mutating func gatherChanges() {
        let mostAlike = 5
        func parts(_ change: String) -> (column: String, what: String)? {
            change.begins(with: "column ") ? change.cut(at: ":").map { ($0.before, $0.behind) } : nil
        }
        var groups = ByteDictionary<[Int]>()
        for (place, change) in changes.enumerated() {
            if let what = parts(change)?.what { groups[what, default: []].append(place) }
        }
        var gone: Set<Int> = []
        for (what, places) in groups where places.count > mostAlike {
            let names = places.compactMap { parts(changes[$0])?.column.dropFirst("column ".count) }
            changes[places[0]] = "\(places.count) columns, \(names[0]) to \(names[names.count - 1]):\(what)"
            gone.formUnion(places.dropFirst())
        }
        changes = changes.indices.filter { !gone.contains($0) }.map { changes[$0] }
    }

    /// Turns a wide table.
    private mutating func turn(_ given: WideShape?, isNamed: Bool) {
        if !isNamed, rowCount == 1, columns.count >= 10, columns.allSatisfy({ decimal($0.cells[0]) != nil }) {
            lines = columns.map { _ in lines[0] }
            columns = [Column(name: "value", cells: columns.map { $0.cells[0] })]
            changes.append("one row of numbers: one row a value (\(lines.count))")
            return
        }
        if given == nil, let started = StartedColumns(columns, lines: lines) {
            (columns, lines) = (started.columns, started.lines)
            changes.append("a column a series, below its length and its start: one row a value (\(lines.count))")
            return
        }
        guard let wide = WideTable(columns, lines: lines, given: given, isNamed: isNamed) else { return }
        let what =
            switch wide.shape {
            case .hours: "a column a time of day"
            case .months: "a column a month"
            case .years: "a column a time"
            case .seriesRows: "one row a series"
            case .seriesColumns: "one column a series"
            }
        changes.append("a wide table, \(what): one row a value (\(wide.columns.last?.cells.count ?? 0))")
        if wide.emptyKeys > 0 {
            changes.append("empty cells that tell series apart (\(wide.emptyKeys)): '\(WideTable.emptyKey)'")
        }
        if !wide.left.isEmpty {
            changes.append("columns that tell nothing of a single value, \(CSVError.list(wide.left)): left out")
        }
        (columns, lines) = (wide.columns, wide.lines)
        countedColumn = wide.shape == .seriesRows ? columns.count - 2 : nil
    }

    // MARK: - Rows

    /// Keeps these rows, in this order.
    package mutating func keep(_ rows: [Int], _ change: String) {
        for index in columns.indices { columns[index].cells = rows.map { columns[index].cells[$0] } }
        lines = rows.map { lines[$0] }
        changes.append(change)
    }

    /// Puts the rows of another table below; where steps are counted, they go on from those of the same series.
    ///
    /// - Throws: ``CSVError`` where its columns are others, or a series is new that would go on from nothing.
    package mutating func append(_ other: TidyTable) throws(CSVError) {
        let (names, found) = (columns.map(\.name), other.columns.map(\.name))
        guard names == found, countedColumn == other.countedColumn else {
            throw CSVError(
                "found the columns \(CSVError.list(found)); expected those of the first file, \(CSVError.list(names)), in the same form"
            )
        }
        var rows = other.columns.map(\.cells)
        if let countedColumn {
            let keys = columns.indices.filter { $0 < countedColumn }
            var counts: [[String]: Int] = [:]
            for row in lines.indices { counts[keys.map { columns[$0].cells[row] }, default: 0] += 1 }
            for row in other.lines.indices {
                let key = keys.map { rows[$0][row] }
                guard let count = counts[key] else {
                    throw CSVError(
                        line: other.lines[row],
                        "found the series \(CSVError.list(key)), which is not in the first file; expected rows that go on with its series"
                    )
                }
                rows[countedColumn][row] = String(count)
                counts[key] = count + 1
            }
        }
        for index in columns.indices { columns[index].cells += rows[index] }
        lines += other.lines
        changes.append("the rows of a second file (\(other.rowCount)): below those of the first")
    }

    /// Replaces a cell.
    package mutating func set(_ column: Int, _ row: Int, to text: String) { columns[column].cells[row] = text }

    /// Writes it as CSV, in pieces to a sink.
    package func write(to sink: @escaping ([UInt8]) throws -> Void) throws {
        var csv = try CSVWriter(header: columns.map(\.name), sink: sink)
        for row in 0..<rowCount {
            for column in columns { csv.add(column.cells[row]) }
            try csv.endRow()
        }
        try csv.finish()
    }

    /// What ``CSVReader`` reads of it, with the lines of the file that it came from.
    package func table(keeping selection: CSVSelection) throws -> CSVTable {
        var reader = CSVReader(keeping: selection)
        var bytes: [UInt8] = []
        try write { bytes += $0 }
        try bytes.withUnsafeBytes { try reader.consume($0) }
        let table = try reader.finish()
        var original = RowLines()
        for (row, line) in lines.enumerated() { original.add(row: row, line: line) }
        return CSVTable(columns: table.columns, rowCount: table.rowCount, lines: original)
    }
}
