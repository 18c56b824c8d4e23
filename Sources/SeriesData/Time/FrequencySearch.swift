#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Finds how far apart moments are.
///
/// The step is the commonest difference, of the calendar where all moments are at one time of day. It is taken if half of
/// the differences or more are one step, and 19 of 20 moments lie on the grid that it makes.
struct FrequencySearch {
    /// A step, a moment on the grid of its steps, and how many moments lie on that.
    struct Finding {
        let frequency: Frequency
        let origin: Double
        let count: Int
    }

    /// In ascending order, each once.
    private let moments: [Double]

    init(_ moments: [Double]) {
        self.moments = moments
    }

    /// The step of dates; nil where there is none.
    func ofDates() -> Finding? {
        guard moments.count >= 2, let (_, time) = Frequency.dayAndTime(moments[0]) else { return nil }
        var days: [Int] = []
        for moment in moments {
            guard let (day, ofDay) = Frequency.dayAndTime(moment), ofDay == time else { break }
            days.append(day)
        }
        let ofSeconds = Self.commonest(differences).map { Frequency.seconds(refined($0)) }
        let candidates = days.count == moments.count ? Self.calendar(days) : [ofSeconds].compactMap(\.self)
        return best(of: candidates)
    }

    /// The step of plain numbers; nil where there is none.
    func ofNumbers() -> Finding? {
        let differences = differences
        guard let step = Self.commonest(differences), let first = moments.first, let last = moments.last,
            (last - first).isFinite
        else { return nil }
        // Numbers that were rounded differ in their last digits.
        let mean = (last - first) / Double(differences.count)
        let isRounded = differences.allSatisfy { abs($0 - mean) <= 0.005 * mean }
        return best(of: [.steps(refined(isRounded ? mean : step))])
    }

    private var differences: [Double] { zip(moments, moments.dropFirst()).map { $1 - $0 } }

    /// Steps of whole days and months that may fit.
    private static func calendar(_ days: [Int]) -> [Frequency] {
        let months = days.map(Frequency.monthIndex)
        var candidates: [Frequency] = []
        if let step = commonest(zip(months, months.dropFirst()).map { Double($1 - $0) }), step >= 1 {
            let number = days.reduce(1) { max($0, CivilDate(dayNumber: $1).day) }
            candidates += [.last, .number(number), .firstBusinessDay, .lastBusinessDay].map {
                .months(Int(step), $0)
            }
        }
        if let step = commonest(zip(days, days.dropFirst()).map { Double($1 - $0) }) {
            let isWorkdays = days.allSatisfy { CivilDate(dayNumber: $0).weekday < 5 }
            if step == 1, isWorkdays, let first = days.first, let last = days.last, last - first >= 7 {
                candidates.append(.businessDays)
            }
            candidates.append(.days(Int(step)))
        }
        return candidates
    }

    /// The candidate with most moments on its grid, the first of equals.
    private func best(of candidates: [Frequency]) -> Finding? {
        var best: Finding?
        for frequency in candidates {
            for origin in [moments[0], moments[moments.count / 2]] {
                let steps = moments.map { frequency.steps(from: origin, to: $0) }
                let count = steps.count { $0 != nil }
                let neighbours = zip(steps, steps.dropFirst()).count { first, second in
                    guard let first, let second else { return false }
                    return second - first == 1
                }
                guard count * 20 >= moments.count * 19, neighbours * 2 >= moments.count - 1 else { continue }
                if count > best?.count ?? 0 { best = Finding(frequency: frequency, origin: origin, count: count) }
                if count == moments.count { return best }
            }
        }
        return best
    }

    /// The middle of the largest group of differences that are equal to a hundred-thousandth.
    private static func commonest(_ differences: [Double]) -> Double? {
        let sorted = differences.sorted()
        var best: Range<Int> = 0..<0
        var start = 0
        for index in sorted.indices {
            if sorted[index] - sorted[start] > 1e-5 * sorted[start] { start = index }
            if index + 1 - start > best.count { best = start..<(index + 1) }
        }
        return best.isEmpty ? nil : sorted[(best.lowerBound + best.upperBound) / 2]
    }

    /// The step over the whole length, so that it is not the rounding of one difference; short if it is nearly so.
    private func refined(_ step: Double) -> Double {
        guard let first = moments.first, let last = moments.last, step > 0 else { return step }
        let count = ((last - first) / step).rounded()
        var refined = step
        if count >= 1, abs((last - first) / step - count) < 0.1 { refined = (last - first) / count }
        let unit = pow(10, 9 - log10(refined).rounded(.down))
        let short = (refined * unit).rounded() / unit
        return abs(short - refined) <= 1e-8 * refined ? short : refined
    }
}
