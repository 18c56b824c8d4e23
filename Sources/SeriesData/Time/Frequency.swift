#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

import CSVTables

/// How far apart the rows of a series are.
package enum Frequency: Equatable, Hashable, Sendable {
    /// A fixed number of seconds.
    case seconds(Double)
    /// A number of days; seven are a week.
    case days(Int)
    /// Monday to Friday.
    case businessDays
    /// Some days of each week, Monday being bit 0: other weeks with free days, as Monday to Saturday.
    case weekdays(Int)
    /// A number of months of the calendar; three are a quarter, twelve a year.
    case months(Int, DayOfMonth)
    /// A fixed difference of plain numbers.
    case steps(Double)
    /// A fixed number of seconds, or difference of numbers, of times that were rounded or cut to so coarse a unit that they lie
    /// beside their places.
    case rounded(Double, to: Double, areSeconds: Bool)

    /// The moment that is `count` steps after another, or before it; NaN where the calendar of the years 1 to 9999 has none.
    ///
    /// Units: seconds since the start of 1970, UTC; of plain numbers the number itself.
    package func moment(_ moment: Double, plus count: Int) -> Double {
        guard moment.isFinite, count.magnitude <= Self.mostSteps else { return .nan }
        let moved: Double
        switch self {
        case .steps(let step), .rounded(let step, to: _, areSeconds: false): return moment + step * Double(count)
        case .seconds(let step), .rounded(let step, to: _, areSeconds: true): moved = moment + step * Double(count)
        case .days(let days): moved = moment + Double(days) * 86_400 * Double(count)
        case .businessDays, .weekdays, .months:
            guard let (day, time) = Self.dayAndTime(moment), let newDay = self.day(day, plus: count) else {
                return .nan
            }
            moved = Double(newDay) * 86_400 + time
        }
        return CivilDate.moments.contains(moved) ? moved : .nan
    }

    /// How many steps `moment` is after `origin`; nil where it lies between two steps.
    ///
    /// A twentieth of a step aside is still on it. Steps that are no round number are the mean of times that were rounded, or
    /// that drift: there it is a third. Of times in coarse units it is one unit, and the least number of steps is said.
    package func steps(from origin: Double, to moment: Double) -> Int? { steps(from: origin, to: moment, within: nil) }

    /// The same to a part of a step that is given.
    func steps(from origin: Double, to moment: Double, within given: Double?) -> Int? {
        switch self {
        case .seconds(let step), .steps(let step):
            // What a Double cannot tell is no distance.
            let steps = (moment - origin) / step
            let blur = max(origin.magnitude, moment.magnitude).ulp / step
            if let near = Self.whole(steps, within: given ?? min(0.45, 0.05 + blur)) { return near }
            return given == nil && !Self.isRound(step) ? Self.whole(steps, within: min(0.45, 0.34 + blur)) : nil
        case .rounded(let step, to: let unit, areSeconds: _):
            let steps = (moment - origin) / step
            if let given { return Self.whole(steps, within: given) }
            let reach = 1.0001 * unit / step
            guard steps != 0 else { return 0 }
            let least = steps < 0 ? min(-1, (steps + reach).rounded(.down)) : max(1, (steps - reach).rounded(.up))
            return abs(least - steps) <= reach && least.magnitude < 1e15 ? Int(least) : nil
        case .days(let days): return Self.whole((moment - origin) / (Double(days) * 86_400), within: 0.01)
        case .businessDays, .weekdays, .months:
            guard let (first, firstTime) = Self.dayAndTime(origin), let (day, time) = Self.dayAndTime(moment),
                time == firstTime, let count = count(from: first, to: day), self.day(first, plus: count) == day
            else { return nil }
            return count
        }
    }

    /// A step, as its times can be told: of a unit so fine that they lie on its grid, the step alone.
    init(_ step: Double, to unit: Double, areSeconds: Bool) {
        // One row after another is a part of a unit early or late.
        let units = step / unit
        let beside = max(units - units.rounded(.down), units.rounded(.up) - units)
        if beside <= (Self.isRound(step) ? 0.05 : 0.34) * units {
            self = areSeconds ? .seconds(step) : .steps(step)
        } else {
            self = .rounded(step, to: unit, areSeconds: areSeconds)
        }
    }

    /// Whether a step has at most three digits, in seconds, minutes, hours or days.
    private static func isRound(_ step: Double) -> Bool {
        [1.0, 60, 3600, 86_400].contains { unit in
            let count = step / unit
            guard count > 0, count.isFinite else { return false }
            let digits = pow(10, (2 - log10(count).rounded(.down)))
            let scaled = count * digits
            return abs(scaled - scaled.rounded()) <= 1e-9 * scaled
        }
    }

    /// The day that is so many steps after another; nil where `day` is none of the calendar's.
    private func day(_ day: Int, plus count: Int) -> Int? {
        switch self {
        case .weekdays(let mask):
            guard let index = Self.weekIndex(day, mask) else { return nil }
            let moved = index + count
            let length = mask.nonzeroBitCount
            let week = Int((Double(moved) / Double(length)).rounded(.down))
            let days = (0..<7).filter { mask & 1 << $0 != 0 }
            return week * 7 + days[moved - week * length] - 3
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
        case .weekdays(let mask):
            guard let start = Self.weekIndex(first, mask), let end = Self.weekIndex(day, mask) else { return nil }
            return end - start
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

    /// A quotient that is nearly whole.
    private static func whole(_ steps: Double, within distance: Double) -> Int? {
        let whole = steps.rounded()
        return abs(steps - whole) <= distance && whole.magnitude < 1e15 ? Int(whole) : nil
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

    /// The days of weeks with free ones, counted; nil for a free one.
    static func weekIndex(_ day: Int, _ mask: Int) -> Int? {
        let week = Int((Double(day + 3) / 7).rounded(.down))
        let weekday = day + 3 - week * 7
        guard mask & 1 << weekday != 0 else { return nil }
        return week * mask.nonzeroBitCount + (mask & (1 << weekday - 1)).nonzeroBitCount
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
        case .steps(let step), .rounded(let step, to: _, areSeconds: false): Self.partsOfOne(step)
        case .businessDays: [5]
        case .weekdays(let mask): [mask.nonzeroBitCount]
        case .days(1): [7, 365]
        case .days(7): [52]
        case .days: []
        case .months(let months, _): months < 12 && 12.isMultiple(of: months) ? [12 / months] : []
        case .seconds(let step), .rounded(let step, to: _, areSeconds: true):
            [3600, 86_400, 604_800].compactMap { period in
                // A minute's season is the hour; an hour's is the day.
                let count = period / step
                let isWhole = count >= 4 && count <= Double(Self.mostSteps) && count.rounded() == count
                return isWhole && (period > 3600 || step < 60) ? Int(count) : nil
            }
        }
    }

    /// How many steps make up one, as months and weeks of years with decimals do; none where no whole number.
    private static func partsOfOne(_ step: Double) -> [Int] {
        guard step > 0, step < 0.6, step >= 1.0 / 400 else { return [] }
        let count = (1 / step).rounded()
        return abs(1 / step - count) <= 1e-3 * count && count >= 2 ? [Int(count)] : []
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
            } else if step < 1, step > 1e-9, abs(1 / step - (1 / step).rounded()) <= 1e-9 / step,
                decimalText(step).utf8.count > 10
            {
                "every 1/\(Int((1 / step).rounded())) seconds"
            } else {
                "every \(Self.text(of: step)) seconds"
            }
        case .days(1): "daily"
        case .days(7): "weekly"
        case .days(let days): days.isMultiple(of: 7) ? "every \(days / 7) weeks" : "every \(days) days"
        case .businessDays: "every business day, Monday to Friday"
        case .weekdays(let mask): Self.text(ofWeek: mask)
        case .months(let months, let day):
            ([1: "monthly", 3: "quarterly", 12: "yearly"][months] ?? "every \(months) months") + day.remark
        case .steps(let step), .rounded(let step, to: _, areSeconds: false): "every \(Self.text(of: step))"
        case .rounded(let step, to: _, areSeconds: true): Frequency.seconds(step).description
        }
    }

    /// A step as a decimal number, or as a fraction where that is much shorter.
    private static func text(of step: Double) -> String {
        let text = decimalText(step)
        guard text.utf8.count > 12, let (numerator, denominator) = Fraction.simplest(near: step) else { return text }
        return "\(numerator)/\(denominator)"
    }

    /// `Monday to Saturday`, or the days one by one.
    private static func text(ofWeek mask: Int) -> String {
        let count = mask.nonzeroBitCount
        let start = (0..<7).first { first in (0..<count).allSatisfy { mask & 1 << ((first + $0) % 7) != 0 } }
        let names = CivilDate.weekdayNames
        if count > 2, let start { return "\(names[start]) to \(names[(start + count - 1) % 7])" }
        let days = (0..<7).filter { mask & 1 << $0 != 0 }.map { names[$0] }
        return "every " + days.joined(separator: ", ")
    }
}
