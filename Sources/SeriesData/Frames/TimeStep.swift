/// The step from one row's time to the next.
package enum TimeStep: Equatable, Sendable, CustomStringConvertible {
    /// Of whole numbers.
    case count(Double)
    case seconds(Double)
    case months(Int)

    /// The step of ascending times: the smallest one that occurs; nil where there are fewer than two.
    init?(of times: [Double], areDates: Bool) {
        let steps = zip(times, times.dropFirst()).map { $1 - $0 }
        guard let least = steps.min(), least > 0 else { return nil }
        guard areDates else {
            self = .count(least)
            return
        }
        if let months = Self.months(between: times) {
            self = .months(months)
        } else {
            self = .seconds(least)
        }
    }

    /// The text that ``description`` gave; nil where it is none.
    package init?(_ text: String) {
        let words = text.split(separator: " ")
        guard let number = words.first.flatMap({ decimal(String($0)) }), number > 0, words.count <= 2 else { return nil }
        switch words.dropFirst().first {
        case nil: self = .count(number)
        case "seconds": self = .seconds(number)
        case "months":
            guard let months = Int(exactly: number) else { return nil }
            self = .months(months)
        default: return nil
        }
    }

    package var description: String {
        switch self {
        case .count(let count): decimalText(count)
        case .seconds(let seconds): decimalText(seconds) + " seconds"
        case .months(let months): "\(months) months"
        }
    }

    /// The time so many steps after `time`.
    func time(_ steps: Int, after time: Double) -> Double {
        switch self {
        case .count(let step), .seconds(let step): return time + Double(steps) * step
        case .months(let step):
            let day = (time / 86_400).rounded(.down)
            let date = CalendarDay(Int(day))
            let months = date.year * 12 + date.month - 1 + steps * step
            let start = dayNumber(year: months / 12, month: months % 12 + 1, day: 1) ?? Int(day)
            return Double(start + date.day - 1) * 86_400 + (time - day * 86_400)
        }
    }

    /// How many steps lie between two times; nil where it is no whole number.
    func count(from start: Double, to end: Double) -> Int? {
        let steps: Double
        switch self {
        case .count(let step), .seconds(let step): steps = (end - start) / step
        case .months(let step):
            steps = ((end - start) / 86_400 / 30.436875 / Double(step)).rounded()
            guard steps.magnitude < 1e9, time(Int(steps), after: start) == end else { return nil }
        }
        return Int(exactly: steps)
    }

    /// The least number of months between moments that all stand on the same day of their month, at most the 28th.
    private static func months(between times: [Double]) -> Int? {
        var least: Int?
        var previous: (month: Int, place: Double)?
        for time in times {
            let day = (time / 86_400).rounded(.down)
            let date = CalendarDay(Int(day))
            let place = time - (day - Double(date.day - 1)) * 86_400
            let month = date.year * 12 + date.month
            if date.day > 28 { return nil }
            if let previous {
                guard place == previous.place, month > previous.month else { return nil }
                least = min(least ?? .max, month - previous.month)
            }
            previous = (month, place)
        }
        return least
    }
}
