import CSVTables

/// The lines of a text, cut into cells at one separator.
struct ForeignLines {
    /// A line's cells without the spaces around them.
    struct Line {
        var cells: [String]
        /// The line of the file that it begins on.
        let number: Int
        /// Whether it begins with `#`.
        let isRemark: Bool
        /// Where it begins in the bytes.
        var start = 0
    }

    /// All but the blank ones, but that these are missing values in a file of one column.
    private(set) var lines: [Line] = []
    private(set) var blankCount = 0
    /// Whether there were spaces around cells.
    private(set) var hadSpaces = false

    private let bytes: ArraySlice<UInt8>
    private let separator: UInt8
    private var cells: [String] = []
    private var cell: [UInt8] = []
    private var line = 1
    private var rowLine = 1
    private var rowStart = 0
    private var blankLines: [Int] = []

    private static let quote = UInt8(ascii: "\"")
    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")
    private static let space = UInt8(ascii: " ")

    /// - Throws: ``CSVError`` for what is no text, a quote that is never closed, or a row of too many cells.
    init(_ bytes: ArraySlice<UInt8>, at separator: UInt8) throws(CSVError) {
        (self.bytes, self.separator) = (bytes, separator)
        var next = bytes.startIndex
        while next < bytes.endIndex {
            let byte = bytes[next]
            if cells.isEmpty, cell.isEmpty {
                (rowLine, rowStart) = (line, next)
                if byte == UInt8(ascii: "#") {
                    try readRemark(&next)
                    continue
                }
            }
            if byte == Self.quote, cell.allSatisfy({ $0 == Self.space }) {
                next = try readQuoted(from: next + 1)
            } else if byte == separator {
                // Spaces align columns.
                if byte != Self.space || !cell.isEmpty { try endCell() }
                next += 1
            } else if byte == Self.lineFeed || byte == Self.carriageReturn {
                try endRow()
                endLine(&next)
            } else if byte == 0 {
                throw CSVError(
                    line: line, "found a zero byte; a text in UTF-8 was expected; the file seems to be binary")
            } else {
                cell.append(byte)
                next += 1
            }
        }
        if !cells.isEmpty || !cell.isEmpty { try endRow() }
        blankCount += blankLines.count
    }

    private mutating func endLine(_ next: inout Int) {
        if bytes[next] == Self.carriageReturn, next + 1 < bytes.endIndex, bytes[next + 1] == Self.lineFeed { next += 1 }
        (line, next) = (line + 1, next + 1)
    }

    /// Reads a line that begins with `#`, in which quotes mean nothing.
    private mutating func readRemark(_ next: inout Int) throws(CSVError) {
        let end = bytes[next...].firstIndex { $0 == Self.lineFeed || $0 == Self.carriageReturn } ?? bytes.endIndex
        let words = bytes[next..<end].drop { $0 == UInt8(ascii: "#") || $0 == Self.space }
        let parts = words.split(separator: separator, omittingEmptySubsequences: separator == Self.space)
        var cells: [String] = []
        for part in parts.prefix(CSVReader.mostColumns) {
            let part = part.filter { $0 != Self.quote }
            // A remark may be in any writing.
            cells.append((try? text(of: part)) ?? "")
        }
        lines.append(Line(cells: cells, number: line, isRemark: true))
        next = end
        if next < bytes.endIndex { endLine(&next) }
    }

    private mutating func endCell() throws(CSVError) {
        guard cells.count < CSVReader.mostColumns else {
            throw CSVError(
                line: rowLine,
                "found more than \(CSVReader.mostColumns) columns; expected at most as many; is a line end missing?")
        }
        let text = try text(of: cell)
        hadSpaces = hadSpaces || text.utf8.count < cell.count
        cells.append(text)
        cell.removeAll(keepingCapacity: true)
    }

    private mutating func endRow() throws(CSVError) {
        if separator != Self.space || !cell.isEmpty { try endCell() }
        let row = cells
        cells.removeAll(keepingCapacity: true)
        guard row != [""], !row.isEmpty else {
            blankLines.append(rowLine)
            return
        }
        // In a file of one column a blank line is a missing value, and the last ones are nothing in any.
        if row.count == 1, !lines.isEmpty, separator != Self.space {
            lines += blankLines.map { Line(cells: [""], number: $0, isRemark: false) }
        } else {
            blankCount += blankLines.count
        }
        blankLines.removeAll()
        lines.append(Line(cells: row, number: rowLine, isRemark: false, start: rowStart))
    }

    /// Where the words of a line stand in it; nil where quotes may hold spaces.
    func spans(of line: Line) -> [Range<Int>]? {
        var spans: [Range<Int>] = []
        var word: Int?
        var next = line.start
        while next < bytes.endIndex, bytes[next] != Self.lineFeed, bytes[next] != Self.carriageReturn {
            if bytes[next] == Self.quote { return nil }
            if bytes[next] == Self.space {
                if let first = word { spans.append(first - line.start..<next - line.start) }
                word = nil
            } else if word == nil {
                word = next
            }
            next += 1
        }
        if let first = word { spans.append(first - line.start..<next - line.start) }
        return spans
    }

    /// Reads on after a quote, to the one that closes it.
    private mutating func readQuoted(from start: Int) throws(CSVError) -> Int {
        let first = line
        var next = start
        while next < bytes.endIndex {
            if bytes[next] == Self.quote {
                guard next + 1 < bytes.endIndex, bytes[next + 1] == Self.quote else { return next + 1 }
                next += 1
            }
            if bytes[next] == Self.lineFeed { line += 1 }
            cell.append(bytes[next])
            next += 1
        }
        throw CSVError(line: first, "the quote opened here is never closed; close it, or remove it")
    }

    /// The text of a cell without spaces around it.
    private func text(of cell: some BidirectionalCollection<UInt8>) throws(CSVError) -> String {
        let isSpace = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
        guard let first = cell.firstIndex(where: { !isSpace($0) }), let last = cell.lastIndex(where: { !isSpace($0) })
        else { return "" }
        let bytes = Array(cell[first...last])
        guard bytes.withUnsafeBufferPointer(isUTF8) else {
            throw CSVError(
                line: rowLine,
                "found \(CSVError.quoted(bytes)), which is not UTF-8; save the file as UTF-8, or write it so with "
                    + "'iconv -f latin1 -t utf-8 FILE > NEW'")
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
