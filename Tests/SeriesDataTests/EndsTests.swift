import Testing

@testable import SeriesData

/// Ends of ranges, and cases that an ordinary series does not have.
@Suite struct EndsTests {
    @Test func offsetsGoFromMinusFourteenToFourteenHours() {
        let noon = DateText("2024-03-05T12:00:00Z")?.only
        #expect(DateText("2024-03-06T01:00:00+13:00")?.only == noon)
        #expect(DateText("2024-03-06T02:00:00+14:00")?.only == noon)
        #expect(DateText("2024-03-04T22:00:00-14:00")?.only == noon)
        #expect(DateText("2024-03-06T03:00:00+15:00") == nil)
    }

    @Test func theFirstAndTheLastBusinessDayOfEveryKindOfMonth() {
        func days(_ year: Int, _ month: Int) -> [Int] {
            let first = CivilDate(year: year, month: month, day: 1).dayNumber
            return [DayOfMonth.firstBusinessDay, .lastBusinessDay].map {
                $0.dayNumber(year: year, month: month) - first + 1
            }
        }
        // The 1st on a Sunday, a Saturday, a Friday, a Monday; the last on a Sunday, a Saturday, a Monday.
        #expect(days(2024, 9) == [2, 30] && days(2024, 6) == [3, 28])
        #expect(days(2024, 3) == [1, 29] && days(2024, 7) == [1, 31])
        #expect(days(2024, 8) == [1, 30])
    }

    @Test func nothingBehindTheTrainingPartIsSeenInAGapThatReachesIntoIt() {
        let values: [Double] = [1, .nan, 3, .nan, .nan, 9, .nan, 13]
        // The gap before 9 ends in the first row that is not known, or in the last one that is.
        #expect(MissingRule.interpolate.filled(values, lookingAheadIn: 5) == [1, 2, 3, 3, 3, 9, 9, 13])
        #expect(MissingRule.interpolate.filled(values, lookingAheadIn: 6) == [1, 2, 3, 5, 7, 9, 9, 13])
        #expect(MissingRule.interpolate.filled(values, lookingAheadIn: 8) == [1, 2, 3, 5, 7, 9, 11, 13])
        #expect(MissingRule.carry.filled(values, lookingAheadIn: 8) == [1, 1, 3, 3, 3, 9, 9, 13])
    }
}
