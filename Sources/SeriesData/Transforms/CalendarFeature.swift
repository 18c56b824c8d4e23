import CFunctions

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
        let date = CivilDate(dayNumber: Int(day))
        return switch self {
        case .minute: second.truncatingRemainder(dividingBy: 3600) / 3600
        case .hour: second / 86_400
        case .weekday: Double(date.weekday) / 7
        case .monthday: Double(date.day - 1) / 31
        case .yearday: Self.partOfYear(before: date)
        case .month: Double(date.month - 1) / 12
        case .quarter: Double((date.month - 1) / 3) / 4
        }
    }

    private static func partOfYear(before date: CivilDate) -> Double {
        let start = CivilDate(year: date.year, month: 1, day: 1).dayNumber
        let end = CivilDate(year: date.year + 1, month: 1, day: 1).dayNumber
        return Double(date.dayNumber - start) / Double(end - start)
    }

    /// The sine and the cosine of the phase.
    package func coordinates(at moment: Double) -> (sine: Double, cosine: Double) {
        let angle = 2 * Double.pi * phase(at: moment)
        return (cf_sin(angle), cf_cos(angle))
    }
}
