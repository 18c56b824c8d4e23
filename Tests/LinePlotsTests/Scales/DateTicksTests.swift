import SeriesData
import Testing

@testable import LinePlots

@Suite struct DateTicksTests {
    private func seconds(_ year: Int, _ month: Int, _ day: Int, _ hour: Int = 0, _ minute: Int = 0) -> Double {
        Double(CivilDate(year: year, month: month, day: day).dayNumber * 86_400 + hour * 3600 + minute * 60)
    }

    private func labels(_ low: Double, _ high: Double, most: Int = 7) throws -> [String] {
        let ticks = try #require(
            DateTicks(limits: DataLimits(low: low, high: high), mostIntervals: most).find { _ in true })
        let contexts = ticks.labels.contexts.isEmpty ? ticks.labels.labels.map { _ in nil } : ticks.labels.contexts
        return zip(ticks.labels.labels, contexts).map { label, context in context.map { "\(label) | \($0)" } ?? label }
    }

    @Test func `ticks are at whole years, months, weeks, days, hours or minutes as the span asks`() throws {
        #expect(
            try labels(seconds(1949, 1, 1), seconds(1961, 1, 1))
                == ["1950", "1952", "1954", "1956", "1958", "1960"])
        #expect(
            try labels(seconds(2023, 11, 15), seconds(2024, 5, 15))
                == ["Dec | 2023", "Jan | 2024", "Feb", "Mar", "Apr", "May"])
        #expect(
            try labels(seconds(2024, 2, 20), seconds(2024, 3, 26))
                == ["Feb 26 | 2024", "Mar 4", "Mar 11", "Mar 18", "Mar 25"])
        #expect(
            try labels(seconds(2024, 3, 4, 20), seconds(2024, 3, 9, 4))
                == ["5 | Mar 2024", "6", "7", "8", "9"])
        #expect(
            try labels(seconds(2024, 3, 5, 17), seconds(2024, 3, 6, 14))
                == ["18:00 | Mar 5, 2024", "21:00", "00:00 | Mar 6, 2024", "03:00", "06:00", "09:00", "12:00"])
        #expect(
            try labels(seconds(2024, 3, 5, 17, 1), seconds(2024, 3, 5, 17, 22))
                == ["17:05 | Mar 5, 2024", "17:10", "17:15", "17:20"])
        #expect(
            try labels(seconds(2023, 12, 1), seconds(2024, 5, 15))
                == ["Dec | 2023", "Jan | 2024", "Feb", "Mar", "Apr", "May"])
        #expect(
            try labels(seconds(2024, 3, 5, 17, 1), seconds(2024, 3, 5, 17, 6))
                == ["17:01 | Mar 5, 2024", "17:02", "17:03", "17:04", "17:05", "17:06"])
        #expect(try labels(1e9, 1e9 + 9, most: 9).first == "01:46:40 | Sep 9, 2001")
    }

    @Test func `within two seconds ticks are times`() throws {
        let start = seconds(2024, 1, 1)
        #expect(
            try labels(start, start + 0.9, most: 5)
                == ["00:00:00.0 | Jan 1, 2024", "00:00:00.2", "00:00:00.4", "00:00:00.6", "00:00:00.8"])
        #expect(
            try labels(start - 0.3, start + 0.3, most: 3)
                == ["23:59:59.8 | Dec 31, 2023", "00:00:00.0 | Jan 1, 2024", "00:00:00.2"])
        #expect(try labels(start + 0.5, start + 2.4, most: 2) == ["00:00:01 | Jan 1, 2024", "00:00:02"])
        #expect(try labels(start, start + 0.0011, most: 3).last == "00:00:00.0010")
    }

    @Test func `random spans have two ticks or more, within them`() throws {
        var random = SeededNumbers(seed: 12)
        for _ in 0..<1000 {
            let low = Double.random(in: -1e11...1e11, using: &random)
            let high = low + Logarithm.tenToThe(Double.random(in: 0.5...11, using: &random))
            let limits = DataLimits(low: low, high: high)
            let found = DateTicks(limits: limits, mostIntervals: 8).find { _ in true }
            let ticks = try #require(found, "\(limits)")
            #expect((2...10).contains(ticks.values.count), "\(limits)")
            #expect(ticks.values.allSatisfy { $0 >= low && $0 <= high })
        }
    }

    @Test func `dates beyond the calendar are shown as numbers, and never trap`() {
        for limits in [
            DataLimits(low: -1e300, high: 1e300), DataLimits(low: 0, high: 0.001), DataLimits(low: 1e18, high: 2e18),
        ] {
            let ticks = DateTicks(limits: limits, mostIntervals: 8).find { _ in true }
            #expect((ticks?.values.count ?? 0) >= 2)
        }
    }
}
