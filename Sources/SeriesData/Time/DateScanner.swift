/// Reads the parts of a date from the bytes of a cell.
struct DateScanner {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var next = 0
    /// How many decimals of a second were read, and the billionths of a second that they are.
    private(set) var fractionDigits = 0
    private(set) var billionths = 0
    /// Whether seconds were read.
    private(set) var hasSeconds = false
    /// The seconds that the clock is ahead of UTC; nil where nothing was said of it.
    private(set) var clockOffset: Double?

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { next == bytes.count }

    /// The numbers of the day that is meant, with the month first and with the day first.
    mutating func day() -> (monthFirst: Int?, dayFirst: Int?)? {
        skipWeekday()
        if let month = monthName() { return both(afterMonth(month)) }
        if let month = quarter() {
            guard skip(" ") || skip("-") || skip("/"), let year = number(digits: 4...4) else { return nil }
            return both(dayNumber(year: year.value, month: month, day: 1))
        }
        guard let first = number(digits: 1...4) else { return nil }
        if first.digits == 4, let month = monthNameAfterYear() ?? monthAfterM() ?? quarterAfterYear() {
            return both(dayNumber(year: first.value, month: month, day: 1))
        }
        if first.digits == 4, let week = weekAfterYear() { return both(monday(year: first.value, week: week)) }
        if first.digits == 4, let rest = compactDay() {
            return both(dayNumber(year: first.value, month: rest / 100, day: rest % 100))
        }
        if skip(" ") || (first.digits <= 2 && isLetter(after: "-") && skip("-")) {
            guard first.digits <= 2, let month = monthName(), skip(" ") || skip("-"), let year = number(digits: 4...4)
            else { return nil }
            return both(dayNumber(year: year.value, month: month, day: first.value))
        }
        guard let separator = ["-", "/", "."].first(where: { skip($0) }), let second = number(digits: 1...2) else {
            return nil
        }
        if first.digits == 4 {
            guard separator != ".", skip(separator) else {
                // A month alone is its first day.
                return separator == "-" ? both(dayNumber(year: first.value, month: second.value, day: 1)) : nil
            }
            guard let third = number(digits: 1...2) else { return nil }
            return both(dayNumber(year: first.value, month: second.value, day: third.value))
        }
        guard first.digits <= 2, skip(separator), let year = number(digits: 4...4) else { return nil }
        let dayFirst = dayNumber(year: year.value, month: second.value, day: first.value)
        guard separator != "." else { return both(dayFirst) }
        let monthFirst = dayNumber(year: year.value, month: first.value, day: second.value)
        return monthFirst == nil && dayFirst == nil ? nil : (monthFirst, dayFirst)
    }

    /// The seconds of a time of day in UTC.
    mutating func time() -> Double? {
        guard let hour = number(digits: 1...2), hour.value <= 24, skip(":"), let minute = number(digits: 2...2),
            minute.value < 60
        else { return nil }
        var seconds = Double(hour.value * 3600 + minute.value * 60)
        if skip(":") {
            guard let second = number(digits: 2...2), second.value <= 60 else { return nil }
            seconds += Double(second.value)
            hasSeconds = true
            if skip(".") || skip(",") {
                guard let fraction = number(digits: 1...9) else { return nil }
                seconds += Double(fraction.value) / (0..<fraction.digits).reduce(1.0) { power, _ in power * 10 }
                fractionDigits = fraction.digits
                billionths = (fraction.digits..<9).reduce(fraction.value) { value, _ in value * 10 }
            }
        }
        if let half = halfOfDay() {
            guard (1...12).contains(hour.value) else { return nil }
            seconds += Double(half - (hour.value == 12 ? 12 : 0)) * 3600
        }
        guard seconds <= 86_400, let offset = offset() else { return nil }
        return seconds - offset
    }

    /// The moment of seconds since the start of 1970 with decimals, `1577836800.123456789`, or of billionths of them,
    /// `1577836800123456789`, of the years 1990 to 2100; nil for any other text.
    mutating func epoch() -> (seconds: Double, isBillionths: Bool)? {
        let range = 631_152_000...4_102_444_800
        var digits = 0
        var value = 0
        while next < bytes.count, digits < 20, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[next]) {
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            if overflow { return nil }
            value = product &+ Int(bytes[next] - UInt8(ascii: "0"))
            if value < 0 { return nil }
            (digits, next) = (digits + 1, next + 1)
        }
        if isAtEnd {
            guard digits == 18 || digits == 19, range.contains(value / 1_000_000_000) else { return nil }
            (fractionDigits, billionths) = (9, value % 1_000_000_000)
            return (Double(value / 1_000_000_000) + Double(billionths) / 1e9, true)
        }
        guard digits == 9 || digits == 10, range.contains(value), skip("."), let fraction = number(digits: 1...9),
            isAtEnd
        else {
            return nil
        }
        fractionDigits = fraction.digits
        billionths = (fraction.digits..<9).reduce(fraction.value) { value, _ in value * 10 }
        return (Double(value) + Double(billionths) / 1e9, false)
    }

    /// The seconds of a time of day in UTC that is written without colons: `0607`, `060708`.
    mutating func compactTime() -> Double? {
        guard let clock = number(digits: 4...4), clock.value / 100 < 24, clock.value % 100 < 60 else { return nil }
        let second = number(digits: 2...2)
        guard (second?.value ?? 0) < 60, let offset = offset() else { return nil }
        return Double(clock.value / 100 * 3600 + clock.value % 100 * 60 + (second?.value ?? 0)) - offset
    }

    /// The hours that come on top after noon: 0 of `AM`, 12 of `PM`; without either, nothing is read.
    private mutating func halfOfDay() -> Int? {
        var ahead = self
        _ = ahead.skip(" ")
        let isAfterNoon = ahead.skip("P") || ahead.skip("p")
        guard isAfterNoon || ahead.skip("A") || ahead.skip("a"), ahead.skip("M") || ahead.skip("m") else { return nil }
        self = ahead
        return isAfterNoon ? 12 : 0
    }

    mutating func skipTimeSeparator() -> Bool { skip("T") || skip("t") || skip(" ") }

    /// The seconds that the clock is ahead of UTC; 0 where nothing is said of it.
    mutating func offset() -> Double? {
        if isAtEnd { return 0 }
        let offset = readOffset()
        clockOffset = offset
        return offset
    }

    private mutating func readOffset() -> Double? {
        if skip("Z") || skip("z") { return 0 }
        _ = skip(" ")
        if skip("U") { return skip("T") && skip("C") ? 0 : nil }
        let isAhead = skip("+")
        guard isAhead || skip("-"), let hours = number(digits: 2...2), hours.value <= 14 else { return nil }
        var minutes = 0
        if !isAtEnd {
            _ = skip(":")
            guard let found = number(digits: 2...2), found.value < 60 else { return nil }
            minutes = found.value
        }
        let seconds = Double(hours.value * 3600 + minutes * 60)
        return isAhead ? seconds : -seconds
    }

    /// What follows a month's name: `2024`, or `5, 2024`.
    private mutating func afterMonth(_ month: Int) -> Int? {
        guard skip(" ") || skip("-"), let first = number(digits: 1...4) else { return nil }
        if first.digits == 4 { return dayNumber(year: first.value, month: month, day: 1) }
        let hasComma = skip(",")
        guard skip(" ") || (!hasComma && skip("-")), let year = number(digits: 4...4) else { return nil }
        return dayNumber(year: year.value, month: month, day: first.value)
    }

    /// The first month of a quarter: `Q3`.
    private mutating func quarter() -> Int? {
        guard next + 1 < bytes.count, bytes[next] | 0x20 == UInt8(ascii: "q"),
            (UInt8(ascii: "1")...UInt8(ascii: "4")).contains(bytes[next + 1])
        else { return nil }
        next += 2
        return Int(bytes[next - 1] - UInt8(ascii: "1")) * 3 + 1
    }

    /// The month of `1991 Jul` or `1991-Jul`; without one, nothing is read.
    private mutating func monthNameAfterYear() -> Int? {
        var ahead = self
        guard ahead.skip(" ") || ahead.skip("-"), let month = ahead.monthName() else { return nil }
        self = ahead
        return month
    }

    /// The first month of a quarter, perhaps after a space or a hyphen; without one, nothing is read.
    private mutating func quarterAfterYear() -> Int? {
        var ahead = self
        if !ahead.skip(" ") { _ = ahead.skip("-") }
        guard let month = ahead.quarter() else { return nil }
        self = ahead
        return month
    }

    /// The month of `1991M07`; without one, nothing is read.
    private mutating func monthAfterM() -> Int? {
        var ahead = self
        guard ahead.skip("M"), let month = ahead.number(digits: 1...2) else { return nil }
        self = ahead
        return month.value
    }

    /// The week of `1991-W07` or `1991W07`; without one, nothing is read.
    private mutating func weekAfterYear() -> Int? {
        var ahead = self
        _ = ahead.skip("-")
        guard ahead.skip("W"), let week = ahead.number(digits: 2...2) else { return nil }
        self = ahead
        return week.value
    }

    /// The month and day of `19910705T…`, as 705; without a time of day after them, nothing is read.
    private mutating func compactDay() -> Int? {
        var ahead = self
        guard let rest = ahead.number(digits: 4...4) else { return nil }
        var behind = ahead
        guard behind.skipTimeSeparator() else { return nil }
        self = ahead
        return rest.value
    }

    /// The Monday of a week, of the years 1 to 9999; nil where the year has no such week.
    private func monday(year: Int, week: Int) -> Int? {
        guard (1...9999).contains(year), week >= 1 else { return nil }
        let day = CivilDate.monday(ofWeek: week, in: year)
        return CivilDate(dayNumber: day).week == CivilDate.Week(year: year, number: week) ? day : nil
    }

    /// Skips `Monday, ` or `Mon `, where a date follows.
    private mutating func skipWeekday() {
        guard next < bytes.count, Self.isLetter(bytes[next]) else { return }
        var end = next
        while end < bytes.count, Self.isLetter(bytes[end]) { end += 1 }
        let word = bytes[next..<end].map { $0 | 0x20 }
        guard
            CivilDate.weekdayNames.contains(where: { name in
                let letters = name.utf8.map { $0 | 0x20 }
                return word == letters || word == Array(letters.prefix(3))
            })
        else { return }
        var ahead = self
        ahead.next = end
        _ = ahead.skip(",")
        if ahead.skip(" ") { self = ahead }
    }

    private func dayNumber(year: Int, month: Int, day: Int) -> Int? {
        CivilDate(checkedYear: year, month: month, day: day)?.dayNumber
    }

    private func both(_ day: Int?) -> (monthFirst: Int?, dayFirst: Int?)? {
        day.map { ($0, $0) }
    }

    /// The number of a month by its English name or the first three letters of it.
    private mutating func monthName() -> Int? {
        guard next < bytes.count, Self.isLetter(bytes[next]) else { return nil }
        var end = next
        while end < bytes.count, Self.isLetter(bytes[end]) { end += 1 }
        guard end - next >= 3 else { return nil }
        let word = bytes[next..<end].map { $0 | 0x20 }
        let found = CivilDate.longMonthNames.firstIndex { name in
            let letters = name.utf8.map { $0 | 0x20 }
            return word == letters || word == Array(letters.prefix(3))
        }
        guard let found else { return nil }
        next = end
        return found + 1
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private func isLetter(after separator: Unicode.Scalar) -> Bool {
        next + 1 < bytes.count && bytes[next] == UInt8(ascii: separator) && Self.isLetter(bytes[next + 1])
    }

    private mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard next < bytes.count, bytes[next] == UInt8(ascii: character) else { return false }
        next += 1
        return true
    }

    /// A number of so many digits.
    private mutating func number(digits: ClosedRange<Int>) -> (value: Int, digits: Int)? {
        var value = 0
        let start = next
        while next < bytes.count, next - start < digits.upperBound,
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[next])
        {
            value = value * 10 + Int(bytes[next] - UInt8(ascii: "0"))
            next += 1
        }
        return digits.contains(next - start) ? (value, next - start) : nil
    }
}
