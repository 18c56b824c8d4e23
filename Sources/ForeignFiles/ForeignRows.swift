import CSVTables

/// The rows of a file of texts that is not as ``CSVReader`` wants it: what separates the cells is found.
struct ForeignRows {
    /// A row's cells without the spaces around them, and the line that it begins on.
    struct Row {
        var cells: [String]
        let line: Int
    }

    let separator: UInt8
    /// All of the same number of cells, the header among them.
    let rows: [Row]
    /// Lines before the header that are no rows, blank ones between rows, and those that begin with `#`.
    let remarkCount: Int
    /// Whether there were spaces around cells.
    let hadSpaces: Bool

    private static let separators = ",;\t| ".utf8
    /// The bytes at the front by which the separator is found.
    private static let sampleSize = 1 << 16

    /// - Throws: ``CSVError``, where no separator gives rows of the same number of cells.
    init(_ bytes: [UInt8]) throws(CSVError) {
        try CSVSignature.check(bytes.prefix(CSVSignature.length))
        let start = bytes.starts(with: CSVSignature.byteOrderMark) ? CSVSignature.byteOrderMark.count : 0
        var sample = bytes[start...].prefix(Self.sampleSize)
        if sample.endIndex < bytes.endIndex, let end = sample.lastIndex(of: UInt8(ascii: "\n")) {
            sample = sample[...end]
        }
        var separator = UInt8(ascii: ",")
        var fewestTitles = Int.max
        for candidate in Self.separators {
            guard let rows = try? Self.split(sample, at: candidate).rows, let width = Self.width(of: rows), width > 1,
                let titles = rows.firstIndex(where: { $0.cells.count == width }), titles < fewestTitles,
                titles == 0 || candidate != UInt8(ascii: " ")
            else { continue }
            (separator, fewestTitles) = (candidate, titles)
        }
        self.separator = separator
        let (all, count, hadSpaces) = try Self.split(bytes[start...], at: separator)
        self.hadSpaces = hadSpaces
        guard let width = Self.width(of: all) else { throw Self.uneven(all) }
        let first = all.firstIndex { $0.cells.count == width } ?? 0
        (rows, remarkCount) = (Array(all[first...]), count + first)
    }

    /// The cells of the last row, if all rows have as many but some lines of a title at the front, which have fewer.
    private static func width(of rows: [Row]) -> Int? {
        let mostTitles = 30
        guard let width = rows.last?.cells.count, let first = rows.firstIndex(where: { $0.cells.count == width }),
            first <= mostTitles, rows[first...].allSatisfy({ $0.cells.count == width }),
            rows[..<first].allSatisfy({ $0.cells.count < width })
        else { return nil }
        return width
    }

    private static func uneven(_ rows: [Row]) -> CSVError {
        guard let last = rows.last else {
            return CSVError("the file is empty; a header line with the names of the columns was expected")
        }
        let line = rows.first { $0.cells.count != last.cells.count }?.line
        return CSVError(
            line: line,
            "found rows of different numbers of cells; expected commas, semicolons, tabs, bars or spaces between as many cells in "
                + "every row; correct it")
    }

    /// The rows between line ends.
    private static func split(
        _ bytes: ArraySlice<UInt8>, at separator: UInt8
    ) throws(CSVError) -> (rows: [Row], remarkCount: Int, hadSpaces: Bool) {
        let (quote, lineFeed, carriageReturn) = (UInt8(ascii: "\""), UInt8(ascii: "\n"), UInt8(ascii: "\r"))
        var (rows, remarkCount, blankLines): ([Row], Int, [Int]) = ([], 0, [])
        var (cells, cell): ([String], [UInt8]) = ([], [])
        var (line, rowLine, next) = (1, 1, bytes.startIndex)
        var hadSpaces = false
        func endCell() throws(CSVError) {
            guard cells.count < CSVReader.mostColumns else {
                throw CSVError(
                    line: rowLine,
                    "found more than \(CSVReader.mostColumns) columns; expected at most as many; is a line end missing?"
                )
            }
            let text = try text(of: cell, line: rowLine)
            hadSpaces = hadSpaces || text.utf8.count < cell.count
            cells.append(text)
            cell.removeAll(keepingCapacity: true)
        }
        func endRow() throws(CSVError) {
            if separator != UInt8(ascii: " ") || !cell.isEmpty { try endCell() }
            let row = cells
            cells = []
            guard row != [""], !row.isEmpty else {
                blankLines.append(rowLine)
                return
            }
            // In a file of one column a blank line is a missing value, and the last ones are nothing in any.
            if row.count == 1, !rows.isEmpty {
                rows += blankLines.map { Row(cells: [""], line: $0) }
            } else {
                remarkCount += blankLines.count
            }
            blankLines = []
            rows.append(Row(cells: row, line: rowLine))
        }
        while next < bytes.endIndex {
            let byte = bytes[next]
            if cells.isEmpty, cell.isEmpty {
                rowLine = line
                if byte == UInt8(ascii: "#") {
                    remarkCount += 1
                    next = bytes[next...].firstIndex { $0 == lineFeed || $0 == carriageReturn } ?? bytes.endIndex
                    if next == bytes.endIndex { break }
                    if bytes[next] == carriageReturn, next + 1 < bytes.endIndex, bytes[next + 1] == lineFeed {
                        next += 1
                    }
                    (line, next) = (line + 1, next + 1)
                    continue
                }
            }
            if byte == quote, cell.allSatisfy({ $0 == UInt8(ascii: " ") }) {
                next = try readQuoted(bytes, from: next + 1, &line, into: &cell)
            } else if byte == separator {
                // Spaces align columns.
                if byte != UInt8(ascii: " ") || !cell.isEmpty { try endCell() }
                next += 1
            } else if byte == lineFeed || byte == carriageReturn {
                try endRow()
                if byte == carriageReturn, next + 1 < bytes.endIndex, bytes[next + 1] == lineFeed { next += 1 }
                (line, next) = (line + 1, next + 1)
            } else if byte == 0 {
                throw CSVError(
                    line: line, "found a zero byte; a text in UTF-8 was expected; the file seems to be binary")
            } else {
                cell.append(byte)
                next += 1
            }
        }
        if !cells.isEmpty || !cell.isEmpty { try endRow() }
        return (rows, remarkCount, hadSpaces)
    }

    /// Reads on after a quote, to the one that closes it.
    private static func readQuoted(
        _ bytes: ArraySlice<UInt8>, from start: Int, _ line: inout Int, into cell: inout [UInt8]
    ) throws(CSVError) -> Int {
        let (quote, first) = (UInt8(ascii: "\""), line)
        var next = start
        while next < bytes.endIndex {
            if bytes[next] == quote {
                guard next + 1 < bytes.endIndex, bytes[next + 1] == quote else { return next + 1 }
                next += 1
            }
            if bytes[next] == UInt8(ascii: "\n") { line += 1 }
            cell.append(bytes[next])
            next += 1
        }
        throw CSVError(line: first, "the quote opened here is never closed; close it, or remove it")
    }

    /// The text of a cell without spaces around it.
    private static func text(of cell: [UInt8], line: Int) throws(CSVError) -> String {
        let isSpace = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
        guard let first = cell.firstIndex(where: { !isSpace($0) }), let last = cell.lastIndex(where: { !isSpace($0) })
        else { return "" }
        let bytes = cell[first...last]
        guard bytes.withUnsafeBufferPointer(isUTF8) else {
            throw CSVError(line: line, "found \(CSVError.quoted(bytes)), which is not UTF-8; save the file as UTF-8")
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
