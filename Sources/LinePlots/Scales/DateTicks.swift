import SeriesData

/// The ticks of a date axis: at whole years, months, days, hours, minutes or seconds, as the span asks.
///
/// What neighbouring labels share (the year, the day) stands once, in a second row under the first of them.
struct DateTicks {
    /// Units: seconds since the start of 1970, UTC.
    let limits: DataLimits
    let mostIntervals: Int

    /// A distance of ticks.
    private enum Step {
        case seconds(Int)
        case days(Int)
        case weeks(Int)
        case months(Int)
        case years(Int)

        /// About how long it is.
        ///
        /// Units: seconds.
        var length: Double {
            switch self {
            case .seconds(let count): Double(count)
            case .days(let count): 86_400 * Double(count)
            case .weeks(let count): 604_800 * Double(count)
            case .months(let count): 2_629_746 * Double(count)
            case .years(let count): 31_556_952 * Double(count)
            }
        }
    }

    private static let steps: [Step] =
        [1, 2, 5, 10, 15, 30].map { .seconds($0) } + [1, 2, 5, 10, 15, 30].map { .seconds($0 * 60) }
        + [1, 2, 3, 6, 12].map { .seconds($0 * 3600) } + [.days(1), .days(2), .days(3), .weeks(1), .weeks(2)]
        + [1, 2, 3, 6].map { .months($0) } + [1, 2, 5].map { .years($0) }
        + [10, 100, 1000].flatMap { unit in [1, 2, 5].map { .years($0 * unit) } }

    /// Dates are drawn from year −9999 to 19999; beyond, numbers of seconds are.
    private static let drawn = -377_705_116_800.0...568_971_820_799.0

    /// A shorter span, in seconds, has no times that a clock tells apart, and digits without an end.
    private static let shortest = 1e-8

    /// The densest ticks that `fit`.
    func find(_ fit: (AxisTicks) -> Bool) -> AxisTicks? {
        guard Self.drawn.contains(limits.low), Self.drawn.contains(limits.high), limits.span > Self.shortest else {
            return AxisTicks(limits: limits, mostIntervals: mostIntervals, fit: fit)
        }
        if limits.span < 2 { return fractions(fit) }
        var sparse: AxisTicks?
        for step in Self.steps where limits.span / step.length <= Double(mostIntervals) + 1 {
            let moments = moments(step)
            guard moments.count >= 2 else { break }
            let ticks = ticks(moments, step)
            if fit(ticks) { return ticks }
            sparse = self.ticks([moments[0], moments[moments.count - 1]], step)
        }
        if let sparse, fit(sparse) { return sparse }
        return nil
    }

    /// Ticks at parts of seconds, as `12:00:00.25`.
    private func fractions(_ fit: (AxisTicks) -> Bool) -> AxisTicks? {
        let start = limits.low.rounded(.down)
        let rest = DataLimits(low: limits.low - start, high: limits.high - start)
        var number = TickStep.number(atMost: rest.span / Double(mostIntervals))
        var sparse: AxisTicks?
        while true {
            let step = TickStep(number: number)
            number += 1
            let counts = step.multiples(in: rest)
            if counts.count > mostIntervals + 1 { continue }
            guard counts.count >= 2 else { break }
            let ticks = ticks(counts, exponent: step.exponent, from: Int(start))
            if fit(ticks) { return ticks }
            sparse = self.ticks([counts[0], counts[counts.count - 1]], exponent: step.exponent, from: Int(start))
        }
        if let sparse, fit(sparse) { return sparse }
        return nil
    }

    private func ticks(_ counts: [Int], exponent: Int, from start: Int) -> AxisTicks {
        var (values, labels): ([Double], [[TextSpan]]) = ([], [])
        var contexts: [String?] = []
        var previous: String?
        for count in counts {
            let place = PowerOfTen.scaled(count, by: exponent)
            let moment = start + Int(place.rounded(.down))
            let date = CivilDate(dayNumber: Self.day(of: moment))
            let (label, context) = Self.texts(moment, date, .seconds(1), isOneMonth: false)
            let unit = exponent < 0 ? Int(PowerOfTen.value(-exponent)) : 1
            // The digits of what is left of a second, with their zeros.
            let digits = exponent < 0 ? String(String(unit + count % unit).dropFirst()) : ""
            values.append(Double(start) + place)
            labels.append([TextSpan(text: digits.isEmpty ? label : "\(label).\(digits)")])
            contexts.append(context == previous ? nil : context)
            previous = context
        }
        return AxisTicks(values: values, labels: TickLabels(labels, contexts: contexts))
    }

    /// The whole multiples of a step within the limits.
    private func moments(_ step: Step) -> [Int] {
        let (low, high) = (Int(limits.low.rounded(.up)), Int(limits.high.rounded(.down)))
        guard low <= high else { return [] }
        switch step {
        case .seconds(let length): return Self.multiples(of: length, low, high)
        case .days(let count): return Self.multiples(of: count * 86_400, low, high)
        // Day 4 was a Monday.
        case .weeks(let count):
            let monday = 4 * 86_400
            return Self.multiples(of: count * 604_800, low - monday, high - monday).map { $0 + monday }
        case .months(let count): return months(every: count, low, high)
        case .years(let count): return months(every: count * 12, low, high)
        }
    }

    private static func multiples(of step: Int, _ low: Int, _ high: Int) -> [Int] {
        let first = Int((Double(low) / Double(step)).rounded(.up))
        let last = Int((Double(high) / Double(step)).rounded(.down))
        return first <= last && last - first < 1000 ? (first...last).map { $0 * step } : []
    }

    private func months(every count: Int, _ low: Int, _ high: Int) -> [Int] {
        let first = CivilDate(dayNumber: Self.day(of: low))
        var month = first.year * 12 + first.month - 1
        month -= ((month % count) + count) % count
        var moments: [Int] = []
        while true {
            let year = Int((Double(month) / 12).rounded(.down))
            let moment = CivilDate(year: year, month: month - year * 12 + 1, day: 1).dayNumber * 86_400
            if moment > high { return moments }
            if moment >= low { moments.append(moment) }
            month += count
        }
    }

    private static func day(of moment: Int) -> Int {
        Int((Double(moment) / 86_400).rounded(.down))
    }

    private func ticks(_ moments: [Int], _ step: Step) -> AxisTicks {
        let dates = moments.map { CivilDate(dayNumber: Self.day(of: $0)) }
        let isOneMonth = dates.allSatisfy { $0.year == dates[0].year && $0.month == dates[0].month }
        var labels: [String] = []
        var contexts: [String?] = []
        var previous: String?
        for (moment, date) in zip(moments, dates) {
            let (label, context) = Self.texts(moment, date, step, isOneMonth: isOneMonth)
            labels.append(label)
            contexts.append(context == previous ? nil : context)
            previous = context
        }
        return AxisTicks(
            values: moments.map(Double.init),
            labels: TickLabels(
                labels.map { [TextSpan(text: $0)] }, contexts: contexts.allSatisfy { $0 == nil } ? [] : contexts))
    }

    private static func texts(
        _ moment: Int, _ date: CivilDate, _ step: Step, isOneMonth: Bool
    ) -> (label: String, context: String?) {
        let minus = date.year < 0 ? TickLabels.minus : ""
        let year = minus + String(abs(date.year))
        switch step {
        case .years: return (year, nil)
        case .months: return (date.monthName, year)
        case .days, .weeks:
            return isOneMonth
                ? ("\(date.day)", "\(date.monthName) \(year)") : ("\(date.monthName) \(date.day)", year)
        case .seconds(let length):
            let second = moment - day(of: moment) * 86_400
            let parts =
                length < 60 ? [second / 3600, second / 60 % 60, second % 60] : [second / 3600, second / 60 % 60]
            let label = parts.map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
            return (label, "\(date.monthName) \(date.day), \(year)")
        }
    }
}
