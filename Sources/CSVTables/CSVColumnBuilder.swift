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
    /// What reads dates, where the column may hold them.
    private let dateReader: (any CSVDateReader.Type)?
    private var dates: (any CSVDateReader)?
    private let keepsTexts: Bool
    /// Whether every row must have a text.
    private let isLabel: Bool
    private var labels: CSVLabels?
    /// Whether a number was among the rows that were taken out.
    private var hadNumber = false
    /// Whether numbers may be given to ``add(_:)``.
    private(set) var takesNumbers: Bool

    init(
        name: String, isKept: Bool, isStrict: Bool, dateReader: (any CSVDateReader.Type)? = nil,
        keepsTexts: Bool = false,
        isLabel: Bool = false, isText: Bool = false
    ) {
        self.name = name
        self.isKept = isKept
        self.isStrict = isStrict
        self.dateReader = dateReader
        self.keepsTexts = keepsTexts
        self.isLabel = isLabel
        // What may be dates is looked at before it is taken for numbers.
        takesNumbers = isKept && !isLabel && !isText && dateReader == nil
        if isLabel || isText { labels = CSVLabels() }
    }

    /// The first of the last rows that have one name of a series; nil where the column has none.
    var lastStart: Int? { isLabel ? labels?.lastStart : nil }

    /// Whether the rows that are there now, and those to come so far as is known, are read as those taken out before were.
    var isSteady: Bool { dates?.isSteady ?? true }

    /// The column as it was read.
    ///
    /// - Throws: ``CSVError`` where its dates can be read in two ways.
    func finished() throws(CSVError) -> CSVTable.Column {
        if let dates {
            do {
                let (moments, form) = try dates.dates()
                return CSVTable.Column(name: name, content: .dates(moments, form))
            } catch {
                throw CSVError(column: name, error.text)
            }
        }
        let content: CSVTable.Content =
            if let labels { .labels(labels) } else if let evidence { .text(evidence) } else if isKept {
                .numbers(values)
            } else { .notKept }
        return CSVTable.Column(name: name, content: content)
    }

    /// Takes out the first `count` rows.
    ///
    /// - Throws: As ``finished()``.
    mutating func take(_ count: Int) throws(CSVError) -> CSVTable.Column {
        var taken = self
        taken.dates = dates?.take(count)
        taken.labels = labels?.take(count)
        if dates == nil, labels == nil, isKept {
            taken.values = Array(values.prefix(count))
            values.removeFirst(count)
            hadNumber = hadNumber || taken.values.contains { !$0.isNaN }
        }
        return try taken.finished()
    }

    /// Adds the cell of the next row.
    @inline(__always)
    mutating func add(_ cell: UnsafeBufferPointer<UInt8>, line: Int) throws(CSVError) {
        guard isKept else { return try checkText(cell, line: line) }
        if dates != nil { return try addDate(cell, line: line) }
        if labels != nil { return try addLabel(cell, line: line) }
        if cell.isEmpty { return try add(.nan) }
        if case .number(let value) = scanDecimal(cell), takesNumbers || !mayBeginDates(cell) {
            takesNumbers = true
            return try add(value)
        }
        if let dateReader, !hadNumber, dateReader.isDate(cell), values.allSatisfy(\.isNaN) {
            dates = dateReader.init(emptyRows: values.count)
            values = []
            takesNumbers = false
            return try addDate(cell, line: line)
        }
        try becomeText(cell, line: line)
    }

    private mutating func addLabel(_ cell: UnsafeBufferPointer<UInt8>, line: Int) throws(CSVError) {
        try checkText(cell, line: line)
        if isLabel, cell.isEmpty {
            throw CSVError(
                line: line, column: name, "found an empty cell; expected the name of a series in every row; give it")
        }
        labels?.add(cell)
    }

    /// Whether a number is a time in the form of its reader, and none was before it.
    private func mayBeginDates(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let dateReader, !hadNumber, cell.count >= 11 else { return false }
        return dateReader.isDate(cell) && values.allSatisfy(\.isNaN)
    }

    private mutating func addDate(_ cell: UnsafeBufferPointer<UInt8>, line: Int) throws(CSVError) {
        if dates?.add(cell) == true { return }
        // Numbers that began like times since 1970.
        if let numbers = dates?.numbers, case .number(let value) = scanDecimal(cell) {
            (dates, values, takesNumbers) = (nil, numbers, true)
            return try add(value)
        }
        try checkText(cell, line: line)
        throw CSVError(
            line: line, column: name,
            "found \(CSVError.quoted(cell)); expected a date in the form of those before it; correct it")
    }

    /// Adds a number, or NaN for a missing one.
    @inline(__always)
    mutating func add(_ value: Double) throws(CSVError) {
        if values.count == values.capacity { try grow() }
        values.append(value)
    }

    private mutating func becomeText(_ cell: UnsafeBufferPointer<UInt8>, line: Int) throws(CSVError) {
        try checkText(cell, line: line)
        if keepsTexts, values.allSatisfy(\.isNaN) {
            labels = CSVLabels()
            for _ in values { labels?.add(UnsafeBufferPointer(start: nil, count: 0)) }
            labels?.add(cell)
            takesNumbers = false
            values = []
            return
        }
        let error = CSVError(line: line, column: name, explainCell(cell) + dateAdvice)
        if isStrict { throw error }
        evidence = error
        isKept = false
        takesNumbers = false
        values = []
    }

    private var dateAdvice: String { dateReader.map { "; " + $0.advice } ?? "" }

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
        guard !overflow, canHaveMemory(size) else { return false }
        values.reserveCapacity(capacity)
        return true
    }

    private func checkText(_ cell: UnsafeBufferPointer<UInt8>, line: Int) throws(CSVError) {
        guard !isUTF8(cell) else { return }
        throw CSVError(
            line: line, column: name, "found \(CSVError.quoted(cell)), which is not UTF-8; save the file as UTF-8")
    }
}

/// Whether `size` bytes can be had now; malloc and free would be optimised away.
private func canHaveMemory(_ size: Int) -> Bool {
    let memory = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let memory, memory != MAP_FAILED else { return false }
    munmap(memory, size)
    return true
}

/// Whether `bytes` are text in UTF-8.
package func isUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
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
