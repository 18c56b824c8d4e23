#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A column while its file is read: numbers until a cell shows that it is text.
struct CSVColumnBuilder {
    let name: String
    private var values: [Double] = []
    private(set) var isKept: Bool
    private let isStrict: Bool
    private var evidence: CSVError?

    init(name: String, isKept: Bool, isStrict: Bool) {
        self.name = name
        self.isKept = isKept
        self.isStrict = isStrict
    }

    var finished: CSVTable.Column {
        let content: CSVTable.Content =
            if let evidence { .text(evidence) } else if isKept { .numbers(values) } else { .notKept }
        return CSVTable.Column(name: name, content: content)
    }

    /// Adds the cell of the next row.
    @inline(__always)
    mutating func add(_ cell: UnsafeBufferPointer<UInt8>, line: Int) throws(CSVError) {
        guard isKept else { return try checkText(cell, line: line) }
        if case .number(let value) = scanDecimal(cell) { return try add(value) }
        if cell.isEmpty { return try add(.nan) }
        try becomeText(cell, line: line)
    }

    /// Adds a number, or NaN for a missing one.
    @inline(__always)
    mutating func add(_ value: Double) throws(CSVError) {
        if values.count == values.capacity { try grow() }
        values.append(value)
    }

    private mutating func becomeText(_ cell: UnsafeBufferPointer<UInt8>, line: Int) throws(CSVError) {
        try checkText(cell, line: line)
        let error = CSVError(line: line, column: name, explainCell(cell))
        if isStrict { throw error }
        evidence = error
        isKept = false
        values = []
    }

    /// Makes room, after asking for it in the way that may be refused: an array that cannot grow ends the process.
    private mutating func grow() throws(CSVError) {
        if !reserveIfThereIs(max(64, values.capacity * 2)) {
            throw CSVError(column: name, "the numbers do not fit in memory: there are more than \(values.count) rows")
        }
    }

    /// Makes room for `rows` in all, if the column is kept and there is memory.
    mutating func reserve(rows: Int) {
        if isKept, rows > values.capacity { _ = reserveIfThereIs(rows) }
    }

    private mutating func reserveIfThereIs(_ capacity: Int) -> Bool {
        let (size, overflow) = capacity.multipliedReportingOverflow(by: MemoryLayout<Double>.stride)
        guard !overflow, let memory = malloc(size) else { return false }
        free(memory)
        values.reserveCapacity(capacity)
        return true
    }

    private func checkText(_ cell: UnsafeBufferPointer<UInt8>, line: Int) throws(CSVError) {
        guard !isUTF8(cell) else { return }
        throw CSVError(
            line: line, column: name, "found \(CSVError.quoted(cell)), which is not UTF-8; save the file as UTF-8")
    }
}

/// Whether `bytes` are text in UTF-8.
func isUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    if bytes.allSatisfy({ $0 < 0x80 }) { return true }
    var decoder = UTF8()
    var rest = bytes.makeIterator()
    while true {
        switch decoder.decode(&rest) {
        case .scalarValue: continue
        case .emptyInput: return true
        case .error: return false
        }
    }
}
