import CSVTables
import TestSupport
import Testing

@testable import SeriesData

/// Steps that times show that were rounded, cut or moved.
@Suite struct StepTests {
    private func frequency(_ moments: [Double]) -> Frequency? { FrequencySearch(moments).ofDates()?.frequency }

    /// What is said at once of times that follow evenly; they come in two pieces.
    private func finding(_ moments: [Double], areDates: Bool) -> FrequencySearch.Finding? {
        var times = EvenTimes(areDates: areDates)
        let middle = moments.count / 3
        return times.take(moments[..<middle]) && times.take(moments[middle...]) ? times.finding : nil
    }

    /// In the middle of 2023, where a Double tells a quarter of a millionth of a second.
    private static let start = 1_690_000_000.0

    @Test(arguments: [24.0, 30, 60, 125, 128, 360])
    func `so many a second are found in times that were rounded to thousandths`(rate: Double) {
        let moments = (0..<2000).map { Self.start + (Double($0) * 1000 / rate).rounded() / 1000 }
        #expect(frequency(moments) == .seconds(1 / rate))
    }

    @Test(arguments: [(1e-6, 900), (250e-6, 500), (0.008, 100_000), (0.1, 700)] as [(Double, Int)])
    func `a step below a second is found exactly, at any length`(step: Double, count: Int) {
        let moments = (0..<count).map { Self.start + Double($0) * step }
        #expect(frequency(moments) == .seconds(step))
    }

    @Test func `a round step is found in times that were cut or jitter`() {
        let cut: [Double] = (0..<300).map { row in
            let second = row % 3 == 1 ? 1.0 : 0
            return Self.start + Double(row) * 3600 - second
        }
        #expect(frequency(cut) == .seconds(3600))
        let jitter: [Double] = (0..<300).map { row in
            let moved = Double(row * 7919 % 900) * 1e-6
            return Self.start + Double(row) + moved
        }
        #expect(frequency(jitter) == .seconds(1))
        // A clock that is slow by a thousandth has a step of its own.
        let slow = (0..<300).map { Self.start + Double($0) * 10.001 }
        #expect(frequency(slow) == .seconds(10.001))
    }

    @Test(arguments: [-2_208_988_800, 0, 0.25, 7, 1_690_000_000, 0x1p41])
    func `what is said at once of whole numbers that follow evenly is what the search finds`(first: Double) {
        let days = [43_200.0, 86_399, 86_400, 604_800]
        for step in [1, 2, 7, 24, 60, 300, 900, 3600, 5400, 123_457, 999_999_937, 2e9] + days {
            for count in [1, 2, 3, 7, 8, 9, 200] {
                let moments = (0..<count).map { first + Double($0) * step }
                for areDates in [false, true] {
                    guard let even = finding(moments, areDates: areDates) else { continue }
                    let search = FrequencySearch(moments)
                    let found = areDates ? search.ofDates() : search.ofNumbers()
                    #expect(even.frequency == found?.frequency && even.origin == found?.origin)
                    #expect(even.count == found?.count && found?.rounding == nil)
                    #expect(even.frequency == (areDates ? .seconds(step) : .steps(step)))
                }
            }
        }
    }

    @Test func `nothing is said at once of what is uneven anywhere, no whole numbers, or a number of days`() {
        let even = (0..<50).map { 1_690_000_000 + Double($0) * 300 }
        #expect(finding(even, areDates: true) != nil)
        for row in even.indices {
            for other in [even[row] + 1, even[row] - 0x1p-20, .nan] {
                var moments = even
                moments[row] = other
                #expect(finding(moments, areDates: true) == nil, "row \(row): \(other)")
            }
        }
        #expect(finding(even.map { $0 / 1000 }, areDates: false) == nil)
        #expect(finding(even.map { $0 + 0.25 }, areDates: false) == nil)
        #expect(finding(even.reversed(), areDates: false) == nil)
        #expect(finding([5, 5, 5], areDates: false) == nil)
        let days = (0..<50).map { Double($0) * 86_400 }
        #expect(finding(days, areDates: true) == nil)
        #expect(finding(days, areDates: false)?.frequency == .steps(86_400))
    }

    @Test func `weeks with free days are told from gaps`() {
        let days = (0..<120).filter { $0 % 7 != 3 }.map { Double($0) * 86_400 }
        // Day 3 of the era was a Sunday.
        #expect(frequency(days) == .weekdays(0b011_1111))
        #expect(Frequency.weekdays(0b011_1111).description == "Monday to Saturday")
        let week = Frequency.weekdays(0b100_1111)
        #expect(week.description == "Sunday to Thursday" && Frequency(code: week.code) == week)
        // From Sunday, day 3: to Monday, Tuesday and Thursday; back to Thursday, day 0, and to Tuesday.
        for (count, day) in [(1, 4.0), (2, 5), (4, 7), (-1, 0), (-3, -2)] {
            #expect(week.moment(3 * 86_400, plus: count) == day * 86_400)
        }
        let daily = (0..<120).filter { $0 % 11 != 3 }.map { Double($0) * 86_400 }
        #expect(frequency(daily) == .days(1))
    }

    @Test func `parts of a year have a season of as many`() {
        let weeks = (0..<104).map { 2020 + Double($0) / 52 }
        #expect(FrequencySearch(weeks).ofNumbers()?.frequency.seasons == [52])
        #expect(Frequency.steps(1).seasons.isEmpty && Frequency.steps(0.7).seasons.isEmpty)
    }

    @Test func `days are those of the place where summer time ends`() throws {
        let text =
            "t,y\n"
            + (0..<20).map { day in
                "2022-\(day < 9 ? "10" : "11")-\(padded(day < 9 ? 23 + day : day - 8, to: 2)) 00:00:00+0\(day < 8 ? 2 : 1):00,1\n"
            }.joined()
        let times = try readTable(text, keeping: .positioned(by: "t", others: ["y"])).times(of: "t")
        let axis = TimeAxis(times)
        #expect(axis.frequency == .days(1) && axis.isComplete)
        #expect(times.text(times.moments[7]) == "2022-10-30 00:00:00+02:00")
        #expect(times.text(try #require(axis.moment(afterLast: 1))) == "2022-11-12 00:00:00+01:00")
    }
}
