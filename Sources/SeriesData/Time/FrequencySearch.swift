#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Finds how far apart moments are.
///
/// A step that is a fraction of the unit that times were rounded to is found by ``RoundedSteps``. Else it is the commonest
/// difference, of the calendar where all moments are at one time of day; where moments jitter, the round number within a thousandth of the mean, or else the simplest one that the mean allows. It is taken if
/// half of the differences or more are one step, and 19 of 20 moments lie on the grid that it makes.
struct FrequencySearch {
    /// A step, a moment on the grid of its steps, and how many moments lie on that.
    struct Finding {
        let frequency: Frequency
        let origin: Double
        let count: Int
        /// Where times were rounded: how far after the origin the first place is, and how far beside its place a moment may
        /// be, in parts of a step.
        var rounding: (shift: Double, reach: Double)?

        /// How many steps a moment is after the origin; nil where it lies between two.
        func steps(to moment: Double) -> Int? {
            guard let rounding else { return frequency.steps(from: origin, to: moment) }
            return frequency.steps(from: rounding.shift, to: moment - origin, within: rounding.reach)
        }
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
        if days.count == moments.count {
            return best(of: Self.calendar(days)) ?? rounded(to: [.whole(86_400)], areSeconds: true)
        }
        if let rounded = rounded(to: Self.secondUnits, areSeconds: true) { return rounded }
        let ofSeconds = Self.commonest(differences).map { Frequency.seconds(refined($0)) }
        let found = best(of: [ofSeconds].compactMap(\.self), within: 0.01)
        if let found, isExact(found) { return shortened(found) }
        let other = best(of: meanSteps(units: [1, 60, 3600, 86_400]).map { .seconds($0) })
        return (other?.count ?? 0) >= (found?.count ?? 0) ? other : found
    }

    /// What is found of ``EvenTimes`` that begin and end as these moments do.
    func ofEven(_ step: Double, count: Int, areDates: Bool) -> Finding {
        let step = refined(step)
        let found = Finding(frequency: areDates ? .seconds(step) : .steps(step), origin: moments[0], count: count)
        return areDates ? shortened(found) : simplified(found)
    }

    /// What dates are whole multiples of; a Double holds millionths of a second.
    private static let secondUnits: [RoundedSteps.Unit] =
        [.whole(3600), .whole(60), .whole(1)] + tens(6).map { .part($0) }
    private static let numberUnits: [RoundedSteps.Unit] = [.whole(1)] + tens(15).map { .part($0) }

    private static func tens(_ count: Int) -> [Double] {
        (1...count).map { digits in (0..<digits).reduce(1.0) { power, _ in power * 10 } }
    }

    private func rounded(to units: [RoundedSteps.Unit], areSeconds: Bool) -> Finding? {
        RoundedSteps(moments, units: units, perSecond: areSeconds).map { found in
            let blur = 2 * max(moments[0].magnitude, moments[moments.count - 1].magnitude).ulp
            return Finding(
                frequency: Frequency(found.step, to: found.unit.size, areSeconds: areSeconds), origin: moments[0],
                count: moments.count,
                rounding: (
                    found.shift * found.unit.size, min(0.4999, (found.reach * found.unit.size + blur) / found.step)
                ))
        }
    }

    /// The step of plain numbers; nil where there is none.
    func ofNumbers() -> Finding? {
        if let first = moments.first, let last = moments.last, (last - first).isFinite,
            let rounded = rounded(to: Self.numberUnits, areSeconds: false)
        {
            return rounded
        }
        let differences = differences
        guard let step = Self.commonest(differences), let first = moments.first, let last = moments.last,
            (last - first).isFinite
        else { return nil }
        // Numbers that were rounded differ in their last digits.
        let mean = (last - first) / Double(differences.count)
        let isRounded = differences.allSatisfy { abs($0 - mean) <= 0.005 * mean }
        let usual = Frequency.steps(refined(isRounded ? mean : step))
        return best(of: [usual], within: 0.01).map(simplified) ?? best(of: meanSteps(units: [1]).map { .steps($0) })
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
            if let mask = freeDays(days) { candidates.append(.weekdays(mask)) }
            candidates.append(.days(Int(step)))
        }
        return candidates
    }

    /// The same with the fraction that the step over the whole length is, to what a Double tells: a twelfth of a year.
    private func simplified(_ finding: Finding) -> Finding {
        guard case .steps(let step) = finding.frequency, let first = moments.first, let last = moments.last else {
            return finding
        }
        let count = max(1, ((last - first) / step).rounded())
        let mean = (last - first) / count
        let slack = max(2 * max(first.magnitude, last.magnitude).ulp / count, 2 * mean.ulp)
        guard abs(mean - step) <= 1e-8 * step,
            let (numerator, denominator) = Fraction.simplest(near: mean, within: slack)
        else { return finding }
        let frequency = Frequency.steps(Double(numerator) / Double(denominator))
        return Finding(frequency: frequency, origin: finding.origin, count: finding.count)
    }

    /// The same with the simplest step that the first and the last moment allow.
    private func shortened(_ finding: Finding) -> Finding {
        guard case .seconds(let step) = finding.frequency, let first = moments.first, let last = moments.last else {
            return finding
        }
        let count = max(1, ((last - first) / step).rounded())
        let slack = 2 * max(first.magnitude, last.magnitude).ulp / count
        let simplest = Self.simplest(from: step - slack, to: step + slack)
        return Finding(frequency: .seconds(simplest), origin: finding.origin, count: finding.count)
    }

    /// Whether all moments on a grid lie there to what a Double, and a step written with few digits, can tell.
    private func isExact(_ finding: Finding) -> Bool {
        guard case .seconds(let step) = finding.frequency else { return true }
        let blur = max(moments[0].magnitude, moments[moments.count - 1].magnitude).ulp
        let near = min(0.01, 1e-6 + 2 * blur / step)
        let count = moments.count { finding.frequency.steps(from: finding.origin, to: $0, within: near) != nil }
        return count * 20 >= finding.count * 19
    }

    /// The days of the week that are there, where others never are, in three weeks or more; nil where it is one, all or Monday
    /// to Friday.
    private static func freeDays(_ days: [Int]) -> Int? {
        guard let first = days.first, let last = days.last, last - first >= 21 else { return nil }
        var mask = 0
        for day in days { mask |= 1 << CivilDate(dayNumber: day).weekday }
        guard mask != 127, mask != 31, mask.nonzeroBitCount > 1 else { return nil }
        let indices = days.compactMap { Frequency.weekIndex($0, mask) }
        // As many days as there are weeks of them, nearly.
        let followers = zip(indices, indices.dropFirst()).count { $1 - $0 == 1 }
        return followers * 10 >= (indices.count - 1) * 9 ? mask : nil
    }

    /// Steps that the mean distance allows: the round one within a thousandth, the shortest number, the mean itself.
    ///
    /// Over K steps, of which each end is known to the greatest deviation J of a difference, the mean is known to 2·J/K.
    private func meanSteps(units: [Double]) -> [Double] {
        let differences = differences
        let sorted = differences.sorted()
        guard sorted.count >= 4, var step = Optional(sorted[sorted.count / 2]), step > 0 else { return [] }
        var (count, deviation) = (0.0, 0.0)
        for _ in 0..<3 {
            var sum = 0.0
            (count, deviation) = (0, 0)
            for difference in differences {
                let steps = max(1, (difference / step).rounded())
                guard abs(difference / step - steps) < 0.4 else { continue }
                sum += difference
                count += steps
                deviation = max(deviation, abs(difference - steps * step))
            }
            guard count > 0 else { return [] }
            step = sum / count
        }
        let blur = max(moments[0].magnitude, moments[moments.count - 1].magnitude).ulp
        let slack = 2 * (deviation + blur) / count
        var steps: [Double] = []
        for unit in units.reversed() where step >= unit || unit == 1 {
            let round = Self.short(step / unit, digits: 2) * unit
            if round > 0, abs(round - step) <= 1e-3 * step { steps.append(round) }
        }
        return steps + [Self.simplest(from: step - slack, to: step + slack), step]
    }

    /// A number cut to so many digits.
    private static func short(_ number: Double, digits: Int) -> Double {
        let unit = pow(10, Double(digits) - 1 - log10(number).rounded(.down))
        return (number * unit).rounded() / unit
    }

    /// The simplest number between two: the decimal of fewest digits, or a fraction of a much smaller denominator, as 1/24.
    private static func simplest(from low: Double, to high: Double) -> Double {
        let middle = (low + high) / 2
        guard low > 0, high > low else { return middle }
        var decimal = (value: middle, digits: 17)
        for digits in 1...16 {
            let short = short(middle, digits: digits)
            if (low...high).contains(short) {
                decimal = (short, digits)
                break
            }
        }
        // Stern and Brocot: the fraction of the least denominator.
        var (left, right) = ((0.0, 1.0), (1.0, 0.0))
        for _ in 0..<10_000 {
            let (above, below) = (left.0 + right.0, left.1 + right.1)
            if below > 1e5 { break }
            if above / below < low {
                left = (above, below)
            } else if above / below > high {
                right = (above, below)
            } else {
                let places = Double(decimal.digits) - 1 - log10(middle).rounded(.down)
                return below * 4 <= pow(10, places) ? above / below : decimal.value
            }
        }
        return decimal.value
    }

    /// The candidate with most moments on its grid, the first of equals.
    private func best(of candidates: [Frequency], within distance: Double? = nil) -> Finding? {
        var best: Finding?
        for frequency in candidates {
            for origin in [moments[0], moments[moments.count / 2]] {
                let steps = moments.map { frequency.steps(from: origin, to: $0, within: distance) }
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
