/// A day of the Gregorian calendar, and its number counted from 1 January 1970.
///
/// Source: H. Hinnant, “chrono-Compatible Low-Level Date Algorithms”, 2021.
package struct CivilDate: Equatable, Sendable {
    package let year: Int
    /// 1 to 12.
    package let month: Int
    /// 1 to 31.
    package let day: Int

    package init(year: Int, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// The day of these numbers, of the years 1 to 9999; nil where there is no such day.
    package init?(checkedYear year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= Self.length(ofMonth: month, in: year)
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// The day of that number.
    package init(dayNumber: Int) {
        let shifted = dayNumber + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// As ISO 8601 has it: `2024-03-05`.
    package var isoText: String { "\(padded(year, to: 4))-\(padded(month, to: 2))-\(padded(day, to: 2))" }

    /// Its number: 0 is 1 January 1970, a Thursday.
    package var dayNumber: Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// The moments of the years 1 to 9999, in seconds since the start of 1970.
    static let moments =
        Double(CivilDate(year: 1, month: 1, day: 1).dayNumber) * 86_400..<Double(
            CivilDate(year: 10_000, month: 1, day: 1).dayNumber) * 86_400

    /// 0 is Monday, 6 Sunday.
    package var weekday: Int { ((dayNumber + 3) % 7 + 7) % 7 }

    /// A week of ISO 8601: the first of a year is that with its 4 January.
    package struct Week: Equatable, Sendable {
        package let year: Int
        package let number: Int
    }

    /// The week that the day is in.
    package var week: Week {
        // The Thursday is in the week's year.
        let thursday = dayNumber - weekday + 3
        let year = CivilDate(dayNumber: thursday).year
        let first = CivilDate(year: year, month: 1, day: 1).dayNumber
        return Week(year: year, number: (thursday - first) / 7 + 1)
    }

    /// The number of the day that a week begins on.
    package static func monday(ofWeek week: Int, in year: Int) -> Int {
        let fourth = CivilDate(year: year, month: 1, day: 4)
        return fourth.dayNumber - fourth.weekday + 7 * (week - 1)
    }

    package static let weekdayNames = [
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
    ]

    /// How many days a month has.
    package static func length(ofMonth month: Int, in year: Int) -> Int {
        let isLeap = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
        return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
    }

    /// The month's name in three letters.
    package var monthName: String { Self.monthNames[(month - 1) % 12] }

    package static let monthNames = longMonthNames.map { String($0.prefix(3)) }

    package static let longMonthNames = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
}
