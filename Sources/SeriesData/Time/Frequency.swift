import CSVTables

/// How far apart the rows of a series are.
package enum Frequency: Equatable, Hashable, Sendable {
    /// A fixed number of seconds.
    case seconds(Double)
    /// A number of days; seven are a week.
    case days(Int)
    /// Monday to Friday.
    case businessDays
    /// A number of months of the calendar; three are a quarter, twelve a year.
    case months(Int, DayOfMonth)
    /// A fixed difference of plain numbers.
    case steps(Double)

    /// The moment that is `count` steps after another, or before it; NaN where the calendar of the years 1 to 9999 has none.
    ///
    /// Units: seconds since the start of 1970, UTC; of plain numbers the number itself.
    package func moment(_ moment: Double, plus count: Int) -> Double {
        guard moment.isFinite, count.magnitude <= Self.mostSteps else { return .nan }
        let moved: Double
        switch self {
        case .steps(let step): return moment + step * Double(count)
        case .seconds(let step): moved = moment + step * Double(count)
        case .days(let days): moved = moment + Double(days) * 86_400 * Double(count)
        case .businessDays, .months:
            guard let (day, time) = Self.dayAndTime(moment), let newDay = self.day(day, plus: count) else {
                return .nan
            }
            moved = Double(newDay) * 86_400 + time
        }
        return CivilDate.moments.contains(moved) ? moved : .nan
    }

    /// How many steps `moment` is after `origin`; nil where it lies between two steps.
    package func steps(from origin: Double, to moment: Double) -> Int? {
        switch self {
        case .seconds(let step), .steps(let step): return Self.whole((moment - origin) / step)
        case .days(let days): return Self.whole((moment - origin) / (Double(days) * 86_400))
        case .businessDays, .months:
            guard let (first, firstTime) = Self.dayAndTime(origin), let (day, time) = Self.dayAndTime(moment),
                time == firstTime, let count = count(from: first, to: day), self.day(first, plus: count) == day
            else { return nil }
            return count
        }
    }

    /// The day that is so many steps after another; nil where `day` is none of the calendar's.
    private func day(_ day: Int, plus count: Int) -> Int? {
        switch self {
        case .businessDays:
            guard let index = Self.businessIndex(day) else { return nil }
            let moved = index + count
            let week = Int((Double(moved) / 5).rounded(.down))
            return week * 7 + moved - week * 5 - 3
        case .months(let months, let dayOfMonth):
            let month = Self.monthIndex(day) + months * count
            let year = Int((Double(month) / 12).rounded(.down))
            return dayOfMonth.dayNumber(year: year, month: month - year * 12 + 1)
        default: return nil
        }
    }

    private func count(from first: Int, to day: Int) -> Int? {
        switch self {
        case .businessDays:
            guard let start = Self.businessIndex(first), let end = Self.businessIndex(day) else { return nil }
            return end - start
        case .months(let months, _):
            let distance = Self.monthIndex(day) - Self.monthIndex(first)
            return distance.isMultiple(of: months) ? distance / months : nil
        default: return nil
        }
    }

    /// Beyond any horizon, and so small that months counted by it do not overflow.
    private static let mostSteps = 1_000_000_000

    /// A quotient that is whole to a hundredth.
    private static func whole(_ steps: Double) -> Int? {
        let whole = steps.rounded()
        return abs(steps - whole) <= 0.01 && whole.magnitude < 1e15 ? Int(whole) : nil
    }

    static func dayAndTime(_ moment: Double) -> (day: Int, time: Double)? {
        guard moment.magnitude < 1e15 else { return nil }
        let day = (moment / 86_400).rounded(.down)
        return (Int(day), moment - day * 86_400)
    }

    /// Days that are worked on, counted from Monday 29 December 1969, day −3; nil at a weekend.
    private static func businessIndex(_ day: Int) -> Int? {
        let week = Int((Double(day + 3) / 7).rounded(.down))
        let weekday = day + 3 - week * 7
        return weekday < 5 ? week * 5 + weekday : nil
    }

    static func monthIndex(_ day: Int) -> Int {
        let date = CivilDate(dayNumber: day)
        return date.year * 12 + date.month - 1
    }
}

extension Frequency {
    /// How many steps the usual seasons have, the shortest first; none where there is no usual one.
    package var seasons: [Int] {
        switch self {
        case .steps: []
        case .businessDays: [5]
        case .days(1): [7, 365]
        case .days(7): [52]
        case .days: []
        case .months(let months, _): months < 12 && 12.isMultiple(of: months) ? [12 / months] : []
        case .seconds(let step):
            [3600, 86_400, 604_800].compactMap { period in
                // A minute's season is the hour; an hour's is the day.
                let count = period / step
                let isWhole = count >= 4 && count <= Double(Self.mostSteps) && count.rounded() == count
                return isWhole && (period > 3600 || step < 60) ? Int(count) : nil
            }
        }
    }
}

extension Frequency: CustomStringConvertible {
    package var description: String {
        switch self {
        case .seconds(1): "every second"
        case .seconds(60): "every minute"
        case .seconds(3600): "hourly"
        case .seconds(let step):
            if step > 3600, step.remainder(dividingBy: 3600) == 0 {
                "every \(decimalText(step / 3600)) hours"
            } else if step > 60, step.remainder(dividingBy: 60) == 0 {
                "every \(decimalText(step / 60)) minutes"
            } else {
                "every \(decimalText(step)) seconds"
            }
        case .days(1): "daily"
        case .days(7): "weekly"
        case .days(let days): days.isMultiple(of: 7) ? "every \(days / 7) weeks" : "every \(days) days"
        case .businessDays: "every business day, Monday to Friday"
        case .months(let months, let day):
            ([1: "monthly", 3: "quarterly", 12: "yearly"][months] ?? "every \(months) months") + day.remark
        case .steps(let step): "every \(decimalText(step))"
        }
    }
}
