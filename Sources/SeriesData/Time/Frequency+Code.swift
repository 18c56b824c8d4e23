extension Frequency {
    /// The frequency as a short text that ``init(code:)`` reads back: `seconds 3600`, `days 7`, `business-days`,
    /// `months 1 31`, `months 3 last`, `steps 0.1`.
    package var code: String {
        switch self {
        case .seconds(let step): "seconds " + decimalText(step)
        case .days(let days): "days \(days)"
        case .businessDays: "business-days"
        case .months(let months, .number(let day)): "months \(months) \(day)"
        case .months(let months, .last): "months \(months) last"
        case .months(let months, .firstBusinessDay): "months \(months) first-business-day"
        case .months(let months, .lastBusinessDay): "months \(months) last-business-day"
        case .steps(let step): "steps " + decimalText(step)
        }
    }

    /// The frequency of a code; nil where it is none.
    package init?(code: String) {
        let words = code.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        if words == ["business-days"] {
            self = .businessDays
            return
        }
        guard words.count >= 2, let step = decimal(words[1]), step > 0 else { return nil }
        let whole = Int(exactly: step).flatMap { $0 <= Self.longestCalendarStep ? $0 : nil }
        switch (words[0], words.count, whole) {
        case ("seconds", 2, _): self = .seconds(step)
        case ("steps", 2, _): self = .steps(step)
        case ("days", 2, let days?): self = .days(days)
        case ("months", 3, let months?):
            guard let day = DayOfMonth(code: words[2]) else { return nil }
            self = .months(months, day)
        default: return nil
        }
    }

    /// As many days or months as the calendar has.
    private static let longestCalendarStep = 3_652_059
}

extension DayOfMonth {
    fileprivate init?(code: String) {
        switch code {
        case "last": self = .last
        case "first-business-day": self = .firstBusinessDay
        case "last-business-day": self = .lastBusinessDay
        default:
            guard let number = Int(code), (1...31).contains(number) else { return nil }
            self = .number(number)
        }
    }
}
