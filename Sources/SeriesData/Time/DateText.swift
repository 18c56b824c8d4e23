/// A date and time of day as the seconds since the start of 1970, UTC; read from a text.
///
/// Forms: `2024-03-05`, `2024-03`, `2024/03/05`, `5.3.2024`, `3/5/2024`, `3-5-2024`, `5 Mar 2024`, `Mar 5, 2024`, `Mar 2024`, `2024 Mar`,
/// `2024M03`, `2024 Q1`, `Q1 2024`, `2024-W10` (its Monday), each also after a weekday as `Tuesday, `; after a day, a space or a `T` and `06:07`, `06:07:08`, `06:07:08.9` or `6:07 AM`, and `20240305T060708`; after that `Z`,
/// `UTC` or an offset as `+02:00`. A time without offset is taken as UTC.
package struct DateText: Equatable, Sendable {
    /// The seconds, a form with slashes read with the month first; nil where there is no such date.
    package let monthFirst: Double?
    /// The seconds, a form with slashes read with the day first; nil where there is no such date.
    package let dayFirst: Double?
    /// How many decimals of a second are written, and the billionths of a second that they are.
    let fractionDigits: Int
    let billionths: Int
    /// The seconds that the clock is ahead of UTC; nil where nothing is said of it.
    let clockOffset: Double?
    /// Whether seconds are written.
    let hasSeconds: Bool

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
            guard scanner.skipTimeSeparator() else { return nil }
            var compact = scanner
            if let found = scanner.time(), scanner.isAtEnd {
                time = found
            } else if let found = compact.compactTime(), compact.isAtEnd {
                (time, scanner) = (found, compact)
            } else {
                return nil
            }
        }
        // In UTC it may be of a year that the calendar lacks.
        let moments = [first, second].map { day in
            day.map { Double($0) * 86_400 + time }.flatMap { CivilDate.moments.contains($0) ? $0 : nil }
        }
        guard moments.contains(where: { $0 != nil }) else { return nil }
        (monthFirst, dayFirst) = (moments[0], moments[1])
        (fractionDigits, billionths, clockOffset) = (scanner.fractionDigits, scanner.billionths, scanner.clockOffset)
        hasSeconds = scanner.hasSeconds
    }

    /// The seconds of a form that can be read in one way only, or in both to the same date.
    package var only: Double? {
        guard let monthFirst, let dayFirst else { return monthFirst ?? dayFirst }
        return monthFirst == dayFirst ? monthFirst : nil
    }
}
