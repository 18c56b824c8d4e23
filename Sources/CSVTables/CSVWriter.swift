/// Writes CSV (RFC 4180) in UTF-8, with LF at the end of each line, in pieces to a sink.
///
/// Numbers are written as ``appendDecimal(_:to:)`` does; a missing one (NaN) is an empty cell.
package struct CSVWriter {
    private static let pieceSize = 1 << 16

    private let sink: ([UInt8]) throws -> Void
    private var bytes: [UInt8] = []
    private var rowStart = 0
    private var cellCount = 0

    /// A writer that hands what it writes to `sink`, after the header line with the names of the columns.
    package init(header: [String], sink: @escaping ([UInt8]) throws -> Void) throws {
        self.sink = sink
        bytes.reserveCapacity(Self.pieceSize * 2)
        for name in header { add(name) }
        try endRow()
    }

    /// Adds a number to the row; NaN is an empty cell.
    package mutating func add(_ number: Double) {
        beginCell()
        appendDecimal(number, to: &bytes)
    }

    /// Adds a whole number to the row.
    package mutating func add(_ number: Int) {
        beginCell()
        bytes += number.description.utf8
    }

    /// Adds a text to the row, in quotes if it needs them.
    package mutating func add(_ text: String) {
        beginCell()
        let special: [UInt8] = Array(",\"\n\r".utf8)
        guard text.utf8.contains(where: special.contains) else {
            bytes += text.utf8
            return
        }
        let quote = UInt8(ascii: "\"")
        bytes.append(quote)
        for byte in text.utf8 {
            if byte == quote { bytes.append(quote) }
            bytes.append(byte)
        }
        bytes.append(quote)
    }

    /// Ends the row.
    ///
    /// - Throws: What the sink throws.
    package mutating func endRow() throws {
        // One empty cell alone would be a blank line, which is no row at the end of a file.
        if cellCount == 1, bytes.count == rowStart { bytes += [UInt8(ascii: "\""), UInt8(ascii: "\"")] }
        bytes.append(UInt8(ascii: "\n"))
        cellCount = 0
        if bytes.count >= Self.pieceSize { try flush() }
        rowStart = bytes.count
    }

    /// Hands the last piece to the sink.
    ///
    /// - Throws: What the sink throws.
    package mutating func finish() throws {
        try flush()
    }

    private mutating func beginCell() {
        if cellCount > 0 { bytes.append(UInt8(ascii: ",")) }
        cellCount += 1
    }

    private mutating func flush() throws {
        guard !bytes.isEmpty else { return }
        try sink(bytes)
        bytes.removeAll(keepingCapacity: true)
        rowStart = 0
    }
}
