/// Writes CSV as ``CSVRows`` has it, in pieces to a sink.
package struct CSVWriter {
    private static let pieceSize = 1 << 16

    private let sink: ([UInt8]) throws -> Void
    private var rows = CSVRows(room: pieceSize + pieceSize / 4)

    /// A writer that hands what it writes to `sink`, after the header line with the names of the columns.
    package init(header: [String], sink: @escaping ([UInt8]) throws -> Void) throws {
        self.sink = sink
        for name in header { add(name) }
        try endRow()
    }

    /// Adds a number to the row; NaN is an empty cell.
    package mutating func add(_ number: Double) { rows.add(number) }

    /// Adds a whole number to the row.
    package mutating func add(_ number: Int) { rows.add(number) }

    /// Adds a text to the row, in quotes if it needs them.
    package mutating func add(_ text: String) { rows.add(text) }

    /// Ends the row.
    ///
    /// - Throws: What the sink throws.
    package mutating func endRow() throws {
        rows.endRow()
        if rows.byteCount >= Self.pieceSize { try flush() }
    }

    /// Adds rows that `body` writes.
    ///
    /// - Throws: What the sink throws.
    package mutating func write(_ body: (inout CSVRows) -> Void) throws {
        body(&rows)
        if rows.byteCount >= Self.pieceSize { try flush() }
    }

    /// Hands the last piece to the sink.
    ///
    /// - Throws: What the sink throws.
    package mutating func finish() throws { try flush() }

    private mutating func flush() throws {
        guard rows.byteCount > 0 else { return }
        try sink(Array(rows.bytes))
        rows.removeAll()
    }
}
