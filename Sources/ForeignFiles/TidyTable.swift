import CSVTables
import SeriesData
import Texts

/// A table of texts from elsewhere, put into the form that ``CSVReader`` reads, and what had to be done for that.
package struct TidyTable: Sendable {
    package struct Column: Sendable {
        package var name: String
        package var cells: [String]
    }

    package private(set) var columns: [Column]
    /// The line of each row.
    package private(set) var lines: [Int]
    /// What was done, in words, in this order.
    package private(set) var changes: [String] = []

    package var rowCount: Int { lines.count }

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - bytes: All of it.
    ///   - decimal: How decimals are written; nil where the file shows it.
    ///   - missing: Texts that stand for a missing value, besides the usual words.
    /// - Throws: ``CSVError`` where rows differ in length, or numbers can be read in two ways.
    package init(_ bytes: [UInt8], decimal: DecimalMark? = nil, missing: [String] = []) throws(CSVError) {
        let found = try ForeignRows(bytes)
        var rows = found.rows[...]
        guard let first = rows.first else {
            throw CSVError("the file is empty; a header line with the names of the columns was expected")
        }
        if found.separator != UInt8(ascii: ",") {
            let names = [UInt8(ascii: ";"): "semicolons", UInt8(ascii: "\t"): "tabs", UInt8(ascii: "|"): "bars"]
            changes.append("cells have \(names[found.separator] ?? "spaces") between them: commas")
        }
        if found.hadSpaces { changes.append("spaces around cells: left out") }
        if found.remarkCount > 0 { changes.append("blank lines and remarks (\(found.remarkCount)): left out") }
        var header = first.cells
        if Self.isRow(first.cells, like: rows.dropFirst().first?.cells) {
            header = header.indices.map { "column\($0 + 1)" }
            changes.append("no header line: names \(CSVError.list(header))")
        } else {
            rows = rows.dropFirst()
        }
        lines = rows.map(\.line)
        columns = header.enumerated().map { index, name in Column(name: name, cells: rows.map { $0.cells[index] }) }
        dropUnits(decimal, missing)
        dropEmptyColumns()
        dropHiddenCharacters()
        nameApart()
        try writeNumbers(decimal, missing, separator: found.separator)
        joinTimes()
    }

    /// Whether the first row is one of values as the second: no name among them.
    private static func isRow(_ cells: [String], like second: [String]?) -> Bool {
        guard let second else { return false }
        let isValue = { (cell: String) in
            ForeignNumber(cell, .point) != nil || ForeignNumber(cell, .comma) != nil || DateText(cell) != nil
        }
        return zip(cells, second).allSatisfy { !$0.isEmpty && isValue($0) && isValue($1) }
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
        keep(Array(1..<rowCount), "a line of units below the header: left out")
    }

    /// Leaves out of names what cannot be seen: control characters, and those that turn a text round.
    private mutating func dropHiddenCharacters() {
        for index in columns.indices where VisibleText.hides(columns[index].name) {
            let name = columns[index].name
            let visible = name.unicodeScalars.filter { !VisibleText.isHidden($0) }
            columns[index].name = String(String.UnicodeScalarView(visible))
            let new = CSVError.shown(columns[index].name)
            changes.append("the column '\(CSVError.shown(name))' has characters that cannot be seen: it is '\(new)'")
        }
    }

    private mutating func nameApart() {
        let mostTold = 5
        var taken = Set(columns.map(\.name))
        var seen: Set<String> = []
        // The number to try next for each name.
        var next: [String: Int] = [:]
        var count = 0
        for index in columns.indices where !seen.insert(columns[index].name).inserted {
            let name = columns[index].name
            let stem = name.isEmpty ? "column" : name
            var number = next[name, default: 2]
            while !taken.insert("\(stem) \(number)").inserted { number += 1 }
            next[name] = number + 1
            columns[index].name = "\(stem) \(number)"
            seen.insert(columns[index].name)
            count += 1
            guard count <= mostTold else { continue }
            let new = CSVError.shown(columns[index].name)
            changes.append("two columns '\(CSVError.shown(name))': the second is '\(new)'")
        }
        if count > mostTold {
            changes.append("\(count - mostTold) more columns of the name of another: by numbers too")
        }
    }

    // MARK: - Numbers

    private mutating func writeNumbers(_ given: DecimalMark?, _ missing: [String], separator: UInt8) throws(CSVError) {
        let readings = columns.map { column in
            [DecimalMark.point, .comma].map { NumberColumn(column.cells, $0, missing) }
        }
        let pointOnly = readings.contains { $0[0] != nil && $0[1] == nil }
        let commaOnly = readings.contains { $0[0] == nil && $0[1] != nil }
        for (index, reading) in readings.enumerated() {
            let numbers: NumberColumn
            switch (reading[0], reading[1]) {
            case (nil, nil):
                clearMissingDates(index)
                writeYears(index)
                continue
            case (let point?, nil): numbers = point
            case (nil, let comma?): numbers = comma
            case (let point?, let comma?) where point.cells == comma.cells: numbers = point
            case (let point?, let comma?):
                if let given {
                    numbers = given == .point ? point : comma
                } else if commaOnly, !pointOnly {
                    numbers = comma
                } else if point.isPlain || pointOnly && !commaOnly || separator == UInt8(ascii: ",") {
                    numbers = point
                } else {
                    let row = point.cells.indices.first { point.cells[$0] != comma.cells[$0] } ?? 0
                    throw CSVError(
                        line: lines[row], column: columns[index].name,
                        "found '\(CSVError.shown(columns[index].cells[row]))', which may be \(point.cells[row]) or "
                            + "\(comma.cells[row]); give --decimal point or --decimal comma")
                }
            }
            changes += numbers.changes(in: CSVError.shown(columns[index].name))
            columns[index].cells = numbers.cells
        }
    }

    /// Empties the cells of a column of dates that say that a date is missing.
    private mutating func clearMissingDates(_ index: Int) {
        let cells = columns[index].cells
        let isMissing = cells.map { MissingWord.isMissing($0, or: []) }
        guard zip(cells, isMissing).contains(where: { !$0.isEmpty && $1 }), isMissing.contains(false),
            zip(cells, isMissing).allSatisfy({ $1 || DateText($0) != nil })
        else { return }
        columns[index].cells = zip(cells, isMissing).map { $1 ? "" : $0 }
        changes.append("column \(CSVError.shown(columns[index].name)): words for a missing date: empty cells")
    }

    /// Writes years of two digits with four, in a column that is of dates then; as POSIX has them, from 1969 to 2068.
    private mutating func writeYears(_ index: Int) {
        let cells = columns[index].cells
        let written = cells.map { cell -> String in
            let digits = cell.utf8.suffix(2)
            guard cell.utf8.count >= 6, digits.allSatisfy({ (0x30...0x39).contains($0) }),
                let separator = cell.utf8.dropLast(2).last, "-/. '".utf8.contains(separator),
                let year = Int(String(cell.suffix(2)))
            else { return cell }
            return cell.dropLast(2) + (year < 69 ? "20" : "19") + cell.suffix(2)
        }
        guard written != cells, written.allSatisfy({ $0.isEmpty || DateText($0) != nil }),
            !cells.contains(where: { DateText($0) != nil })
        else { return }
        columns[index].cells = written
        changes.append("column \(CSVError.shown(columns[index].name)): years of two digits: four, from 1969 to 2068")
    }

    // MARK: - Times

    /// Puts a time together from columns of its parts.
    private mutating func joinTimes() {
        guard let parts = TimeParts(columns) else { return }
        let times = parts.texts
        var name = "time"
        while columns.contains(where: { $0.name == name }) { name += "_" }
        let names = parts.columns.map { CSVError.shown(columns[$0].name) }.joined(separator: ", ")
        changes.append("time in the columns \(names): joined in the column \(name)")
        let place = parts.columns.min() ?? 0
        let joined = Column(name: name, cells: times)
        columns = columns.indices.flatMap { index in
            index == place ? [joined] : parts.columns.contains(index) ? [] : [columns[index]]
        }
    }

    // MARK: - Rows

    /// Keeps these rows, in this order.
    package mutating func keep(_ rows: [Int], _ change: String) {
        for index in columns.indices { columns[index].cells = rows.map { columns[index].cells[$0] } }
        lines = rows.map { lines[$0] }
        changes.append(change)
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
