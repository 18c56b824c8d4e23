import TestSupport
import Testing

@testable import SeriesData

/// Steps that are fractions of the unit that times were rounded or cut to.
@Suite struct RoundedStepsTests {
    /// An even series of times in whole units, some of which are missing.
    private struct Series {
        var numerator: Int
        var denominator: Int
        var offset = 0
        var isCut = true
        var count = 400
        /// Steps that have no time.
        var missing: Set<Int> = []

        var steps: [Int] { (0..<count).filter { !missing.contains($0) } }
        /// In units.
        var counts: [Int] {
            steps.map { step in
                let parts = 2 * (numerator * step + offset) + (isCut ? 0 : denominator)
                return Int((Double(parts) / Double(2 * denominator)).rounded(.down))
            }
        }
    }

    private static let start = 1_690_000_200.0
    private static let units: [RoundedSteps.Unit] = [.whole(60), .whole(1), .part(1000), .part(1_000_000)]

    private static func moments(_ series: Series, _ unit: RoundedSteps.Unit) -> [Double] {
        series.counts.map { count in
            // As a date that is read: the whole seconds and what is behind the point, each rounded once.
            switch unit {
            case .whole(let size): start + Double(count * size)
            case .part(let parts): (start + Double(count / Int(parts))) + Double(count % Int(parts)) / parts
            }
        }
    }

    private static func found(_ series: Series, _ unit: RoundedSteps.Unit) -> RoundedSteps? {
        RoundedSteps(moments(series, unit), units: units, perSecond: true)
    }

    @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
    func `fractions of any unit are found exactly, and so are the gaps`(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        func number(_ range: ClosedRange<Int>) -> Int {
            range.lowerBound + Int(random.next() % UInt64(range.count))
        }
        for round in 0..<60 {
            let denominator = number(2...23)
            var numerator = number(denominator * 4 / 3 + 1...denominator * (round % 3 == 0 ? 3 : 40))
            while Fraction.divisor(numerator, denominator) > 1 { numerator += 1 }
            var series = Series(numerator: numerator, denominator: denominator, offset: number(0...denominator - 1))
            (series.isCut, series.count) = (number(0...1) == 0, number(300...600))
            for _ in 0..<number(0...6) {
                let first = number(1...series.count - 2)
                for step in first..<min(series.count - 1, first + number(1...4)) { series.missing.insert(step) }
            }
            let unit = Self.units[number(0...3)]
            let found = try #require(Self.found(series, unit), "\(series) \(unit)")
            try #require(
                found.numerator == numerator && found.denominator == denominator,
                "\(series) \(unit): \(found.numerator)/\(found.denominator)")
            #expect(found.unit == unit)
            // Each time is counted as it was made.
            let finding = try #require(FrequencySearch(Self.moments(series, unit)).ofDates())
            let counted = try Self.moments(series, unit).map { try #require(finding.steps(to: $0)) }
            #expect(counted.map { $0 - counted[0] } == series.steps.map { $0 - series.steps[0] }, "\(series) \(unit)")
        }
    }

    @Test(arguments: [
        (10, 7, 1.0, "every 10/7 seconds"), (10_000, 7, 1e-3, "every 10/7 seconds"),
        (1000, 3, 1e-3, "every 1/3 seconds"), (125, 16, 1e-3, "every 0.0078125 seconds"),
        (50_000, 2997, 1e-3, "every 50/2997 seconds"), (15, 2, 60, "every 450 seconds"),
    ])
    func `steps are said as fractions of a second`(numerator: Int, denominator: Int, unit: Double, said: String) {
        var series = Series(numerator: numerator, denominator: denominator)
        series.count = 4000
        let moments = Self.moments(series, unit < 1 ? .part(1 / unit) : .whole(Int(unit)))
        let frequency = FrequencySearch(moments).ofDates()?.frequency
        #expect(frequency?.description == said)
        #expect(frequency.flatMap { Frequency(code: $0.code) } == frequency)
        // From one row to the next it is one step, as rows that follow are counted.
        #expect(zip(moments, moments.dropFirst()).allSatisfy { frequency?.steps(from: $0, to: $1) == 1 })
    }

    @Test func `parts of a year are found in decimals of any length`() {
        for scale in [1000, 10_000, 1_000_000, 1_000_000_000, 100_000_000_000] {
            for parts in [4, 12, 52, 365] where scale >= 10 * parts {
                let years = (0..<400).map { Double(1990 * scale + ($0 * scale + parts / 2) / parts) / Double(scale) }
                let frequency = FrequencySearch(years).ofNumbers()?.frequency
                #expect(frequency == .steps(1 / Double(parts)), "\(scale) \(parts)")
            }
        }
        let exact = (0..<300).map { 1990 + Double($0) / 12 }
        #expect(FrequencySearch(exact).ofNumbers()?.frequency == .steps(1.0 / 12))
    }

    @Test func `days that are parts of a longer step are found where the calendar has none`() {
        let days = (0..<100).map { (45.5 * Double($0)).rounded(.down) * 86_400 }
        #expect(FrequencySearch(days).ofDates()?.frequency == .seconds(45.5 * 86_400))
    }

    @Test func `a gap of decades, as from a clock that was set, leaves no step, and is no fault`() {
        // 1001/60 milliseconds in millionths of a second, then 54 years later again.
        let step = 1_001_000.0 / 60
        let near = (0..<20_000).map { (Double($0) * step).rounded(.down) }
        let moments = (near + near.prefix(1000).map { 1_700_000_000_000_000 + $0 }).map { $0 / 1_000_000 }
        #expect(RoundedSteps(moments, units: Self.units, perSecond: true) == nil)
    }

    @Test func `gaps, slips and jitter are no fractions`() {
        var random = SplitMix(seed: 7)
        func found(_ counts: [Int]) -> RoundedSteps? {
            RoundedSteps(counts.map { Self.start + Double($0) }, units: [.whole(1)], perSecond: true)
        }
        #expect(found([1, 2, 4, 8, 16]) == nil && found((0..<30).map { 1 << $0 }) == nil)
        #expect(found((0..<60).map { $0 * $0 }) == nil)
        #expect(found((0..<300).map { 7 * $0 }) == nil)
        // One second in ten or three that is missing at random, and one in each minute.
        for part in [10, 3] as [UInt64] {
            #expect(found((0..<600).filter { _ in random.next() % part != 0 }) == nil)
        }
        #expect(found((0..<600).filter { $0 % 60 != 17 }) == nil)
        #expect(found((0..<600).filter { $0 % 10 != 4 })?.denominator == 9)
        // A clock that was set, once or thrice; one that is a second early or late.
        #expect(found((0..<300).map { 10 * $0 + ($0 > 120 ? 1 : 0) }) == nil)
        #expect(found((0..<300).map { 10 * $0 + $0 / 80 }) == nil)
        #expect(found((0..<300).map { 10 * $0 + Int(random.next() % 3) }) == nil)
        // Steps of the calendar in days.
        #expect(
            FrequencySearch((0..<700).filter { $0 % 7 != 3 }.map { Double($0) * 86_400 }).ofDates()?.frequency
                == .weekdays(0b011_1111))
    }
}
