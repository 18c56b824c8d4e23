import CSVTables
import SeriesData
import Texts

/// What offices of statistics and weather services write around values and between them.
extension TidyTable {
    /// Takes cells out of `="…"`, which keeps spreadsheets from reading them, and out of single quotes.
    mutating func dropWrappings() {
        func content(_ cell: String) -> String? {
            let bytes = Array(cell.utf8)
            for (front, end) in [("=\"", "\""), ("'", "'")] where bytes.count > front.utf8.count {
                guard bytes.starts(with: front.utf8), bytes.last == end.utf8.first else { continue }
                return String(decoding: bytes[front.utf8.count..<(bytes.count - 1)], as: UTF8.self)
            }
            return nil
        }
        if !columns.isEmpty, columns.allSatisfy({ content($0.name) != nil }) {
            for index in columns.indices { columns[index].name = content(columns[index].name) ?? "" }
            changes.append("single quotes around names: left out")
        }
        for index in columns.indices {
            let cells = columns[index].cells
            guard let first = cells.first(where: { !$0.isEmpty }), content(first) != nil else { continue }
            let bare = cells.map { $0.isEmpty ? "" : content($0) }
            guard !bare.contains(nil) else { continue }
            columns[index].cells = bare.map { $0 ?? "" }
            let name = content(columns[index].name)
            columns[index].name = name ?? columns[index].name
            changes.append(
                "column \(CSVError.shown(columns[index].name)): = or single quotes around its cells: left out")
        }
    }

    /// Leaves out how good a measurement is, a digit behind a comma, as weather services have it: `+0123,1`.
    ///
    /// The numbers have a sign, and zeros in front. Nines alone are a missing one.
    mutating func dropMarks() {
        for index in columns.indices {
            let cells = columns[index].cells
            guard let first = cells.first(where: { !$0.isEmpty }), Self.marked(first) != nil,
                cells.contains(where: { Self.marked($0)?.dropFirst().first == "0" })
            else { continue }
            let numbers = cells.map { $0.isEmpty ? "" : Self.marked($0) }
            guard !numbers.contains(nil) else { continue }
            columns[index].cells = numbers.map { number in
                guard let number, !number.dropFirst().allSatisfy({ $0 == "9" }) else { return "" }
                return decimal(number).map(decimalText) ?? ""
            }
            changes.append(
                "column \(CSVError.shown(columns[index].name)): a mark behind the comma of each number: left out; nines: "
                    + "empty cells")
        }
    }

    /// What stands in front of the comma of `+0123,1`; nil of another text.
    private static func marked(_ cell: String) -> String? {
        let parts = cell.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].count == 1, (4...7).contains(parts[0].count), let sign = parts[0].first,
            sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"),
            parts[0].dropFirst().allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        return String(parts[0])
    }

    /// What each cell is; nil as soon as one is none.
    static func all<Cell, Meaning>(_ cells: [Cell], _ read: (Cell) -> Meaning?) -> [Meaning]? {
        var all: [Meaning] = []
        for cell in cells {
            guard let meaning = read(cell) else { return nil }
            all.append(meaning)
        }
        return all
    }

    /// Keeps the months of a column in which years and quarters stand too, as offices of statistics publish a series, or else
    /// the quarters.
    mutating func keepFinest() {
        for index in columns.indices where index == 0 || TimeWord(columns[index].name) != nil {
            guard let parts = Self.all(columns[index].cells, YearPart.init) else { continue }
            let found = Set(parts)
            guard found.count > 1, let finest = found.max(), finest != .year else { continue }
            let kept = parts.indices.filter { parts[$0] == finest }
            guard kept.count > 3 else { continue }
            let others = found.filter { $0 != finest }.sorted().map(\.word).joined(separator: " and ")
            keep(
                kept,
                "column \(CSVError.shown(columns[index].name)): \(others) beside \(finest.word) (\(parts.count - kept.count)): left out"
            )
            return
        }
    }

    /// What a text is that says a year or a part of it.
    private enum YearPart: Int, Comparable {
        case year, quarter, month

        init?(_ cell: String) {
            if YearWord.year(cell) != nil {
                self = .year
                return
            }
            var (years, words) = (0, [] as [String])
            for token in TimeTokens(cell).all {
                switch token {
                case .digits(let digits) where YearWord.year(digits) != nil: years += 1
                case .digits(let digits) where digits.utf8.count <= 2: words.append("")
                case .digits: return nil
                case .word(let word): words.append(word)
                case .sign: break
                }
            }
            guard years == 1 else { return nil }
            switch words {
            case ["q", ""], ["", "q"]: self = .quarter
            case ["m", ""]: self = .month
            case let words where words.count == 1 && MonthWord.number(words[0]) != nil: self = .month
            default: return nil
            }
        }

        var word: String { ["years", "quarters", "months"][rawValue] }

        static func < (one: YearPart, other: YearPart) -> Bool { one.rawValue < other.rawValue }
    }

    /// Leaves out the means of years that stand among their months or quarters, as `M13` behind `M12`.
    mutating func dropYears() {
        for column in columns where TimeWord(column.name) == .time {
            guard let codes = Self.all(column.cells, PeriodCode.init), let year = codes.firstIndex(where: \.isYear),
                codes.contains(where: { !$0.isYear })
            else { continue }
            let kept = codes.indices.filter { !codes[$0].isYear }
            let word = column.cells[year]
            keep(kept, "rows of whole years (\(codes.count - kept.count), '\(CSVError.shown(word))'): left out")
            return
        }
    }
}
