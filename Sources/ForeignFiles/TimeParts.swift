import CSVTables
import SeriesData

/// A time that stands in several columns: a year with a quarter or month, perhaps a day, or a date, and a time of day.
struct TimeParts {
    /// The places of the columns.
    let columns: [Int]
    /// The time of each row, as dates are written.
    let texts: [String]

    private enum Part {
        case year, quarter, month, day, date, clock, hour, minute

        var names: Set<String> {
            switch self {
            case .year: ["year", "yr", "yyyy"]
            case .quarter: ["quarter", "qtr", "q"]
            case .month: ["month", "mon", "mm", "mo"]
            case .day: ["day", "dd", "dom", "mday"]
            case .date: ["date", "day"]
            case .clock: ["time", "clock"]
            case .hour: ["hour", "hr", "hh"]
            case .minute: ["minute", "min"]
            }
        }
    }

    /// Finds the parts; nil where there are none, a row lacks one, or the whole time stands in a column too.
    init?(_ table: [TidyTable.Column]) {
        func place(_ part: Part) -> Int? { table.firstIndex { part.names.contains($0.name.lowercased()) } }
        func cells(_ place: Int) -> [String] { table[place].cells }
        func numbers(_ place: Int, _ range: ClosedRange<Int>) -> [Int]? {
            let numbers = cells(place).compactMap { cell in decimal(cell).flatMap { Int(exactly: $0) } }
            return numbers.count == cells(place).count && numbers.allSatisfy(range.contains) ? numbers : nil
        }
        var columns: [Int] = []
        var texts: [String]?
        if let year = place(.year), let years = numbers(year, 1500...2200) {
            if let month = place(.month), let months = Self.months(cells(month)) {
                columns = [year, month]
                texts = zip(years, months).map { "\($0)-\(padded($1, to: 2))" }
                if let day = place(.day), let days = numbers(day, 1...31) {
                    columns.append(day)
                    texts = zip(texts ?? [], days).map { "\($0)-\(padded($1, to: 2))" }
                }
            } else if let quarter = place(.quarter), let quarters = Self.quarters(cells(quarter)) {
                columns = [year, quarter]
                texts = zip(years, quarters).map { "\($0)-Q\($1)" }
            }
        } else if let date = place(.date), cells(date).allSatisfy({ DateText($0) != nil && !$0.contains(":") }) {
            (columns, texts) = ([date], cells(date))
        }
        guard let days = texts, !days.isEmpty else { return nil }
        let hasDay = columns.count != 2
        if hasDay, let clock = place(.clock), cells(clock).allSatisfy({ DateText("2000-01-01 " + $0) != nil }) {
            columns.append(clock)
            texts = zip(days, cells(clock)).map { $0 + " " + $1 }
        } else if hasDay, let hour = place(.hour), let hours = numbers(hour, 0...23) {
            columns.append(hour)
            let minute = place(.minute)
            let minutes = minute.flatMap { numbers($0, 0...59) }
            if let minute, minutes != nil { columns.append(minute) }
            texts = days.indices.map { row in
                "\(days[row]) \(padded(hours[row], to: 2)):\(padded(minutes?[row] ?? 0, to: 2))"
            }
        }
        guard columns.count > 1, let texts, texts.allSatisfy({ DateText($0) != nil }),
            !table.indices.contains(where: { index in
                !columns.contains(index) && cells(index).allSatisfy { DateText($0) != nil }
            })
        else { return nil }
        (self.columns, self.texts) = (columns, texts)
    }

    /// 1 to 12, of numbers, names, or numbers after an M.
    private static func months(_ cells: [String]) -> [Int]? {
        let names = CivilDate.longMonthNames.map { $0.lowercased() }
        let months = cells.compactMap { cell -> Int? in
            let word = cell.lowercased()
            let digits = word.hasPrefix("m") ? String(word.dropFirst()) : word
            if let number = decimal(digits).flatMap({ Int(exactly: $0) }) { return number }
            guard word.count >= 3 else { return nil }
            return names.firstIndex { $0 == word || $0.prefix(3) == word }.map { $0 + 1 }
        }
        return months.count == cells.count && months.allSatisfy((1...12).contains) ? months : nil
    }

    /// 1 to 4, of numbers or numbers after a Q.
    private static func quarters(_ cells: [String]) -> [Int]? {
        let quarters = cells.compactMap { cell in
            decimal(cell.lowercased().hasPrefix("q") ? String(cell.dropFirst()) : cell).flatMap { Int(exactly: $0) }
        }
        return quarters.count == cells.count && quarters.allSatisfy((1...4).contains) ? quarters : nil
    }
}
