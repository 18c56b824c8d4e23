/// Reads CSV (RFC 4180) piece by piece, strictly, and keeps the numbers of the columns asked for.
///
/// UTF-8 with or without a byte order mark; lines end with LF, CRLF or CR; the first names the columns and all have the
/// same number of cells; an empty cell is a missing value. Blank lines at the end are no rows; elsewhere a blank line is
/// a missing value in a file of one column, and an error in others. Memory grows with the numbers kept.
///
/// Source: Y. Shafranovich, RFC 4180, 2005.
package struct CSVReader {
    /// The most columns, and the most bytes in a cell that is quoted or cut by the pieces.
    package static let mostColumns = 16_384
    package static let longestCell = 1 << 20

    private enum State {
        case atCell, inCell, inQuotes, afterQuote
    }

    /// The size of the file, until it has served.
    private var fileSize: Int?
    private var consumed = 0
    private var table: CSVTableBuilder
    private var state = State.atCell
    /// The first bytes of the file, until there are enough to tell its format.
    private var head: [UInt8]? = []
    /// What is known of a cell that is quoted, or that the piece before began.
    private var cell: [UInt8] = []
    /// Where the reader is, and where the cell in hand began.
    private var line = 1
    private var cellLine = 1
    /// Whether a line feed now would be the second half of a line's end.
    private var isAfterCarriageReturn = false

    /// A reader that keeps the columns of `selection`, with dates as `dates` reads them; from the size of the file it
    /// foresees room for the rows.
    package init(keeping selection: CSVSelection, dates: any CSVDateReader.Type, fileSize: Int? = nil) {
        table = CSVTableBuilder(selection: selection, dates: dates)
        self.fileSize = fileSize
    }

    /// Reads the next piece of the file; pieces may be cut anywhere.
    ///
    /// - Throws: ``CSVError``; the reader is then of no more use.
    package mutating func consume(_ chunk: UnsafeRawBufferPointer) throws(CSVError) {
        if var start = head {
            start += chunk
            head = start
            // A line's end before that shows that there is no such format.
            if start.count >= CSVSignature.length || start.contains(Byte.lineFeed)
                || start.contains(Byte.carriageReturn)
            {
                try begin()
            }
        } else {
            try scan(chunk.bindMemory(to: UInt8.self))
        }
        consumed += chunk.count
        if let size = fileSize, table.rowCount >= 1000 {
            // A little more than the rows so far let expect; memory that stays unused is never touched.
            let expected = Double(size) / Double(consumed) * Double(table.rowCount) * 1.02
            table.reserve(rows: Int(min(expected, 1e15)))
            fileSize = nil
        }
    }

    /// Takes out the rows that were read whole, so that those that come are all that is kept; nil before the header.
    ///
    /// After an error these are the rows before it.
    /// - Throws: ``CSVError``.
    package mutating func takeRows() throws(CSVError) -> CSVTable? { try table.takeRows() }

    /// Takes out the first `count` of these rows.
    ///
    /// - Throws: ``CSVError``.
    package mutating func takeRows(_ count: Int) throws(CSVError) -> CSVTable? { try table.takeRows(count) }

    /// The rows in hand, of those that were read whole.
    package var rowCount: Int { table.rowCount }

    /// The rows in hand before those of the last series, which may go on; 0 where no column names any.
    package var endedSeriesRowCount: Int { table.endedSeriesRowCount }

    /// Whether the rows that were taken out are as they would be if all rows so far had been kept: only all of a column of
    /// dates tell how it is read and written.
    package var isSteady: Bool { table.isSteady }

    /// Reads what stands after the last line end as a row, for rows that are taken out at the end of the file.
    ///
    /// - Throws: ``CSVError``.
    package mutating func endLine() throws(CSVError) {
        try begin()
        try endUnfinished()
        try table.requireHeader()
    }

    /// Ends the reading.
    ///
    /// - Throws: ``CSVError``.
    package mutating func finish() throws(CSVError) -> CSVTable {
        try begin()
        try endUnfinished()
        return try table.finish()
    }

    private mutating func endUnfinished() throws(CSVError) {
        switch state {
        case .atCell where table.isInRow: try endLastRow()
        case .atCell: break
        case .inCell, .afterQuote: try endLastRow()
        case .inQuotes:
            throw CSVError(line: cellLine, "the quote opened here is never closed; close it, or remove it")
        }
    }

    private mutating func begin() throws(CSVError) {
        guard var start = head else { return }
        head = nil
        try CSVSignature.check(start)
        if start.starts(with: CSVSignature.byteOrderMark) { start.removeFirst(CSVSignature.byteOrderMark.count) }
        try start.withUnsafeBufferPointer { bytes throws(CSVError) in try scan(bytes) }
    }

    private mutating func scan(_ bytes: UnsafeBufferPointer<UInt8>) throws(CSVError) {
        guard var next = bytes.baseAddress else { return }
        let end = next + bytes.count
        while next < end {
            switch state {
            case .atCell: next = try scanFromCellStart(next, end)
            case .inCell:
                let stop = Self.endOfPlain(next, end)
                try keep(next, stop)
                next = stop
                if stop < end { try endKeptCell(&next) }
            case .inQuotes: try scanQuoted(&next, end)
            case .afterQuote:
                if next.pointee == Byte.quote {
                    try keep(next, next + 1)
                    state = .inQuotes
                    next += 1
                } else {
                    try endKeptCell(&next)
                }
            }
        }
    }

    /// Reads on from the start of a cell; cells that lie whole in the piece are never copied.
    @inline(__always)
    private mutating func scanFromCellStart(
        _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>
    ) throws(CSVError) -> UnsafePointer<UInt8> {
        var next = start
        while next < end {
            if table.takesNumber, try scanNumber(&next, end) { continue }
            let stop = Self.endOfPlain(next, end)
            let isSecondHalf = isAfterCarriageReturn && next.pointee == Byte.lineFeed
            isAfterCarriageReturn = false
            if isSecondHalf {
                next += 1
                continue
            }
            cellLine = line
            guard stop < end, stop.pointee != Byte.quote else {
                if stop < end, stop == next {
                    state = .inQuotes
                    return next + 1
                }
                // A quote here is an error, found when the cell is read on.
                state = .inCell
                try keep(next, stop)
                return stop
            }
            try endCell(UnsafeBufferPointer(start: next, count: stop - next), at: stop.pointee, isQuoted: false)
            next = stop + 1
        }
        return next
    }

    /// Reads a cell that lies whole in the piece and is a number; false, and nothing read, for any other.
    @inline(__always)
    private mutating func scanNumber(
        _ next: inout UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>
    ) throws(CSVError) -> Bool {
        var stop = next
        guard case .number(let value) = scanDecimal(&stop, to: end), stop < end else { return false }
        let byte = stop.pointee
        guard byte == Byte.comma || byte == Byte.lineFeed || byte == Byte.carriageReturn else { return false }
        try table.addNumber(value, line: line)
        isAfterCarriageReturn = byte == Byte.carriageReturn
        if byte != Byte.comma {
            try table.endRow()
            line += 1
        }
        next = stop + 1
        return true
    }

    private mutating func scanQuoted(
        _ next: inout UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>
    ) throws(CSVError) {
        var stop = next
        while stop < end, stop.pointee == Byte.comma || !Byte.isSpecial(stop.pointee) { stop += 1 }
        try keep(next, stop)
        next = stop
        guard stop < end else { return }
        switch stop.pointee {
        case Byte.quote: state = .afterQuote
        case Byte.zero: throw Self.zeroByte(line: line)
        default:
            if stop.pointee == Byte.carriageReturn || cell.last != Byte.carriageReturn { line += 1 }
            try keep(stop, stop + 1)
        }
        next += 1
    }

    /// Ends the cell that was kept, at the byte after it.
    private mutating func endKeptCell(_ next: inout UnsafePointer<UInt8>) throws(CSVError) {
        let isQuoted = state == .afterQuote
        let stop = next.pointee
        if isQuoted, !Byte.isSpecial(stop) {
            throw CSVError(
                line: line, column: table.currentName,
                "found text after a closing quote; expected a comma or the end of the line; "
                    + "write a quote inside quotes twice")
        }
        if !isQuoted, stop == Byte.quote {
            throw CSVError(
                line: line, column: table.currentName,
                "found a quote inside \(CSVError.quoted(cell)); put the whole cell in quotes, and write the quote twice"
            )
        }
        try endKeptCell(at: stop, isQuoted: isQuoted)
        next += 1
    }

    private mutating func endKeptCell(at stop: UInt8, isQuoted: Bool) throws(CSVError) {
        state = .atCell
        // Taken out while it is lent, and put back for its room.
        var kept: [UInt8] = []
        swap(&kept, &cell)
        try kept.withUnsafeBufferPointer { bytes throws(CSVError) in
            try endCell(bytes, at: stop, isQuoted: isQuoted)
        }
        kept.removeAll(keepingCapacity: true)
        swap(&kept, &cell)
    }

    private mutating func endLastRow() throws(CSVError) {
        if state == .atCell { cellLine = line }
        try endKeptCell(at: Byte.lineFeed, isQuoted: state == .afterQuote)
    }

    /// Hands a cell on, and does what the byte after it asks for.
    @inline(__always)
    private mutating func endCell(
        _ cell: UnsafeBufferPointer<UInt8>, at stop: UInt8, isQuoted: Bool
    ) throws(CSVError) {
        if stop == Byte.comma {
            try table.addCell(cell, line: cellLine)
        } else if stop == Byte.zero {
            throw Self.zeroByte(line: line)
        } else {
            if cell.isEmpty, !isQuoted, !table.isInRow {
                table.addBlankLine(line)
            } else {
                try table.addCell(cell, line: cellLine)
                try table.endRow()
            }
            line += 1
            isAfterCarriageReturn = stop == Byte.carriageReturn
        }
    }

    private mutating func keep(_ start: UnsafePointer<UInt8>, _ stop: UnsafePointer<UInt8>) throws(CSVError) {
        cell.append(contentsOf: UnsafeBufferPointer(start: start, count: stop - start))
        if cell.count > Self.longestCell {
            throw CSVError(
                line: cellLine, column: table.currentName,
                "the cell that begins here is longer than \(Self.longestCell) bytes; is a quote or a comma missing?")
        }
    }

    @inline(__always)
    private static func endOfPlain(
        _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>
    ) -> UnsafePointer<UInt8> {
        var next = start
        while next < end, !Byte.isSpecial(next.pointee) { next += 1 }
        return next
    }

    private static func zeroByte(line: Int) -> CSVError {
        CSVError(line: line, "found a zero byte; CSV in UTF-8 was expected; the file seems to be binary, or UTF-16")
    }
}

/// The bytes that mean something in CSV.
private enum Byte {
    static let comma = UInt8(ascii: ",")
    static let quote = UInt8(ascii: "\"")
    static let lineFeed = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")
    static let zero: UInt8 = 0

    /// Whether `byte` is one of these.
    @inline(__always)
    static func isSpecial(_ byte: UInt8) -> Bool {
        // All five are below the digits, but so are the signs and the point.
        byte <= comma && (1 &<< UInt64(byte)) & specials != 0
    }

    private static var specials: UInt64 {
        1 << 0 | 1 << 10 | 1 << 13 | 1 << 34 | 1 << 44
    }
}
