import SeriesData

/// When a series begins that is written as a start and values: the times of its values follow.
struct SeriesStart {
    private let start: Double
    private let frequency: Frequency
    private let form: DateForm

    /// - Parameters:
    ///   - text: The first moment.
    ///   - frequency: How far apart values are, in words as `monthly`, `half_hourly` or `10_minutes`; nil where the text of
    ///     the moment says it, as that of a period does.
    init?(_ text: String, frequency: String?) {
        var first = text
        // A week is written as its first and last day.
        let isWeek = text.utf8.count == 21 && text.utf8.dropFirst(10).first == UInt8(ascii: "/")
        if isWeek { first = String(text.prefix(10)) }
        let iso = DateText(first) != nil ? first : ForeignTime.iso(first)
        let year = first.utf8.count == 4 ? Int(first).flatMap { (1000...9999).contains($0) ? "\($0)-01-01" : nil } : nil
        guard let iso = iso ?? year, let start = DateText(iso)?.only else { return nil }
        self.start = start
        let day = Int((start / 86_400).rounded(.down))
        let found =
            frequency.flatMap { Self.frequency($0, day) }
            ?? (frequency == nil ? Self.frequency(ofPeriod: first, isWeek: isWeek, day) : nil)
        guard let found else { return nil }
        self.frequency = found
        form = DateForm(
            of: {
                if case .seconds = found { return [("2000-01-01T00:00:00", 946_684_800)] }
                return [("2000-01-01", 946_684_800)]
            }())
    }

    /// The time of a value, the first being 0.
    func text(_ step: Int) -> String { form.text(frequency.moment(start, plus: step)) }

    private static func frequency(_ words: String, _ day: Int) -> Frequency? {
        var count = 1
        var unit = ""
        for part in words.lowercased().split(whereSeparator: { "_- ".contains($0) }) {
            if let number = Int(part) {
                count = number
            } else if part == "half" {
                count = -2
            } else {
                unit = String(part)
            }
        }
        // 15T and 4H, as pandas has it.
        if words.utf8.first.map({ (0x30...0x39).contains($0) }) == true,
            unit.utf8.first.map({ (0x30...0x39).contains($0) }) == true
        {
            count = Int(unit.prefix { $0.isNumber }) ?? 1
            unit = String(unit.drop { $0.isNumber })
        }
        guard count == -2 || (1...100_000).contains(count) else { return nil }
        func seconds(_ unit: Double) -> Frequency { .seconds(count == -2 ? unit / 2 : unit * Double(count)) }
        let number = CivilDate(dayNumber: day).day
        guard count > 0 || unit.hasPrefix("hour") else { return nil }
        switch unit {
        case "secondly", "second", "seconds", "s", "sec": return seconds(1)
        case "minutely", "minute", "minutes", "t", "min": return seconds(60)
        case "hourly", "hour", "hours", "h": return seconds(3600)
        case "daily", "day", "days", "d": return .days(count)
        case "b", "business": return .businessDays
        case "weekly", "week", "weeks", "w": return .days(7 * count)
        case "monthly", "month", "months", "m", "ms", "me": return .months(count, .number(number))
        case "quarterly", "quarter", "quarters", "q", "qs", "qe": return .months(3 * count, .number(number))
        case "yearly", "year", "years", "y", "a", "ys", "ye", "annual": return .months(12 * count, .number(number))
        default: return nil
        }
    }

    /// What the text of a period says of its length: `2024` a year, `2024-03` a month, `2024-03-05 06:00` an hour.
    private static func frequency(ofPeriod text: String, isWeek: Bool, _ day: Int) -> Frequency? {
        if isWeek { return .days(7) }
        switch text.utf8.count {
        case 4: return .months(12, .number(1))
        case 6 where text.utf8.contains(UInt8(ascii: "Q")): return .months(3, .number(1))
        case 7: return .months(1, .number(1))
        case 10: return .days(1)
        case 16: return text.hasSuffix(":00") ? .seconds(3600) : .seconds(60)
        default: return nil
        }
    }
}
