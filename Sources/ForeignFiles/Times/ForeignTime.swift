import SeriesData

/// A time as programs and people write it that ``DateText`` does not read, written as ISO has it.
///
/// Forms: `5. März 2024`, `05mar2024`, `05MAR2024:06:07:08`, `05/Mar/2024:06:07:08 +0200`, `Tue Mar 5 06:07:08 2024`,
/// `20240305:0607`, `20240305_060708`, `2024-03-05_06:07`, `2024-03-05 06-07-08`, `2024.03.05`, `2024-065`, `2024-W10-2`,
/// `1 Q 2024`, `2024m3`, `2024h1`, `2024-S1`, `1990 [YR1990]`, `2024年3月5日`; after a day a time of day, and after it a zone.
struct ForeignTime {
    private let tokens: [TimeTokens.Token]
    private var next = 0

    /// The time in a cell as ``DateText`` reads it; nil where it is none.
    ///
    /// Where no year is written, `year` is taken for it.
    static func iso(_ cell: String, year: Int? = nil) -> String? {
        guard (4...64).contains(cell.utf8.count) else { return nil }
        // Servers write their logs' times in brackets.
        let cell = cell.hasPrefix("[") && cell.hasSuffix("]") ? String(cell.dropFirst().dropLast()) : cell
        var reader = ForeignTime(cell)
        return reader.read()
            ?? year.flatMap { year in
                var reader = ForeignTime(cell)
                return reader.readWithoutYear(year)
            }
    }

    private init(_ cell: String) {
        tokens = TimeTokens(cell).all
    }

    private mutating func read() -> String? {
        skipWeekday()
        if let whole = attempt({ reader in reader.quarterOrOther().flatMap { reader.isAtEnd ? $0 : nil } }) {
            return whole
        }
        if let whole = unixClock() { return whole }
        guard let day = day() else { return nil }
        return withClock(day)
    }

    /// `27-11 01:58:10`, the day first; `11-27` where it cannot be.
    private mutating func readWithoutYear(_ year: Int) -> String? {
        skipWeekday()
        if let named = attempt({ reader -> String? in
            guard let month = reader.month() else { return nil }
            while reader.sign(". ") != nil {}
            guard let day = reader.digits(1...2), let date = CivilDate(checkedYear: year, month: month, day: day) else {
                return nil
            }
            return reader.withClock(date.isoText)
        }) {
            return named
        }
        guard let first = digits(1...2), let separator = sign("-/."), let second = digits(1...2) else { return nil }
        if separator == "." { _ = sign(".") }
        let day =
            CivilDate(checkedYear: year, month: second, day: first)
            ?? CivilDate(checkedYear: year, month: first, day: second)
        return day.flatMap { withClock($0.isoText) }
    }

    private var isAtEnd: Bool { next == tokens.count }

    // MARK: - Parts

    private mutating func sign(_ scalars: String) -> Unicode.Scalar? {
        guard !isAtEnd, case .sign(let scalar) = tokens[next], scalars.unicodeScalars.contains(scalar) else {
            return nil
        }
        next += 1
        return scalar
    }

    private mutating func word(_ words: String...) -> String? {
        guard !isAtEnd, case .word(let found) = tokens[next], words.contains(found) else { return nil }
        next += 1
        return found
    }

    private mutating func digits(_ lengths: ClosedRange<Int>) -> Int? {
        guard !isAtEnd, case .digits(let text) = tokens[next], lengths.contains(text.utf8.count), let number = Int(text)
        else { return nil }
        next += 1
        return number
    }

    /// Runs `body`, and goes back where it finds nothing.
    private mutating func attempt<Result>(_ body: (inout ForeignTime) -> Result?) -> Result? {
        var ahead = self
        guard let result = body(&ahead) else { return nil }
        self = ahead
        return result
    }

    private mutating func skipWeekday() {
        guard !isAtEnd, case .word(let found) = tokens[next], MonthWord.isWeekday(found), MonthWord.number(found) == nil
        else { return }
        next += 1
        while sign("., ") != nil {}
    }

    private mutating func month() -> Int? {
        guard !isAtEnd, case .word(let found) = tokens[next], let month = MonthWord.number(found) else { return nil }
        next += 1
        return month
    }

    /// A year of four digits, or of two: from 1969 to 2068, as POSIX has them.
    private mutating func year() -> Int? {
        if let year = digits(4...4) { return year }
        return digits(2...2).map(ShortYear.whole)
    }

    // MARK: - Days

    private mutating func day() -> String? {
        let date =
            attempt { $0.yearFirst() } ?? attempt { $0.dayAndMonthName() } ?? attempt { $0.monthNameAndDay() }
        return date.map(\.isoText)
    }

    private mutating func yearFirst() -> CivilDate? {
        if let whole = attempt({ $0.digits(8...8) }) {
            return CivilDate(checkedYear: whole / 10_000, month: whole / 100 % 100, day: whole % 100)
        }
        guard let year = digits(4...4) else { return nil }
        if word("年", "년") != nil {
            _ = sign(" ")
            guard let month = digits(1...2), word("月", "월") != nil else { return nil }
            if isAtEnd { return CivilDate(checkedYear: year, month: month, day: 1) }
            _ = sign(" ")
            guard let day = digits(1...2), word("日", "일") != nil else { return nil }
            return CivilDate(checkedYear: year, month: month, day: day)
        }
        guard let separator = sign("-/._ ") else { return nil }
        // 2024. 3. 5.
        if separator == ".", let date = attempt({ $0.restWithSpaces(of: year) }) { return date }
        if let day = attempt({ $0.digits(3...3) }) {
            guard day >= 1, let first = CivilDate(checkedYear: year, month: 1, day: 1) else { return nil }
            let date = CivilDate(dayNumber: first.dayNumber + day - 1)
            return date.year == year ? date : nil
        }
        if word("w") != nil {
            guard let week = digits(2...2), (1...53).contains(week), sign("-") != nil, let day = digits(1...1),
                (1...7).contains(day)
            else { return nil }
            return CivilDate(dayNumber: CivilDate.monday(ofWeek: week, in: year) + day - 1)
        }
        if let month = month() {
            if isAtEnd { return CivilDate(checkedYear: year, month: month, day: 1) }
            guard sign("-/. ") != nil, let day = digits(1...2) else { return nil }
            return CivilDate(checkedYear: year, month: month, day: day)
        }
        guard let month = digits(1...2), sign(String(separator)) != nil, let day = digits(1...2) else { return nil }
        return CivilDate(checkedYear: year, month: month, day: day)
    }

    /// ` 3. 5.` behind a year and its point, as in Korea.
    private mutating func restWithSpaces(of year: Int) -> CivilDate? {
        guard sign(" ") != nil, let month = digits(1...2), sign(".") != nil, sign(" ") != nil, let day = digits(1...2)
        else { return nil }
        _ = sign(".")
        return CivilDate(checkedYear: year, month: month, day: day)
    }

    /// `5. März 2024`, `05mar2024`, `05-mar-24`.
    private mutating func dayAndMonthName() -> CivilDate? {
        let day = attempt { $0.digits(1...2) }
        if day != nil { _ = word("st", "nd", "rd", "th", "er") }
        while sign(".-/ ") != nil {}
        if word("de", "of") != nil { _ = sign(" ") }
        guard let month = month() else { return nil }
        while sign(".,-/ ") != nil {}
        if word("de", "del") != nil { _ = sign(" ") }
        _ = sign("'’")
        let start = next
        guard let year = year() else { return nil }
        // "Jan 25 06:07" has a day, and no year.
        if day == nil, case .digits(let text) = tokens[start], text.utf8.count == 2, !isAtEnd { return nil }
        return CivilDate(checkedYear: year, month: month, day: day ?? 1)
    }

    /// `march 5th, 2024`, and `mar 5 06:07:08 2024`, whose time of day stands before the year.
    private mutating func monthNameAndDay() -> CivilDate? {
        guard let month = month() else { return nil }
        while sign(". ") != nil {}
        guard let day = digits(1...2) else { return nil }
        _ = word("st", "nd", "rd", "th")
        while sign("., ") != nil {}
        guard let year = digits(4...4) else { return nil }
        return CivilDate(checkedYear: year, month: month, day: day)
    }

    /// `mar 5 06:07:08 2024`, with a zone before the year perhaps.
    private mutating func unixClock() -> String? {
        attempt { reader in
            guard let month = reader.month(), reader.sign(" ") != nil, let day = reader.digits(1...2),
                reader.sign(" ") != nil,
                let clock = reader.clock(), reader.sign(" ") != nil
            else { return nil }
            let zone = reader.zoneWord()
            if zone != nil { _ = reader.sign(" ") }
            guard let year = reader.digits(4...4), reader.isAtEnd,
                let date = CivilDate(checkedYear: year, month: month, day: day)
            else { return nil }
            return date.isoText + " " + clock + (zone ?? "")
        }
    }

    // MARK: - Quarters and the like

    /// A part of a year, or a year, that has no time of day.
    private mutating func quarterOrOther() -> String? {
        attempt { reader in
            guard let number = reader.digits(1...1), (1...4).contains(number) else { return nil }
            _ = reader.word("e", "er", "st", "nd", "rd", "th", "º", "ª")
            while reader.sign(" -.") != nil {}
            guard reader.quarterWord() else { return nil }
            while reader.sign(" -/.") != nil {}
            return reader.year().map { "\($0)-Q\(number)" }
        }
            ?? attempt { reader in
                guard reader.quarterWord() else { return nil }
                _ = reader.sign(" ")
                guard let number = reader.digits(1...1), (1...4).contains(number) else { return nil }
                while reader.sign(" -/'.,") != nil {}
                return reader.year().map { "\($0)-Q\(number)" }
            }
            ?? attempt { reader in
                guard let number = ["i", "ii", "iii", "iv"].firstIndex(where: { reader.word($0) != nil }) else {
                    return nil
                }
                while reader.sign(" -/.") != nil {}
                return reader.digits(4...4).map { "\($0)-Q\(number + 1)" }
            }
            ?? attempt { reader in
                guard let word = reader.word("yr", "fy", "cy") else { return nil }
                _ = reader.sign(" ")
                let year = word == "fy" ? reader.year() : reader.digits(4...4)
                return year.flatMap { reader.isAtEnd ? "\($0)-01-01" : nil }
            } ?? attempt { $0.fiscalQuarter() } ?? attempt { $0.quarterOfMonths() } ?? attempt { $0.partOfYear() }
    }

    private mutating func quarterWord() -> Bool {
        word("q", "qtr", "quarter", "quartal", "trimestre", "trim", "kwartaal", "kvartal", "trimester") != nil
    }

    /// `FY2000 Q1`, `FY00Q1`, `Q1 FY00`, `00Q1`: a quarter of a year that need not begin in January.
    private mutating func fiscalQuarter() -> String? {
        if let number = attempt({ reader -> Int? in
            guard reader.word("q") != nil, let number = reader.digits(1...1), (1...4).contains(number) else {
                return nil
            }
            while reader.sign(" -/") != nil {}
            return reader.word("fy") == nil ? nil : number
        }) {
            _ = sign(" ")
            return year().map { "\($0)-Q\(number)" }
        }
        let isFiscal = word("fy") != nil
        _ = isFiscal ? sign(" ") : nil
        guard let year = isFiscal ? year() : digits(2...2).map(ShortYear.whole) else { return nil }
        while isFiscal, sign(" -/") != nil {}
        guard word("q") != nil, let number = digits(1...1), (1...4).contains(number) else { return nil }
        return "\(year)-Q\(number)"
    }

    /// `Jan-Mar 2000`.
    private mutating func quarterOfMonths() -> String? {
        guard let first = month() else { return nil }
        while sign(" -–/.") != nil {}
        guard let last = month(), first % 3 == 1, last == first + 2 else { return nil }
        while sign(" -/.,") != nil {}
        return year().map { "\($0)-Q\(first / 3 + 1)" }
    }

    /// `2000 Qtr 4`, `2024년 1분기`, `2024年第1季度`, behind the year.
    private mutating func quarterBehindYear() -> Int? {
        let hasWord = word("년", "年", "年第") != nil
        while sign(" -/") != nil {}
        if hasWord, let number = digits(1...1), word("분기", "季度", "四半期") != nil, isAtEnd {
            return (1...4).contains(number) ? number : nil
        }
        guard !hasWord, word("qtr", "quarter", "quartal", "trim", "trimestre") != nil else { return nil }
        _ = sign(" ")
        guard let number = digits(1...1), isAtEnd, (1...4).contains(number) else { return nil }
        return number
    }

    private mutating func partOfYear() -> String? {
        guard let year = digits(4...4) else { return nil }
        if let number = attempt({ $0.quarterBehindYear() }) { return "\(year)-Q\(number)" }
        // 2000. 4
        if let month = attempt({ reader -> Int? in
            guard reader.sign(".") != nil, reader.sign(" ") != nil, let month = reader.digits(1...2), reader.isAtEnd
            else {
                return nil
            }
            return (1...12).contains(month) ? month : nil
        }) {
            return "\(year)-\(padded(month, to: 2))"
        }
        // 2000 IV, and 2000 4e kwartaal.
        if let number = attempt({ reader -> Int? in
            while reader.sign(" -/.") != nil {}
            return ["i", "ii", "iii", "iv"].firstIndex { reader.word($0) != nil }.flatMap {
                reader.isAtEnd ? $0 + 1 : nil
            }
        })
            ?? attempt({ reader -> Int? in
                guard reader.sign(" ") != nil, let number = reader.digits(1...1), (1...4).contains(number) else {
                    return nil
                }
                _ = reader.word("e", "er", "st", "nd", "rd", "th")
                while reader.sign(" .") != nil {}
                return reader.quarterWord() ? number : nil
            })
        {
            return "\(year)-Q\(number)"
        }
        if sign(" ") != nil, sign("[") != nil {
            guard word("yr") != nil, digits(4...4) == year, sign("]") != nil else { return nil }
            return "\(year)-01-01"
        }
        _ = sign("-: /")
        guard !isAtEnd, case .word(let letter) = tokens[next] else { return nil }
        next += 1
        _ = sign("-")
        switch letter {
        case "jj": return digits(2...2) == 0 ? "\(year)-01-01" : nil
        case "m", "mm": return digits(1...2).flatMap { (1...12).contains($0) ? "\(year)-\(padded($0, to: 2))" : nil }
        case "q", "k", "t": return digits(1...1).flatMap { (1...4).contains($0) ? "\(year)-Q\($0)" : nil }
        case "h", "s", "b":
            return digits(1...1).flatMap { (1...2).contains($0) ? "\(year)-\($0 == 1 ? "01" : "07")" : nil }
        case "w": return digits(1...2).flatMap { (1...53).contains($0) ? "\(year)-W\(padded($0, to: 2))" : nil }
        case "a", "y":
            let number = digits(1...2)
            return number ?? 1 == 1 ? "\(year)-01-01" : nil
        default: return nil
        }
    }

    // MARK: - Times of day

    private mutating func withClock(_ day: String) -> String? {
        if isAtEnd { return day }
        while sign(" :_-,/@") != nil {}
        _ = word("t", "at", "um", "à")
        _ = sign(" ")
        guard let clock = clock() else { return nil }
        _ = sign(" ")
        if isAtEnd { return day + " " + clock }
        if let zone = zoneWord(), isAtEnd { return day + " " + clock + zone }
        guard let direction = sign("+-") else { return nil }
        guard let hours = digits(1...4) else { return nil }
        var offset = hours >= 100 ? hours : hours * 100
        if sign(":") != nil {
            guard let minutes = digits(2...2) else { return nil }
            offset += minutes
        }
        guard isAtEnd || (sign(" ") != nil && sign("(") != nil) else { return nil }
        return day + " " + clock + "\(direction)\(padded(offset / 100, to: 2)):\(padded(offset % 100, to: 2))"
    }

    /// `06:07`, `06:07:08.9`, `06-07-08`, `06.07`, `06h07`, `0607`, `060708`, with `am` or `pm`, or their first letter, after it.
    private mutating func clock() -> String? {
        if let whole = attempt({ $0.digits(6...6) }) {
            return Self.clock(whole / 10_000, whole / 100 % 100, padded(whole % 100, to: 2))
        }
        if let whole = attempt({ $0.digits(4...4) }) { return Self.clock(whole / 100, whole % 100, nil) }
        guard var hour = digits(1...2) else { return nil }
        var minute = 0
        var second: String?
        if word("h", "u", "uhr") != nil {
            minute = digits(2...2) ?? 0
        } else if word("時", "时", "시") != nil {
            _ = sign(" ")
            minute = digits(1...2) ?? 0
            if word("分", "분") != nil,
                let seconds = attempt({ reader in
                    _ = reader.sign(" "); return reader.digits(1...2)
                })
            {
                guard word("秒", "초") != nil else { return nil }
                second = padded(seconds, to: 2)
            }
        } else if let separator = sign(":.-") {
            guard let found = digits(2...2) else { return nil }
            minute = found
            if attempt({ $0.sign(String(separator)) }) != nil {
                guard let seconds = digits(2...2) else { return nil }
                second = padded(seconds, to: 2)
                if sign(".,") != nil {
                    guard !isAtEnd, case .digits(let fraction) = tokens[next], fraction.utf8.count <= 9 else {
                        return nil
                    }
                    next += 1
                    second = (second ?? "") + "." + fraction
                }
            }
        }
        let half = attempt { reader in
            _ = reader.sign(" ")
            return reader.word("am", "pm", "a", "p")
        }
        if let half {
            guard (1...12).contains(hour) else { return nil }
            hour = hour % 12 + (half.hasPrefix("p") ? 12 : 0)
        }
        return Self.clock(hour, minute, second)
    }

    private static func clock(_ hour: Int, _ minute: Int, _ second: String?) -> String? {
        guard hour <= 24, minute < 60 else { return nil }
        return "\(padded(hour, to: 2)):\(padded(minute, to: 2))" + (second.map { ":" + $0 } ?? "")
    }

    /// The offset of a zone by its letters, where they mean one only.
    private mutating func zoneWord() -> String? {
        guard !isAtEnd, case .word(let found) = tokens[next], let hours = Self.zones[found] else { return nil }
        next += 1
        if hours == 0 { return "Z" }
        return (hours < 0 ? "-" : "+") + padded(abs(hours), to: 2) + ":00"
    }

    private static let zones: [String: Int] = [
        "z": 0, "utc": 0, "gmt": 0, "wet": 0, "west": 1, "bst": 1, "cet": 1, "mez": 1, "cest": 2, "mesz": 2, "eet": 2,
        "eest": 3, "msk": 3, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
        "jst": 9, "aest": 10, "aedt": 11,
    ]
}
