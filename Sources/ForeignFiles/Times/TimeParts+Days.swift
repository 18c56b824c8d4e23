import CSVTables
import SeriesData
import Texts

extension TimeParts {
    mutating func yearAndParts() -> [String]? {
        guard let year = place(.year) else { return nil }
        var years = numbers(year, 1500...2200)
        if years == nil, let short = numbers(year, 0...99) { years = short.map(ShortYear.whole) }
        guard let years else { return nil }
        if let month = place(.month) ?? codedPart("m") ?? seasonOfInitials(),
            let months = Self.months(table[month].cells)
        {
            columns = [year, month]
            let texts = zip(years, months).map { "\($0)-\(padded($1, to: 2))" }
            guard let day = place(.day), let days = numbers(day, 1...31) else { return texts }
            columns.append(day)
            return zip(texts, days).map { "\($0)-\(padded($1, to: 2))" }
        }
        if let quarter = place(.quarter) ?? codedPart("q"), let quarters = Self.quarters(table[quarter].cells) {
            columns = [year, quarter]
            return zip(years, quarters).map { "\($0)-Q\($1)" }
        }
        if let day = place(.dayOfYear) ?? place(.day), let days = numbers(day, 1...366),
            words[day] == .dayOfYear || days.contains(where: { $0 > 31 })
        {
            (columns, isOrdinal) = ([year, day], true)
            return zip(years, days).map { year, day in
                let date = CivilDate(dayNumber: CivilDate(year: year, month: 1, day: 1).dayNumber + day - 1)
                return date.isoText
            }
        }
        if let week = place(.week), let weeks = numbers(week, 1...53) {
            columns = [year, week]
            return zip(years, weeks).map { "\($0)-W\(padded($1, to: 2))" }
        }
        return nil
    }

    /// A column of three months in a row by their initials, `DJF`, `JFM`, which are called by the one in the middle.
    private mutating func seasonOfInitials() -> Int? {
        let place = table.indices.first { index in
            table[index].cells.count > 3 && table[index].cells.allSatisfy { Self.middleMonth($0) != nil }
        }
        if place != nil { remark = "three months by their initials: the one in the middle" }
        return place
    }

    /// 1 to 12, of `DJF` to `NDJ`.
    private static func middleMonth(_ cell: String) -> Int? {
        ["DJF", "JFM", "FMA", "MAM", "AMJ", "MJJ", "JJA", "JAS", "ASO", "SON", "OND", "NDJ"].firstIndex {
            $0.isSame(as: cell)
        }
        .map { $0 + 1 }
    }

    /// A column that is called a period, and holds numbers of two digits behind a letter, as agencies have them: `M01`, `Q01`.
    private func codedPart(_ letter: Unicode.Scalar) -> Int? {
        table.indices.first { index in
            words[index] == .time && !table[index].cells.isEmpty
                && table[index].cells.allSatisfy { PeriodCode($0)?.letter == letter }
        }
    }

    mutating func wholeDay() -> [String]? {
        let isDay = { (cells: [String]) in
            cells.allSatisfy { DateText($0) != nil && !$0.utf8.contains(UInt8(ascii: ":")) && Self.namesDay($0) }
        }
        let days = table.indices.filter { isDay(table[$0].cells) }
        if let day = days.first(where: { words[$0]?.isWhole == true || words[$0] == .day }) ?? days.first {
            columns = [day]
            return table[day].cells
        }
        // 20240305; where no column has a name, in any that goes on.
        let wholes = table.indices.first { index in
            (words[index]?.isWhole == true || index == 0 || (!isNamed && ascends(index)))
                && numbers(index, 15_000_101...22_001_231).map { numbers in
                    numbers.allSatisfy {
                        CivilDate(checkedYear: $0 / 10_000, month: $0 / 100 % 100, day: $0 % 100) != nil
                    }
                } ?? false
        }
        guard let place = wholes, let numbers = numbers(place, 15_000_101...22_001_231) else { return shortDay() }
        columns = [place]
        return numbers.map { "\($0 / 10_000)-\(padded($0 / 100 % 100, to: 2))-\(padded($0 % 100, to: 2))" }
    }

    /// 240305 in a column that is called a date, with years from 1969 to 2068.
    private mutating func shortDay() -> [String]? {
        for place in table.indices where words[place] == .date && table[place].cells.allSatisfy({ $0.utf8.count == 6 })
        {
            // A year and a month as likely.
            guard let numbers = numbers(place, 0...999_999),
                !numbers.allSatisfy({ (1900...2100).contains($0 / 100) && (1...12).contains($0 % 100) })
            else { continue }
            let dates = numbers.compactMap { number in
                let year = number / 10_000
                return CivilDate(
                    checkedYear: ShortYear.whole(year), month: number / 100 % 100, day: number % 100)
            }
            guard dates.count == numbers.count,
                zip(dates, dates.dropFirst()).allSatisfy({ $0.dayNumber <= $1.dayNumber })
            else { continue }
            columns = [place]
            return dates.map(\.isoText)
        }
        return nil
    }

    /// Whether a date says a day, and no month, quarter, week or year as a whole.
    private static func namesDay(_ cell: String) -> Bool {
        var (runs, letters) = (0, 0)
        for token in TimeTokens(cell).all {
            switch token {
            case .digits(let digits):
                if digits.utf8.count >= 7 { return true }
                runs += 1
            case .word(let word):
                // The W of a week, the Q of a quarter.
                if word.utf8.count == 1 { letters += 1 }
                runs += 1
            case .sign: break
            }
        }
        return runs - letters >= 3
    }

    private func ascends(_ place: Int) -> Bool {
        guard let numbers = numbers(place, 0...99_999_999), let first = numbers.first, let last = numbers.last else {
            return false
        }
        return first < last && zip(numbers, numbers.dropFirst()).allSatisfy { $0 <= $1 }
    }

    /// A month by its name behind a year, whatever both columns are called.
    mutating func namedMonth() -> [String]? {
        for month in table.indices.dropFirst() {
            guard let first = table[month].cells.first, decimal(first) == nil, MonthWord.number(first) != nil,
                let months = Self.months(table[month].cells), let years = numbers(month - 1, 1500...2200)
            else { continue }
            columns = [month - 1, month]
            return zip(years, months).map { "\($0)-\(padded($1, to: 2))" }
        }
        return nil
    }

    /// A year, a month and a day in the first columns of a file that names none, the day of the year behind the year perhaps.
    mutating func unnamedDay() -> [String]? {
        if table.count >= 5, let years = numbers(0, 1700...2100), let ordinals = numbers(1, 1...366),
            let months = numbers(2, 1...12), let days = numbers(3, 1...31),
            table[0].cells.indices.allSatisfy({ row in
                CivilDate(checkedYear: years[row], month: months[row], day: days[row]).map { date in
                    date.dayNumber - CivilDate(year: years[row], month: 1, day: 1).dayNumber + 1 == ordinals[row]
                } ?? false
            })
        {
            columns = [0, 1, 2, 3]
            return years.indices.map { "\(years[$0])-\(padded(months[$0], to: 2))-\(padded(days[$0], to: 2))" }
        }
        guard table.count >= 3, let years = numbers(0, 1700...2100), let months = numbers(1, 1...12) else { return nil }
        let counts = zip(years, months).map { $0 * 12 + $1 }
        if zip(counts, counts.dropFirst()).allSatisfy({ $1 - $0 >= 1 && $1 - $0 <= 24 }), Set(months).count >= 4 {
            columns = [0, 1]
            return zip(years, months).map { "\($0)-\(padded($1, to: 2))" }
        }
        guard table.count >= 4,
            let days = numbers(2, 1...31)
        else { return nil }
        let texts = zip(zip(years, months), days).map { "\($0.0)-\(padded($0.1, to: 2))-\(padded($1, to: 2))" }
        let moments = texts.compactMap { DateText($0)?.only }
        guard moments.count == texts.count, zip(moments, moments.dropFirst()).allSatisfy({ $0 <= $1 }),
            (moments.first ?? 0) < (moments.last ?? 0)
        else { return nil }
        columns = [0, 1, 2]
        return texts
    }

    /// 1 to 12, of numbers, names, or numbers after an M.
    private static func months(_ cells: [String]) -> [Int]? {
        var months: [Int] = []
        for cell in cells {
            let digits = cell.utf8.first.map { $0 | 0x20 } == UInt8(ascii: "m") ? String(cell.dropFirst()) : cell
            guard
                let month = decimal(digits).flatMap({ Int(exactly: $0) }) ?? middleMonth(cell)
                    ?? MonthWord.number(cell),
                (1...12).contains(month)
            else { return nil }
            months.append(month)
        }
        return months
    }

    /// 1 to 4, of numbers or numbers after a Q.
    private static func quarters(_ cells: [String]) -> [Int]? {
        let quarters = cells.compactMap { cell in
            decimal(cell.lowercased().hasPrefix("q") ? String(cell.dropFirst()) : cell).flatMap { Int(exactly: $0) }
        }
        return quarters.count == cells.count && quarters.allSatisfy((1...4).contains) ? quarters : nil
    }
}
