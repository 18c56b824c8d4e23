#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Where a moment stands in a cycle of the calendar, under the name that its option has.
///
/// As inputs it is two numbers, sin(2π·phase) and cos(2π·phase), so that the end of a cycle is next to its start.
package enum CalendarFeature: String, CaseIterable, Sendable {
    case minute
    case hour
    case weekday
    case monthday
    case yearday
    case month
    case quarter

    /// The part of the cycle that is over at a moment, from 0 up to 1.
    package func phase(at moment: Double) -> Double {
        let day = (moment / 86_400).rounded(.down)
        let second = moment - day * 86_400
        let date = CalendarDay(Int(day))
        return switch self {
        case .minute: second.truncatingRemainder(dividingBy: 3600) / 3600
        case .hour: second / 86_400
        case .weekday: Double(date.weekday) / 7
        case .monthday: Double(date.day - 1) / 31
        case .yearday: Double(date.yearday) / Double(date.yearLength)
        case .month: Double(date.month - 1) / 12
        case .quarter: Double((date.month - 1) / 3) / 4
        }
    }

    /// The sine and the cosine of the phase.
    package func coordinates(at moment: Double) -> (sine: Double, cosine: Double) {
        let angle = 2 * Double.pi * phase(at: moment)
        return (sin(angle), cos(angle))
    }
}

/// A day by its number, 0 being 1 January 1970.
///
/// Source: H. Hinnant, “chrono-Compatible Low-Level Date Algorithms”, 2021.
struct CalendarDay {
    let year: Int
    let month: Int
    let day: Int
    /// From 0, which is Monday.
    let weekday: Int
    private let number: Int

    init(_ number: Int) {
        self.number = number
        weekday = ((number + 3) % 7 + 7) % 7
        let shifted = number + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayFromMarch = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayFromMarch + 2) / 153
        day = dayFromMarch - (153 * monthFromMarch + 2) / 5 + 1
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// From 0, which is 1 January.
    var yearday: Int { number - start(of: year) }
    var yearLength: Int { start(of: year + 1) - start(of: year) }

    private func start(of year: Int) -> Int { dayNumber(year: year, month: 1, day: 1) ?? number }
}
