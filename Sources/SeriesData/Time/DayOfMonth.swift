/// Which day of its month a date is.
package enum DayOfMonth: Equatable, Hashable, Sendable {
    /// That number, or the last day of a month that is shorter.
    case number(Int)
    case last
    /// The first and the last that is no Saturday or Sunday.
    case firstBusinessDay
    case lastBusinessDay

    /// The number of that day.
    func dayNumber(year: Int, month: Int) -> Int {
        let length = CivilDate.length(ofMonth: month, in: year)
        func day(_ day: Int) -> CivilDate { CivilDate(year: year, month: month, day: day) }
        switch self {
        case .number(let number): return day(min(number, length)).dayNumber
        case .last: return day(length).dayNumber
        case .firstBusinessDay:
            let first = day(1)
            return first.dayNumber + [0, 0, 0, 0, 0, 2, 1][first.weekday]
        case .lastBusinessDay:
            let last = day(length)
            return last.dayNumber - [0, 0, 0, 0, 0, 1, 2][last.weekday]
        }
    }

    /// What is said of it beside the frequency.
    var remark: String {
        switch self {
        case .number: ""
        case .last: ", on the last day of the month"
        case .firstBusinessDay: ", on the first business day of the month"
        case .lastBusinessDay: ", on the last business day of the month"
        }
    }
}
