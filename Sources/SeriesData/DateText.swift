/// A date and time of day as the seconds since the start of 1970, UTC; read from a text.
///
/// Forms: `2024-03-05`, `2024-03`, `2024/03/05`, `5.3.2024`, `3/5/2024`, `5 Mar 2024`, `Mar 5, 2024`, `Mar 2024`; after
/// a day, a space or a `T` and `06:07`, `06:07:08` or `06:07:08.9`; after that `Z`, `UTC` or an offset as `+02:00`. A
/// time without offset is taken as UTC.
package struct DateText: Equatable, Sendable {
    /// The seconds, a form with slashes read with the month first; nil where there is no such date.
    package let monthFirst: Double?
    /// The seconds, a form with slashes read with the day first; nil where there is no such date.
    package let dayFirst: Double?

    /// What `text` says; nil where it is no date.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard let date = bytes.withUnsafeBufferPointer({ DateText($0) }) else { return nil }
        self = date
    }

    /// What a cell says; nil where it is no date.
    init?(_ cell: UnsafeBufferPointer<UInt8>) {
        guard cell.count >= 6, cell.count <= 48 else { return nil }
        var scanner = DateScanner(cell)
        guard let (first, second) = scanner.day() else { return nil }
        var time = 0.0
        if !scanner.isAtEnd {
            guard scanner.skipTimeSeparator(), let found = scanner.time(), scanner.isAtEnd else { return nil }
            time = found
        }
        monthFirst = first.map { Double($0) * 86_400 + time }
        dayFirst = second.map { Double($0) * 86_400 + time }
    }

    /// The seconds of a form that can be read in one way only, or in both to the same date.
    package var only: Double? {
        guard let monthFirst, let dayFirst else { return monthFirst ?? dayFirst }
        return monthFirst == dayFirst ? monthFirst : nil
    }
}

/// The number of a day of the Gregorian calendar, 1 January 1970 being 0; nil where there is no such day.
///
/// Source: H. Hinnant, “chrono-Compatible Low-Level Date Algorithms”, 2021.
func dayNumber(year: Int, month: Int, day: Int) -> Int? {
    let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1 else { return nil }
    let isLeap = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
    guard day <= lengths[month - 1] + (isLeap && month == 2 ? 1 : 0) else { return nil }
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = shiftedYear / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
}
