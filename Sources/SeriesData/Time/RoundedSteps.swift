/// Even steps in times that were rounded or cut to whole units, where a step is a fraction of a unit: 10/7 second in
/// thousandths, 1/24 second, a twelfth of a year in decimals.
///
/// Such times are points of a straight line, cut: with a step s and a start a, every time is the whole number below a + k·s, the
/// counts k rising. The lines that explain a run of neighbours are found in one pass, and those that explain the longest run
/// count the steps of the others. The step is the fraction p/q of the least denominator among the slopes that explain all.
///
/// Source of the pass: J. O'Rourke, “An On-Line Algorithm for Fitting Straight Lines Between Data Ranges”, 1981; of the fraction:
/// the tree of M. Stern and A. Brocot.
struct RoundedSteps {
    /// The step as a fraction of a unit.
    let numerator: Int
    let denominator: Int
    /// What the times are whole multiples of.
    let unit: Unit
    /// So many units after the first time, each is within so many of a whole number of steps.
    let shift: Double
    let reach: Double

    /// Seconds, or numbers; those below 1 are 1 over a power of ten.
    enum Unit: Equatable {
        case whole(Int)
        case part(Double)

        var size: Double {
            switch self {
            case .whole(let size): Double(size)
            case .part(let parts): 1 / parts
            }
        }

        func count(in moment: Double) -> Double {
            switch self {
            case .whole(let size): moment / Double(size)
            case .part(let parts): moment * parts
            }
        }

        /// So many units, rounded once.
        func size(_ numerator: Int, _ denominator: Int) -> Double {
            switch self {
            case .whole(let size): Double(numerator) * Double(size) / Double(denominator)
            case .part(let parts): Double(numerator) / (Double(denominator) * parts)
            }
        }
    }

    var step: Double { unit.size(numerator, denominator) }

    /// The fewest runs of neighbours at the other of two distances that show a fraction.
    private static let fewest = 4
    /// The greatest number of units, so that products of two stay whole numbers.
    private static let mostUnits = 1 << 52
    private static let mostDenominator = 100_000

    /// The step of moments, in ascending order; nil where it is a whole number of units, or there is none.
    ///
    /// - Parameters:
    ///   - moments: In seconds, or plain numbers.
    ///   - units: What the moments may be whole multiples of, the greatest first.
    ///   - perSecond: Whether a whole number of steps in one, or in a few, is as simple.
    init?(_ moments: [Double], units: [Unit], perSecond: Bool) {
        guard moments.count >= 8, !Self.areEven(moments), let (unit, isExact) = Self.unit(of: moments, units),
            let first = moments.first.map({ unit.count(in: $0).rounded() }), first.magnitude < 9e15
        else { return nil }
        var counts: [Int] = []
        counts.reserveCapacity(moments.count)
        for moment in moments {
            let count = unit.count(in: moment).rounded() - first
            guard count < Double(Self.mostUnits) else { return nil }
            counts.append(Int(count))
        }
        guard let base = Self.usualDistance(counts), let all = Self.counted(counts, base) else { return nil }
        for (numerator, denominator) in Self.candidates(all.line, base, unit, perSecond: perSecond) {
            guard let (least, most) = Self.rests(counts, all.steps, numerator, denominator),
                // What a Double does not tell may be a quarter of a unit.
                most - least <= denominator + (isExact ? 0 : denominator / 4 + 1),
                Self.isShown(counts, all.steps, numerator, denominator, unit)
            else { continue }
            (self.numerator, self.denominator, self.unit) = (numerator, denominator, unit)
            shift = (Double(least) + Double(most)) / 2 / Double(denominator)
            reach = (Double(most - least) / 2 + 1) / Double(denominator)
            return
        }
        return nil
    }

    /// The fractions that may be the step, the simplest first: that of the least denominator in units, and in steps a second.
    private static func candidates(_ line: Line, _ base: Int, _ unit: Unit, perSecond: Bool) -> [(Int, Int)] {
        var all: [(fraction: (Int, Int), height: Double)] = []
        if let (numerator, denominator) = line.simplest(base, atMost: mostDenominator) {
            all.append(((numerator, denominator), Double(numerator) * Double(denominator)))
        }
        if perSecond, case .part(let parts) = unit, let slopes = line.slopes(base),
            let (rate, seconds) = Fraction.simplest(from: parts / slopes.greatest, to: parts / slopes.least)
        {
            // So many steps in so many seconds, where that is much simpler.
            let divisor = Fraction.divisor(Int(parts) * seconds, rate)
            all.append(((Int(parts) * seconds / divisor, rate / divisor), 16 * Double(rate) * Double(seconds)))
        }
        return all.sorted { $0.height < $1.height }.map(\.fraction).filter { $0.1 > 1 && $0.0 > $0.1 }
    }

    /// How far the times are from their places, the least and the most, in parts of a unit; nil where it cannot be counted.
    private static func rests(_ counts: [Int], _ steps: [Int], _ numerator: Int, _ denominator: Int) -> (Int, Int)? {
        let (product, overflow) = numerator.multipliedReportingOverflow(by: steps[steps.count - 1])
        guard !overflow, product < Int.max / 4, counts[counts.count - 1] < Int.max / 4 / denominator else { return nil }
        var (least, most) = (Int.max, Int.min)
        for (count, step) in zip(counts, steps) {
            let rest = denominator * count - numerator * step
            (least, most) = (min(least, rest), max(most, rest))
        }
        return (least, most)
    }

    /// Whether moments follow by one distance, to what a Double tells of it.
    private static func areEven(_ moments: [Double]) -> Bool {
        let step = moments[1] - moments[0]
        let near = 1.1 * max(moments[0].magnitude, moments[moments.count - 1].magnitude).ulp
        return moments.indices.dropFirst().allSatisfy { abs(moments[$0] - moments[$0 - 1] - step) <= near }
    }

    /// What all moments are whole multiples of, and whether they are to what a Double tells.
    private static func unit(of moments: [Double], _ units: [Unit]) -> (Unit, isExact: Bool)? {
        let greatest = max(moments[0].magnitude, moments[moments.count - 1].magnitude)
        for (place, unit) in units.enumerated() {
            let blur = unit.count(in: greatest.ulp)
            let isLast = place == units.count - 1 || units[place + 1].count(in: greatest.ulp) > 0.3
            let near = max(1e-9, 1.1 * blur)
            let isExact = moments.allSatisfy { moment in
                let count = unit.count(in: moment)
                return abs(count - count.rounded()) <= near
            }
            if isExact || isLast { return (unit, isExact) }
        }
        return nil
    }

    /// The middle one of the distances of neighbours, the step but for a unit; nil where half of them are not like it, or all
    /// are whole multiples of the least.
    private static func usualDistance(_ counts: [Int]) -> Int? {
        let distances = zip(counts, counts.dropFirst()).map { $1 - $0 }
        guard let least = distances.min(), least >= 1 else { return nil }
        if least > 1, distances.allSatisfy({ $0.isMultiple(of: least) }) { return nil }
        // Half of the neighbours or more are one step apart: of one length, or of it and the one above or below.
        let sorted = distances.sorted()
        let usual = sorted[(sorted.count - 1) / 2]
        let near = distances.count { abs($0 - usual) <= 1 }
        guard near * 2 >= distances.count, sorted[0] != sorted[sorted.count - 1] else { return nil }
        return usual
    }

    /// The number of each time's step, and the lines that explain all; nil where none does.
    private static func counted(_ counts: [Int], _ base: Int) -> (steps: [Int], line: Line)? {
        var best = 0..<0
        var line = Line()
        var start = 0
        for index in counts.indices {
            if line.add(index - start, counts[index] - counts[start] - base * (index - start)) { continue }
            if index - start > best.count { best = start..<index }
            (line, start) = (Line(), index)
            _ = line.add(0, 0)
        }
        if counts.count - start > best.count { best = start..<counts.count }
        if best.count == counts.count { return (Array(counts.indices), line) }
        guard best.count >= min(32, max(8, counts.count / 20)) else { return nil }
        // From the run to the end, then from the end to the start, each time by the least step that a line allows.
        guard let after = steps(counts[best.lowerBound...], base, sure: best.count)?.steps else { return nil }
        let last = counts[counts.count - 1]
        let mirrored = counts.reversed().map { last - $0 }
        guard let end = after.last else { return nil }
        let known = after.reversed().map { end - $0 }
        guard let all = steps(mirrored[...], base, known: known) else { return nil }
        guard let whole = all.steps.last else { return nil }
        return (all.steps.reversed().map { whole - $0 }, all.line)
    }

    /// The number of each time's step, the least that a line through those before it allows; nil where none does.
    ///
    /// The first `sure` follow each other by one step; those of the first ones may be `known`.
    private static func steps(_ counts: ArraySlice<Int>, _ base: Int, sure: Int = 1, known: [Int] = [0])
        -> (steps: [Int], line: Line)?
    {
        guard let first = counts.first else { return nil }
        var line = Line()
        var steps: [Int] = []
        steps.reserveCapacity(counts.count)
        for (index, count) in counts.enumerated() {
            if index < max(sure, known.count) {
                let step = index < known.count ? known[index] : index
                guard line.add(step, count - first - base * step) else { return nil }
                steps.append(step)
                continue
            }
            guard let last = steps.last else { return nil }
            let distance = count - counts[counts.startIndex + index - 1]
            guard let possible = line.steps(over: distance, base) else { return nil }
            guard
                let step = possible.first(where: { line.add(last + $0, count - first - base * (last + $0)) }).map({
                    last + $0
                })
            else { return nil }
            steps.append(step)
        }
        return (steps, line)
    }

    /// Whether the fraction is more than gaps between whole units, or one slip of a clock.
    private static func isShown(
        _ counts: [Int], _ steps: [Int], _ numerator: Int, _ denominator: Int, _ unit: Unit
    ) -> Bool {
        let (low, high) = (numerator / denominator, numerator / denominator + 1)
        var (single, lower, upper) = (0, 0, 0)
        for index in counts.indices.dropFirst() where steps[index] - steps[index - 1] == 1 {
            single += 1
            let distance = counts[index] - counts[index - 1]
            if distance == low { lower += 1 } else if distance == high { upper += 1 }
        }
        guard single * 2 >= counts.count - 1, min(lower, upper) >= fewest else { return false }
        guard low == 1 else { return true }
        // Steps of one unit and of two may be one unit with gaps.
        let missing = steps[steps.count - 1] + 1 - counts.count
        guard missing * 10 <= counts.count else { return false }
        // One in each minute, hour or week that is missing is a gap.
        guard case .whole(let size) = unit, (numerator - denominator) * 6 <= numerator else { return true }
        return ![7, 24, 60, 3600, 86_400, 604_800].contains(numerator * size)
    }
}

extension RoundedSteps {
    /// The lines y = a + k·s that pass between n and n + 1 at each of the points (k, n) given, k rising.
    struct Line {
        private struct Point {
            let k: Int
            let y: Int
        }

        /// The points that a line of the least slope may touch from below, and of the greatest from above.
        private var (tops, bottoms): ([Point], [Point]) = ([], [])
        private var (firstTop, firstBottom) = (0, 0)
        /// The line of the least slope goes from a top to a bottom, that of the greatest from a bottom to a top.
        private var least: (from: Point, to: Point)?
        private var greatest: (from: Point, to: Point)?

        /// No point lies further, so that twice a product of two distances is a whole number.
        private static let furthest = 1 << 30

        /// Whether lines are left that pass the next point too; where none is, or it is too far, nothing changes.
        mutating func add(_ k: Int, _ y: Int) -> Bool {
            guard k < Self.furthest, y.magnitude < Self.furthest else { return false }
            let (bottom, top) = (Point(k: k, y: y), Point(k: k, y: y + 1))
            if let least, let greatest {
                guard Self.turn(least.from, least.to, top) >= 0, Self.turn(greatest.from, greatest.to, bottom) <= 0
                else {
                    return false
                }
                if Self.turn(least.from, least.to, bottom) > 0 {
                    // The steepest line from a top to this bottom that leaves all tops above it.
                    while firstTop + 1 < tops.count, Self.turn(tops[firstTop], tops[firstTop + 1], bottom) >= 0 {
                        firstTop += 1
                    }
                    self.least = (tops[firstTop], bottom)
                }
                if Self.turn(greatest.from, greatest.to, top) < 0 {
                    while firstBottom + 1 < bottoms.count,
                        Self.turn(bottoms[firstBottom], bottoms[firstBottom + 1], top) <= 0
                    {
                        firstBottom += 1
                    }
                    self.greatest = (bottoms[firstBottom], top)
                }
            } else if let first = bottoms.first {
                (least, greatest) = ((tops[0], bottom), (first, top))
            }
            while tops.count - firstTop >= 2, Self.turn(tops[tops.count - 2], tops[tops.count - 1], top) <= 0 {
                tops.removeLast()
            }
            tops.append(top)
            while bottoms.count - firstBottom >= 2,
                Self.turn(bottoms[bottoms.count - 2], bottoms[bottoms.count - 1], bottom) >= 0
            {
                bottoms.removeLast()
            }
            bottoms.append(bottom)
            return true
        }

        /// The least and the greatest slope, with `base` added; nil where they are not known.
        func slopes(_ base: Int) -> (least: Double, greatest: Double)? {
            guard let least, let greatest else { return nil }
            func slope(_ line: (from: Point, to: Point)) -> Double {
                Double(base) + Double(line.to.y - line.from.y) / Double(line.to.k - line.from.k)
            }
            return (slope(least), slope(greatest))
        }

        /// How many steps a distance may have, `base` being added to the slopes; nil where they tell too little.
        func steps(over distance: Int, _ base: Int) -> ClosedRange<Int>? {
            guard let slopes = slopes(base), slopes.least > 0.5 else { return nil }
            let first = max(1, Int((Double(distance - 1) / slopes.greatest).rounded(.up)))
            let last = Int((Double(distance + 1) / slopes.least).rounded(.down))
            return first <= last && last - first < 1000 ? first...last : nil
        }

        /// Above 0 where `c` lies to the left of the way from `a` to `b`: above it.
        private static func turn(_ a: Point, _ b: Point, _ c: Point) -> Int {
            (b.k - a.k) * (c.y - a.y) - (b.y - a.y) * (c.k - a.k)
        }

        /// Products of a denominator and what is below this are whole numbers.
        private static let greatestBase = 1 << 40

        /// The fraction of the least denominator among the slopes, with `base` added to them; nil where it is greater.
        func simplest(_ base: Int, atMost mostDenominator: Int) -> (numerator: Int, denominator: Int)? {
            guard let least, let greatest, base < Self.greatestBase else { return nil }
            let low = (y: least.to.y - least.from.y, k: least.to.k - least.from.k)
            let high = (y: greatest.to.y - greatest.from.y, k: greatest.to.k - greatest.from.k)
            // One line alone is left.
            if low.y * high.k == high.y * low.k {
                let divisor = Fraction.divisor(low.y, low.k)
                guard low.k / divisor <= mostDenominator else { return nil }
                return (base * (low.k / divisor) + low.y / divisor, low.k / divisor)
            }
            // From −2 on, below all slopes.
            var (left, right) = ((y: -2, k: 1), (y: 1, k: 0))
            while true {
                // As many steps to one side as there are, at once.
                let middle = (y: left.y + right.y, k: left.k + right.k)
                guard middle.k <= mostDenominator else { return nil }
                if middle.y * low.k <= low.y * middle.k {
                    let room = low.y * left.k - left.y * low.k
                    let pace = right.y * low.k - low.y * right.k
                    let count = max(1, pace > 0 ? room / pace : 1)
                    left = (left.y + count * right.y, left.k + count * right.k)
                } else if middle.y * high.k >= high.y * middle.k {
                    let room = right.y * high.k - high.y * right.k
                    let pace = high.y * left.k - left.y * high.k
                    let count = max(1, pace > 0 ? room / pace : 1)
                    right = (right.y + count * left.y, right.k + count * left.k)
                } else {
                    return (base * middle.k + middle.y, middle.k)
                }
            }
        }
    }
}
