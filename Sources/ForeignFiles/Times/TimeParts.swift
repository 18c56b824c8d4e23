import CSVTables
import SeriesData
import Texts

/// A time that stands in several columns: a day, or a year with a part of it, and a time of day.
///
/// The columns are known by their names, in many languages. A time of day, or an hour from 0 to 23 or 1 to 24, belongs to a
/// date beside it whatever it is called, if the date stands in several rows.
struct TimeParts {
    /// The places of the columns.
    private(set) var columns: [Int] = []
    /// The time of each row, as dates are written.
    private(set) var texts: [String] = []

    private let table: [TidyTable.Column]
    private let words: [TimeWord?]
    private let isNamed: Bool

    /// Finds the parts; nil where there are none, a row lacks one, or the whole time stands in a column too.
    ///
    /// Where the file names no column (`isNamed`), a year, a month and a day at the front are looked for.
    init?(_ table: [TidyTable.Column], isNamed: Bool) {
        (self.table, self.isNamed) = (table, isNamed)
        words = table.map { TimeWord($0.name) }
        guard let count = table.first?.cells.count, count > 0 else { return nil }
        guard var days = yearAndParts() ?? wholeDay() ?? namedMonth() ?? (isNamed ? nil : unnamedDay())
        else { return nil }
        // Two columns are a year and a part of it, but that a day of the year is a day.
        let isDay = columns.count != 2 || isOrdinal
        if isDay, let clocks = clocks(days) { days = isWhole ? clocks : zip(days, clocks).map { $0 + " " + $1 } }
        guard columns.count > 1, days.allSatisfy({ DateText($0) != nil }) else { return nil }
        texts = days
        let used = columns
        let isThere = table.indices.contains { index in
            !used.contains(index) && table[index].cells.allSatisfy { DateText($0) != nil }
                && (Self.isFull(table[index].cells) || used.count == 2 && !hasClock)
        }
        if isThere { return nil }
    }

    /// Whether the day is given by its number in the year.
    private var isOrdinal = false
    private var hasClock = false
    /// Whether what ``clocks(_:)`` finds has the day in it.
    private var isWhole = false
    /// What else there is to say of the times.
    private(set) var remark: String?

    /// Whether times tell more than their days, or no day comes twice.
    private static func isFull(_ cells: [String]) -> Bool {
        cells.contains { $0.utf8.contains(UInt8(ascii: ":")) } || Set(cells).count == cells.count
    }

    private func place(_ word: TimeWord) -> Int? { words.firstIndex { $0 == word } }

    private func numbers(_ place: Int, _ range: ClosedRange<Int>) -> [Int]? {
        var numbers: [Int] = []
        for cell in table[place].cells {
            guard let number = decimal(cell).flatMap({ Int(exactly: $0) }), range.contains(number) else { return nil }
            numbers.append(number)
        }
        return numbers
    }

    // MARK: - Days

    private mutating func yearAndParts() -> [String]? {
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

    private mutating func wholeDay() -> [String]? {
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
    private mutating func namedMonth() -> [String]? {
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
    private mutating func unnamedDay() -> [String]? {
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

    // MARK: - Times of day

    /// The time of day of each row, from the columns that are called so, or, where days stand in several rows, look so.
    private mutating func clocks(_ days: [String]) -> [String]? {
        let free = table.indices.filter { !columns.contains($0) }
        let comesAgain = Set(days).count < days.count
        func isNamed(_ index: Int) -> Bool { words[index] == .clock || words[index] == .time }
        for index in free where isNamed(index) || comesAgain {
            let clocks = table[index].cells.map { ClockText($0) ?? Self.clockWithPoints($0) }
            guard !clocks.isEmpty, clocks.allSatisfy({ $0 != nil }) else { continue }
            columns.append(index)
            hasClock = true
            return clocks.map { $0?.text ?? "" }
        }
        for index in free where isNamed(index) || words[index] == .hour || comesAgain {
            let spans = table[index].cells.compactMap(ClockText.span)
            // An hour that the clock leaves out or doubles is as long as the others.
            guard spans.count == table[index].cells.count, Set(spans.map(\.seconds)).count == 1 else { continue }
            columns.append(index)
            hasClock = true
            return spans.map(\.start.text)
        }
        if !self.isNamed, comesAgain, let clocks = unnamedHourAndMinute(days) { return clocks }
        if comesAgain {
            for index in free where Self.isPart(table[index].name) || words[index] == .hour {
                if let clocks = countedParts(index, days) { return clocks }
            }
        }
        let named = free.first { words[$0] == .hour } ?? free.first { isNamed($0) && numbers($0, 0...240_000) != nil }
        if let hour = named, let clocks = hours(hour, days, isNamed: true) { return clocks }
        guard comesAgain else { return nil }
        for index in free where !Self.isKey(table[index].name) {
            if let clocks = hours(index, days, isNamed: false) { return clocks }
        }
        return nil
    }

    /// `06.07.08`, which no number looks like.
    private static func clockWithPoints(_ cell: String) -> ClockText? {
        let parts = cell.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 3, parts.allSatisfy({ $0.count == 2 }) else { return nil }
        return ClockText(parts.map { String($0) ?? "" }.joined(separator: ":"))
    }

    /// The ends of the parts of a day, which are counted from 1 to 24, 48, 96, 144 or 288, and to an hour's more or fewer on days
    /// on which clocks change: then times go on by the clock of the first day.
    private mutating func countedParts(_ place: Int, _ days: [String]) -> [String]? {
        guard let numbers = numbers(place, 1...300) else { return nil }
        var most = ByteDictionary<Int>()
        var known: Set<Pair> = []
        for (day, number) in zip(days, numbers) {
            most[day] = max(most[day] ?? 0, number)
            known.insert(Pair(day: day, number: number))
        }
        var counts: [Int: Int] = [:]
        for (_, number) in most { counts[number, default: 0] += 1 }
        guard let count = counts.max(by: { ($0.value, -$0.key) < ($1.value, -$1.key) })?.key,
            [24, 48, 96, 144, 288].contains(count), (counts[count] ?? 0) >= 2
        else { return nil }
        let hour = count / 24
        // The first and the last day may not be whole.
        let ends = [days.first, days.last].compactMap(\.self)
        let isChanged = most.contains { day, number in
            number == count + hour || (number == count - hour && !ends.has(day))
        }
        let all = most.reduce(0) { $0 + $1.value }
        // Of 24 alone an hour of the day is known already. Few parts may be missing.
        guard count > 24 || isChanged, most.allSatisfy({ $0.value <= count + hour }), known.count * 10 >= all * 9
        else { return nil }
        let minutes = 1440 / count
        if !isChanged {
            columns.append(place)
            hasClock = true
            return numbers.map { "\(padded($0 * minutes / 60, to: 2)):\(padded($0 * minutes % 60, to: 2))" }
        }
        return partsOfChangedDays(place, numbers, days, most, count)
    }

    /// Whether a name says that a column holds the numbers of things, of which there may be as many as a day has hours.
    private static func isKey(_ name: String) -> Bool {
        let words = name.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
        return words.contains { word in
            keys.contains { key in word.utf8.elementsEqual(key.utf8) || word.utf8.elementsEqual((key + "s").utf8) }
        }
    }

    private static let keys = [
        "id", "store", "shop", "item", "product", "sku", "station", "sensor", "site", "region", "zone", "area",
        "customer",
        "client", "device", "meter", "household", "node", "plant", "turbine", "county", "state", "country", "dept",
        "department",
        "category", "family", "series", "cluster", "group", "code", "cell", "location", "vehicle", "machine", "lane",
    ]

    /// Whether a name says that a column counts parts of a day.
    private static func isPart(_ name: String) -> Bool {
        let name = name.lowercased()
        return ["period", "interval", "slot", "settlement", "block", "mtu", "hour", "quarter"].contains {
            name.holds(text: $0)
        }
            || ["sp", "hh", "qh", "he", "hr", "pte"].contains(name)
    }

    private struct Pair: Hashable {
        let day: String
        let number: Int
    }

    /// The times of parts of days, of which some have an hour more or less: as ``countedParts(_:_:)``, whole.
    private mutating func partsOfChangedDays(
        _ place: Int, _ numbers: [Int], _ days: [String], _ most: ByteDictionary<Int>, _ count: Int
    ) -> [String]? {
        guard let moments = Self.dayNumbers(days) else { return nil }
        let sorted = Set(zip(moments, days).map { Moment(day: $0, text: $1) }).sorted { $0.day < $1.day }
        let (minutes, hour) = (1440 / count, count / 24)
        var (shift, shifts) = (0, [:] as [Int: Int])
        for moment in sorted {
            shifts[moment.day] = shift
            let parts = most[moment.text] ?? count
            // The last day may not be over yet.
            if parts == count + hour || (parts == count - hour && moment.day != sorted.last?.day) {
                shift += (parts - count) * minutes
            }
        }
        columns.append(place)
        (hasClock, isWhole) = (true, true)
        remark =
            "days of \(count - hour) or \(count + hour) parts, on which clocks change: times go on by the clock of the first day"
        return zip(moments, numbers).map { day, number in
            let minute = (shifts[day] ?? 0) + number * minutes
            let date = CivilDate(dayNumber: day + (minute < 0 ? -1 : minute / 1440))
            let rest = (minute + 1440) % 1440
            return date.isoText + " \(padded(rest / 60, to: 2)):\(padded(rest % 60, to: 2))"
        }
    }

    /// The days of dates, where the day and the month may change places in the one way in which they go on from day to day; nil
    /// where there is no such way, or more than one.
    private static func dayNumbers(_ days: [String]) -> [Int]? {
        let dates = days.map { DateText($0) }
        let readings = [\DateText.only, \.monthFirst, \.dayFirst].compactMap { reading -> [Int]? in
            let numbers = dates.compactMap { $0?[keyPath: reading].map { Int(($0 / 86_400).rounded(.down)) } }
            let distinct = Set(numbers)
            guard numbers.count == days.count, let first = distinct.min(), let last = distinct.max(),
                last - first < 2 * distinct.count
            else { return nil }
            return numbers
        }
        return Set(readings).count == 1 ? readings.first : nil
    }

    private struct Moment: Hashable {
        let day: Int
        let text: String
    }

    /// An hour and a minute right behind the day, in a file that names no column.
    private mutating func unnamedHourAndMinute(_ days: [String]) -> [String]? {
        guard let hour = columns.max().map({ $0 + 1 }), hour + 1 < table.count, let hours = numbers(hour, 0...23),
            let minutes = numbers(hour + 1, 0...59), Set(minutes).count > 1
        else { return nil }
        let counts = days.indices.compactMap { row in
            DateText(days[row])?.only.map { Int($0) / 60 + hours[row] * 60 + minutes[row] }
        }
        guard counts.count == days.count, zip(counts, counts.dropFirst()).allSatisfy({ $0 < $1 }) else { return nil }
        columns += [hour, hour + 1]
        hasClock = true
        return zip(hours, minutes).map { "\(padded($0, to: 2)):\(padded($1, to: 2))" }
    }

    /// Hours, with the minutes and seconds beside them, or hours and minutes in one number.
    private mutating func hours(_ hour: Int, _ days: [String], isNamed: Bool) -> [String]? {
        if let hours = numbers(hour, 0...24) ?? stemmedHours(hour), isNamed || Self.runs(hours, in: days) {
            columns.append(hour)
            hasClock = true
            let used = columns
            let minute = table.indices.first { index in
                !used.contains(index) && (words[index] == .minute || table[index].name == "mm")
            }
            guard let minute, let minutes = numbers(minute, 0...60) else {
                return hours.map { "\(padded($0, to: 2)):00" }
            }
            columns.append(minute)
            // An hour that ends is written as 60 minutes of the one before by some.
            let isEnding = minutes.allSatisfy { $0 == 60 || $0 == 0 } && hours.contains(24)
            let seconds = place(.second).flatMap { place in
                numbers(place, 0...59).map { (place, $0) }
            }
            if let seconds { columns.append(seconds.0) }
            return hours.indices.map { row in
                let minute = isEnding ? 0 : minutes[row] % 60
                let second = seconds.map { ":" + padded($0.1[row], to: 2) } ?? ""
                return
                    "\(padded(hours[row] + (isEnding ? 0 : minutes[row] / 60), to: 2)):\(padded(minute, to: 2))\(second)"
            }
        }
        // 60708 is seven minutes and eight seconds past six.
        if isNamed, let whole = numbers(hour, 0...240_000), whole.contains(where: { $0 > 2400 }),
            whole.allSatisfy({ $0 % 100 < 60 && $0 / 100 % 100 < 60 })
        {
            columns.append(hour)
            hasClock = true
            return whole.map {
                "\(padded($0 / 10_000, to: 2)):\(padded($0 / 100 % 100, to: 2)):\(padded($0 % 100, to: 2))"
            }
        }
        guard let whole = numbers(hour, 0...2400), whole.allSatisfy({ $0 % 100 < 60 }),
            // What counts to no hundred is no time of day, unless it is called so.
            whole.contains(where: { $0 >= 100 }) || (isNamed && words[hour] != .hour),
            isNamed || Self.runs(whole, in: days)
        else { return nil }
        columns.append(hour)
        hasClock = true
        return whole.map { "\(padded($0 / 100, to: 2)):\(padded($0 % 100, to: 2))" }
    }

    /// Hours behind a word for one, the same in all cells: `HE01`, `H1`, `Hour 1`.
    private func stemmedHours(_ place: Int) -> [Int]? {
        var stem: [UInt8]?
        var hours: [Int] = []
        for cell in table[place].cells {
            let start =
                cell.utf8.lastIndex { !(0x30...0x39).contains($0) }.map { cell.utf8.index(after: $0) }
                ?? cell.startIndex
            let (letters, digits) = (Array(cell.utf8[..<start]), cell.utf8[start...])
            guard (1...2).contains(digits.count), let hour = Int(String(decoding: digits, as: UTF8.self)), hour <= 24,
                letters == stem ?? letters
            else { return nil }
            stem = letters
            hours.append(hour)
        }
        guard let stem, TimeWord(String(decoding: stem, as: UTF8.self)) == .hour else { return nil }
        return hours
    }

    /// Whether numbers go up from row to row within each day, from the same one on.
    private static func runs(_ numbers: [Int], in days: [String]) -> Bool {
        var starts: [Int: Int] = [:]
        var steps: [Int: Int] = [:]
        for row in numbers.indices {
            if row == 0 || days[row] != days[row - 1] {
                starts[numbers[row], default: 0] += 1
            } else {
                steps[numbers[row] - numbers[row - 1], default: 0] += 1
            }
        }
        guard let (step, count) = steps.max(by: { $0.value < $1.value }), step > 0 else { return false }
        let all = steps.values.reduce(0, +)
        // From 0 to 23 or 1 to 24, or fewer of them: the first day may begin later, and of minutes an hour ends early.
        let isHours = count * 20 >= all * 19 || (step < 60 && steps.keys.allSatisfy { $0 == step || $0 == step + 40 })
        return isHours && (starts.values.max() ?? 0) * 2 >= starts.values.reduce(0, +)
            && (starts.keys.max() ?? 0) <= 2400
            && count + 1 > starts.values.reduce(0, +)
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

/// A part of a year as agencies write it: a letter, and two digits from 01 on.
///
/// The one behind the last part is the year's mean.
struct PeriodCode {
    let letter: Unicode.Scalar
    let number: Int

    init?(_ cell: String) {
        let bytes = Array(cell.lowercased().utf8)
        guard bytes.count == 3, let letter = bytes.first, "mqs".utf8.contains(letter),
            let number = Int(String(decoding: bytes[1...], as: UTF8.self)), number >= 1
        else { return nil }
        (self.letter, self.number) = (Unicode.Scalar(letter), number)
    }

    /// Whether it stands for the whole year.
    var isYear: Bool { number == (letter == "m" ? 13 : letter == "q" ? 5 : 3) }
}
