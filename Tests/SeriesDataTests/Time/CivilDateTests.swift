import SeriesData
import Testing

@Suite struct CivilDateTests {
    @Test(arguments: [
        (1970, 1, 1, 0), (2000, 2, 29, 11_016), (2024, 3, 5, 19_787), (1900, 3, 1, -25_508), (1, 1, 1, -719_162),
    ])
    func `days have their numbers`(year: Int, month: Int, day: Int, number: Int) {
        let date = CivilDate(year: year, month: month, day: day)
        #expect(date.dayNumber == number)
        #expect(CivilDate(dayNumber: number) == date)
    }

    @Test func `every day of eight hundred years is the one after that before it`() {
        var previous = CivilDate(dayNumber: -146_097)
        for number in -146_096...146_097 {
            let date = CivilDate(dayNumber: number)
            #expect(date.dayNumber == number)
            let isNext = date.day == previous.day + 1 || (date.day == 1 && (date.month == previous.month % 12 + 1))
            if !isNext { Issue.record("\(previous) \(date)") }
            previous = date
        }
    }

    @Test(arguments: [(2024, 3, 5, 1), (1970, 1, 1, 3), (1969, 12, 28, 6), (1700, 1, 1, 4)])
    func `days of the week are counted from Monday`(year: Int, month: Int, day: Int, weekday: Int) {
        #expect(CivilDate(year: year, month: month, day: day).weekday == weekday)
    }
}
