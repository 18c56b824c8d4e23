import CSVTables

extension Frequency {
    /// A text that ``init(code:)`` reads back: `seconds 3600`, `days 7`, `business-days`, `weekdays 63` (Monday is 1, Tuesday 2, Wednesday 4 …, added), `months 1 day 31`, `steps 1`, `seconds 450 to 60`.
    package var code: String {
        switch self {
        case .seconds(let step): "seconds " + decimalText(step)
        case .days(let days): "days \(days)"
        case .businessDays: "business-days"
        case .weekdays(let mask): "weekdays \(mask)"
        case .months(let months, let day): "months \(months) " + day.code
        case .steps(let step): "steps " + decimalText(step)
        case .rounded(let step, to: let unit, let areSeconds):
            (areSeconds ? "seconds " : "steps ") + decimalText(step) + " to " + decimalText(unit)
        }
    }

    /// From the first day of the year 1 to the last of the year 9999; months and quarters are fewer.
    private static let mostDays = 3_652_059

    /// The frequency that ``code`` wrote; nil for any other text.
    package init?(code: String) {
        let words = code.split(separator: " ").map(String.init)
        let number = words.count > 1 ? decimal(words[1]) : nil
        let count = number.flatMap { Int(exactly: $0) }.flatMap { (1...Self.mostDays).contains($0) ? $0 : nil }
        switch (words.first, words.count) {
        case ("seconds", 4), ("steps", 4):
            guard let number, number > 0, words[2] == "to", let unit = decimal(words[3]), unit > 0, unit < 2 * number
            else { return nil }
            self = .rounded(number, to: unit, areSeconds: words[0] == "seconds")
        case ("business-days", 1): self = .businessDays
        case ("weekdays", 2):
            guard let count, count < 127, count.nonzeroBitCount > 1 else { return nil }
            self = .weekdays(count)
        case ("seconds", 2):
            guard let number, number > 0 else { return nil }
            self = .seconds(number)
        case ("steps", 2):
            guard let number, number > 0 else { return nil }
            self = .steps(number)
        case ("days", 2):
            guard let count else { return nil }
            self = .days(count)
        case ("months", 3...):
            guard let count, let day = DayOfMonth(code: words.dropFirst(2).joined(separator: " ")) else { return nil }
            self = .months(count, day)
        default: return nil
        }
    }
}

extension DayOfMonth {
    fileprivate var code: String {
        switch self {
        case .number(let number): "day \(number)"
        case .last: "last"
        case .firstBusinessDay: "first-business-day"
        case .lastBusinessDay: "last-business-day"
        }
    }

    fileprivate init?(code: String) {
        switch code {
        case "last": self = .last
        case "first-business-day": self = .firstBusinessDay
        case "last-business-day": self = .lastBusinessDay
        default:
            guard code.hasPrefix("day "), let number = Int(code.dropFirst(4)), (1...31).contains(number) else {
                return nil
            }
            self = .number(number)
        }
    }
}
