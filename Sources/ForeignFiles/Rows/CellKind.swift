import CSVTables
import SeriesData

/// What a cell may be.
enum CellKind {
    case number, time, missing, text

    init(_ cell: String) {
        if decimal(cell) != nil {
            self = .number
        } else if MissingWord.isMissing(cell, or: []) {
            self = .missing
        } else if Self.isTime(cell) || Self.isEpochWithColon(cell) {
            self = .time
        } else if DecimalMark.allCases.contains(where: { ForeignNumber.isPlainly(cell, $0) }) {
            self = .number
        } else {
            self = .text
        }
    }

    /// `1700000100:`, as rrdtool writes the time of a row.
    private static func isEpochWithColon(_ cell: String) -> Bool {
        guard cell.utf8.last == UInt8(ascii: ":"), let number = decimal(String(cell.dropLast())) else { return false }
        return (631_152_000...4_102_444_800).contains(number)
    }

    var isValue: Bool { self == .number || self == .time }

    /// Whether a cell is a date, a time of day, a length of time or a span.
    static func isTime(_ cell: String) -> Bool {
        guard cell.utf8.contains(where: { (0x30...0x39).contains($0) }), cell.utf8.count <= 64 else { return false }
        return DateText(cell) != nil || ClockText(cell) != nil || DurationText(cell) != nil
            || ForeignTime.iso(cell) != nil
            || ForeignTime.iso(cell, year: 2000) != nil || TimeSpanText.start(cell) != nil
    }
}

/// What the cells of a column are, by some of them.
enum ColumnKind {
    case numbers, times, texts
    /// Nothing but missing values.
    case unknown

    init(_ cells: some Sequence<String>) {
        var (numbers, times) = (0, 0)
        for cell in cells {
            switch CellKind(cell) {
            case .number: numbers += 1
            case .time: times += 1
            case .missing: break
            case .text:
                self = .texts
                return
            }
        }
        self = numbers > 0 && times > 0 ? .texts : numbers > 0 ? .numbers : times > 0 ? .times : .unknown
    }

    /// Whether a cell can stand in such a column; nil where a missing value tells nothing.
    func fits(_ cell: String) -> Bool? {
        guard self == .numbers || self == .times else { return nil }
        let kind = CellKind(cell)
        return kind == .missing ? nil : kind == (self == .numbers ? .number : .time)
    }
}
