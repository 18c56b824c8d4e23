/// Rows of CSV (RFC 4180) in UTF-8, with LF at the end of each line.
///
/// Numbers are written as ``appendDecimal(_:to:)`` does; a missing one (NaN) is an empty cell.
package struct CSVRows: Sendable {
    /// What is written, and room behind it.
    private var room: [UInt8]
    /// How many bytes are written.
    package private(set) var byteCount = 0
    private var rowStart = 0
    private var cellCount = 0

    /// No rows, and room for some.
    package init(room byteCount: Int = 1024) {
        room = Array(repeating: 0, count: byteCount)
    }

    /// What is written.
    package var bytes: ArraySlice<UInt8> { room[..<byteCount] }

    /// Adds a number to the row; NaN is an empty cell.
    package mutating func add(_ number: Double) {
        addCell(ofUpTo: longestDecimal) { writeDecimal(number, to: $0) }
    }

    /// Adds a whole number to the row.
    package mutating func add(_ number: Int) {
        addCell(ofUpTo: longestDecimal) { writeWhole(number, to: $0) }
    }

    /// Adds a text to the row, in quotes if it needs them.
    package mutating func add(_ text: String) {
        var text = text
        text.withUTF8 { text in
            addCell(ofUpTo: 2 * text.count + 2) { start in
                var (count, needsQuotes) = (0, false)
                for byte in text {
                    start[count] = byte
                    count += 1
                    needsQuotes = needsQuotes || Self.isSpecial(byte)
                }
                return needsQuotes ? Self.writeQuoted(text, to: start) : count
            }
        }
    }

    /// Adds rows that are written already; between two rows.
    package mutating func add(_ rows: CSVRows) {
        makeRoom(rows.byteCount)
        room.replaceSubrange(byteCount..<(byteCount + rows.byteCount), with: rows.bytes)
        byteCount += rows.byteCount
        rowStart = byteCount
    }

    /// Ends the row.
    package mutating func endRow() {
        makeRoom(3)
        // One empty cell alone would be a blank line, which is no row at the end of a file.
        if cellCount == 1, byteCount == rowStart {
            room[byteCount] = Self.quote
            room[byteCount + 1] = Self.quote
            byteCount += 2
        }
        room[byteCount] = UInt8(ascii: "\n")
        byteCount += 1
        cellCount = 0
        rowStart = byteCount
    }

    /// Forgets what is written, and keeps the room.
    package mutating func removeAll() {
        (byteCount, rowStart, cellCount) = (0, 0, 0)
    }

    private static let quote = UInt8(ascii: "\"")

    private static func isSpecial(_ byte: UInt8) -> Bool {
        byte == quote || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
    }

    private static func writeQuoted(_ text: UnsafeBufferPointer<UInt8>, to start: UnsafeMutablePointer<UInt8>) -> Int {
        start[0] = quote
        var count = 1
        for byte in text {
            if byte == quote {
                start[count] = quote
                count += 1
            }
            start[count] = byte
            count += 1
        }
        start[count] = quote
        return count + 1
    }

    /// Adds a cell that `write` writes, which says of how many bytes it is.
    @inline(__always)
    private mutating func addCell(ofUpTo most: Int, _ write: (UnsafeMutablePointer<UInt8>) -> Int) {
        makeRoom(most + 1)
        let (start, isFirst) = (byteCount, cellCount == 0)
        byteCount = room.withUnsafeMutableBufferPointer { room in
            guard let first = room.baseAddress else { return start }
            var next = first + start
            if !isFirst {
                next[0] = UInt8(ascii: ",")
                next += 1
            }
            return next - first + write(next)
        }
        cellCount += 1
    }

    @inline(__always)
    private mutating func makeRoom(_ count: Int) {
        if room.count - byteCount < count { growRoom(count) }
    }

    @inline(never)
    private mutating func growRoom(_ count: Int) {
        room += repeatElement(0, count: max(count, room.count))
    }
}
