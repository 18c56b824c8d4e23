import CSVTables
import SeriesData
import Texts

/// Ways to write a time that can be told by a whole column alone.
enum OtherTimes {
    /// How a column's cells become times that are read, and what is said of it; nil where the column shows that it is not so.
    struct Form: Sendable {
        let what: String
        let text: @Sendable (_ known: [String]) -> ((String) -> String?)?
    }

    static let forms = [
        Form(what: "seasons from one year into the next: the first of them") { known in
            known.allSatisfy { season($0) != nil } ? { season($0).map { "\($0)-01-01" } } : nil
        },
        Form(what: "quarters, written as ISO has them") { known in
            // Statistics Netherlands' 2020KW04 is a quarter, German writers' 2020KW44 a week.
            known.allSatisfy { quarterWeek($0).map { $0.number <= 4 } ?? false }
                ? { quarterWeek($0).map { "\($0.year)-Q\($0.number)" } } : nil
        },
        Form(what: "weeks, written as ISO has them") { known in
            guard known.allSatisfy({ weekAndYear($0) != nil }) else { return nil }
            // Of numbers alone, those above 12 tell weeks from months.
            let areNamed = known.allSatisfy { $0.utf8.contains { $0 | 0x20 >= UInt8(ascii: "a") } }
            guard areNamed || known.contains(where: { (weekAndYear($0)?.week ?? 0) > 12 }) else { return nil }
            return { cell in
                weekAndYear(cell).flatMap { pair in
                    let text = "\(pair.year)-W\(padded(pair.week, to: 2))"
                    return DateText(text) == nil ? nil : text
                }
            }
        },
        Form(what: "months, written as ISO has them") { known in
            known.allSatisfy { month($0) != nil }
                && (known.contains { (month($0)?.month ?? 0) > 4 } || known.count < 4)
                ? { month($0).map { "\($0.year)-\(padded($0.month, to: 2))" } } : nil
        },
        Form(what: "a time of day in front of the day: behind it") { _ in clockBehind },
        Form(what: "times of day with points: colons") { _ in clockWithColons },
        Form(what: "the word behind times of day: left out") { _ in
            { cell in
                guard let word = cell.split(separator: " ").last,
                    ["uhr", "h", "hrs", "o'clock"].contains(word.lowercased())
                else { return nil }
                let rest = String(cell.dropLast(word.count)).trimmed
                return DateText(rest) == nil ? nil : rest
            }
        },
        Form(what: "halves of the day, in other words: AM and PM") { _ in clockWithHalf },
        Form(what: "times of day in another writing: with colons") { _ in
            { cell in
                guard let (day, clock) = cell.cut(atLast: " "), DateText(day) != nil,
                    // 5h
                    let time = ClockText(clock.utf8.count == 2 ? "0" + clock : clock)
                else {
                    return nil
                }
                return day + " " + time.text
            }
        },
        Form(what: "milliseconds since 1970 in words around them: numbers") { _ in
            { cell in
                // /Date(1704067200000)/, with an offset that tells no other moment.
                guard cell.begins(with: "/Date("), cell.ends(with: ")/") else { return nil }
                let inner = cell.utf8.dropFirst(6).dropLast(2)
                let digits = inner.prefix { (0x30...0x39).contains($0) }
                guard (9...15).contains(digits.count), digits.count == inner.count || inner.count == digits.count + 5
                else { return nil }
                return String(digits)
            }
        },
        Form(what: "the name of a zone in brackets: left out") { _ in
            { cell in
                guard cell.hasSuffix("]"), let place = cell.utf8.firstIndex(of: UInt8(ascii: "[")) else { return nil }
                let rest = String(cell[..<place])
                return DateText(rest) == nil ? ForeignTime.iso(rest) : rest
            }
        },
        Form(what: "a hyphen between day and time of day: a space") { _ in
            { cell in
                guard let place = cell.utf8.lastIndex(of: UInt8(ascii: "-")),
                    cell.utf8[..<place].contains(where: { "/.".utf8.contains($0) })
                else { return nil }
                let text = cell[..<place] + " " + cell[cell.utf8.index(after: place)...]
                return DateText(String(text)) == nil ? nil : String(text)
            }
        },
        Form(what: "days with spaces: points") { _ in
            { cell in
                let parts = cell.split(separator: " ")
                guard parts.count == 3, parts[2].utf8.count == 4, parts.allSatisfy({ Int($0) != nil }) else {
                    return nil
                }
                let text = parts.joined(separator: ".")
                return DateText(text) == nil ? nil : text
            }
        },
    ]

    /// The first year of `1990/91`.
    private static func season(_ cell: String) -> Int? {
        let years = cell.lowercased().hasPrefix("fy") ? cell.dropFirst(2).drop { $0 == " " } : cell[...]
        let parts = years.split(omittingEmptySubsequences: false) { "/-–".contains($0) }
        guard parts.count == 2, parts[0].utf8.count == 4, [2, 4].contains(parts[1].utf8.count),
            let year = Int(parts[0]),
            (1500...2200).contains(year), let next = Int(parts[1]),
            next == (parts[1].utf8.count == 2 ? (year + 1) % 100 : year + 1)
        else { return nil }
        return year
    }

    /// `2020KW04`.
    private static func quarterWeek(_ cell: String) -> (year: Int, number: Int)? {
        let bytes = Array(cell.lowercased().utf8)
        guard bytes.count == 8, bytes[4...5].elementsEqual("kw".utf8),
            let year = Int(String(decoding: bytes[..<4], as: UTF8.self)),
            let number = Int(String(decoding: bytes[6...], as: UTF8.self)), number >= 1
        else { return nil }
        return (year, number)
    }

    /// `KW02 2020`, `02/2020`, `2020KW44`.
    private static func weekAndYear(_ cell: String) -> (week: Int, year: Int)? {
        if let pair = quarterWeek(cell) { return (1...53).contains(pair.number) ? (pair.number, pair.year) : nil }
        var text = Substring(cell.lowercased())
        if let word = ["kw", "week", "wk", "cw", "w"].first(where: { text.hasPrefix($0) }) {
            text = text.dropFirst(word.count)
            while let first = text.first, " .-".contains(first) { text = text.dropFirst() }
        }
        let parts = text.split { " /-.".contains($0) }
        guard parts.count == 2, parts[0].utf8.count <= 2, parts[1].utf8.count == 4, let week = Int(parts[0]),
            (1...53).contains(week), let year = Int(parts[1]), (1500...2200).contains(year)
        else { return nil }
        return (week, year)
    }

    /// `03/2010`, `2010/03`.
    private static func month(_ cell: String) -> (month: Int, year: Int)? {
        let parts = cell.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let first = Int(parts[0]), let second = Int(parts[1]) else { return nil }
        if parts[0].utf8.count <= 2, parts[1].utf8.count == 4, (1...12).contains(first), (1500...2200).contains(second)
        {
            return (first, second)
        }
        if parts[0].utf8.count == 4, parts[1].utf8.count <= 2, (1...12).contains(second), (1500...2200).contains(first)
        {
            return (second, first)
        }
        return nil
    }

    private static func clockBehind(_ cell: String) -> String? {
        guard let space = cell.firstIndex(of: " ") else { return nil }
        let (clock, rest) = (String(cell[..<space]), String(cell[space...]).trimmed)
        guard clock.utf8.contains(UInt8(ascii: ":")), let time = ClockText(clock) else { return nil }
        if DateText(rest) != nil { return rest + " " + time.text }
        return ForeignTime.iso(rest).map { $0 + " " + time.text }
    }

    /// `5/3/2024 06:07 a. m.`, and `2024-03-05 오전 06:07`.
    private static func clockWithHalf(_ cell: String) -> String? {
        for (word, half) in [
            ("a. m.", "AM"), ("p. m.", "PM"), ("a.m.", "AM"), ("p.m.", "PM"), ("오전", "AM"), ("오후", "PM"), ("上午", "AM"),
            ("下午", "PM"),
            ("午前", "AM"), ("午後", "PM"),
        ] {
            let (bytes, wanted) = (Array(cell.lowercased().utf8), Array(word.utf8))
            guard bytes.count > wanted.count,
                let place = (0...(bytes.count - wanted.count)).first(where: {
                    bytes[$0..<($0 + wanted.count)].elementsEqual(wanted)
                })
            else { continue }
            let parts = (bytes[..<place] + [0x20] + bytes[(place + wanted.count)...]).split(separator: 0x20)
            let text = parts.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ") + " " + half
            return DateText(text) == nil ? nil : text
        }
        return nil
    }

    private static func clockWithColons(_ cell: String) -> String? {
        guard let space = cell.lastIndex(of: " ") else { return nil }
        let day = String(cell[..<space])
        let parts = cell[space...].dropFirst().split(separator: ".", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), parts.allSatisfy({ $0.utf8.count == 2 && Int($0) != nil }) else {
            return nil
        }
        let text = day + " " + parts.joined(separator: ":")
        return DateText(text) == nil ? nil : text
    }

    // MARK: - Numbers

    /// Numbers that are years and parts of them, each one part after the one before, nearly always.
    static func parts(_ cells: [String]) -> (what: String, texts: [String])? {
        guard cells.count >= 6 else { return nil }
        if cells.allSatisfy({ $0.utf8.count == 6 && Int($0) != nil }) { return weeks(cells) }
        if let months = shortMonths(cells) { return months }
        var (years, parts): ([Int], [Substring]) = ([], [])
        // A hyphen is that of months, unless no number is above 4.
        let isHyphened = cells.allSatisfy { $0.utf8.count == 6 && $0.utf8.dropFirst(4).first == UInt8(ascii: "-") }
        for cell in isHyphened ? cells.map({ $0.prefix(4) + "." + $0.suffix(1) }) : cells {
            var pieces = cell.split(separator: ".", omittingEmptySubsequences: false)
            // 03.2010, the month first.
            if pieces.count == 2, pieces[0].utf8.count == 2, pieces[1].utf8.count == 4 { pieces.reverse() }
            guard pieces.count == 2, pieces[0].utf8.count == 4, let year = Int(pieces[0]), (1500...2200).contains(year),
                (1...2).contains(pieces[1].utf8.count), Int(pieces[1]) != nil
            else { return nil }
            years.append(year)
            parts.append(pieces[1])
        }
        let areQuarters = parts.allSatisfy { $0.utf8.count == 1 }
        // A number's 1990.1 is the tenth month where others have two digits.
        let numbers = parts.compactMap { Int($0.utf8.count == 1 && !areQuarters ? $0 + "0" : $0) }
        let most = areQuarters ? 4 : 12
        guard numbers.allSatisfy((1...most).contains), Set(numbers).count == most,
            follow(zip(years, numbers).map { $0 * most + $1 }, by: 1)
        else { return nil }
        return areQuarters
            ? (
                isHyphened ? "quarters behind a hyphen" : "quarters behind a point",
                zip(years, numbers).map { "\($0)-Q\($1)" }
            )
            : ("months behind a point", zip(years, numbers).map { "\($0)-\(padded($1, to: 2))" })
    }

    /// Whether numbers are months, quarters, weeks or days by their digits, each one after the one before: `2020.01`, `202001`.
    static func areConsecutive(_ cells: [String]) -> Bool {
        if parts(cells) != nil { return true }
        let isMonth = cells.allSatisfy { cell in
            cell.utf8.count == 7 && cell.utf8.dropFirst(4).first.map { ".-/".utf8.contains($0) } ?? false
        }
        let texts = isMonth ? cells.map { $0.prefix(4) + "-" + $0.suffix(2) } : cells
        guard isMonth || cells.allSatisfy({ [6, 8].contains($0.utf8.count) }) else { return false }
        let months = texts.compactMap { text -> Int? in
            guard let moment = DateText(text)?.only else { return nil }
            let date = CivilDate(dayNumber: Int((moment / 86_400).rounded(.down)))
            return texts[0].utf8.count == 8 ? date.dayNumber : date.year * 12 + date.month
        }
        return months.count == cells.count && follow(months, by: 1) && Set(months).count == months.count
    }

    private static func weeks(_ cells: [String]) -> (what: String, texts: [String])? {
        let numbers = cells.compactMap { Int($0) }
        guard numbers.allSatisfy({ (1500...2200).contains($0 / 100) && (1...53).contains($0 % 100) }),
            numbers.contains(where: { $0 % 100 > 12 })
        else { return nil }
        let texts = numbers.map { "\($0 / 100)-W\(padded($0 % 100, to: 2))" }
        let days = texts.compactMap { DateText($0)?.only.map { Int($0 / 86_400) } }
        guard days.count == texts.count, follow(days, by: 7) else { return nil }
        return ("weeks", texts)
    }

    /// `01/10` or `10-Jan`, the month and the year's last digits, which go on from month to month as no days do.
    private static func shortMonths(_ cells: [String]) -> (what: String, texts: [String])? {
        var months: [Int] = []
        for cell in cells {
            var parts = cell.split(omittingEmptySubsequences: false) { "/-".contains($0) }
            let isNamed = parts.count == 2 && Int(parts[1]) == nil && MonthWord.number(String(parts[1])) != nil
            if isNamed { parts.reverse() }
            guard parts.count == 2, parts[1].utf8.count == 2,
                let month = isNamed ? MonthWord.number(String(parts[0])) : Int(parts[0]),
                isNamed || (cell.utf8.contains(UInt8(ascii: "/")) && parts[0].utf8.count <= 2),
                (1...12).contains(month), let year = Int(parts[1]), year >= 0
            else { return nil }
            months.append(ShortYear.whole(year) * 12 + month - 1)
        }
        guard follow(months, by: 1), (months.last ?? 0) - (months.first ?? 0) >= 12 else { return nil }
        return ("months and years of two digits", months.map { "\($0 / 12)-\(padded($0 % 12 + 1, to: 2))" })
    }

    private static func follow(_ numbers: [Int], by step: Int) -> Bool {
        let differences = zip(numbers, numbers.dropFirst()).map { $1 - $0 }
        return differences.allSatisfy { $0 >= 0 }
            && differences.count { $0 == step || $0 == 0 } * 10 >= differences.count * 9 && differences.contains(step)
    }
}

extension String {
    fileprivate var trimmed: String {
        let bytes = utf8.drop { $0 == UInt8(ascii: " ") }
        let end = bytes.lastIndex { $0 != UInt8(ascii: " ") }.map { bytes.index(after: $0) } ?? bytes.startIndex
        return String(bytes[..<end]) ?? ""
    }
}
