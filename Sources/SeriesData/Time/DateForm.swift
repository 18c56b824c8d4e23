import CSVTables

/// How a column writes its dates, so that others can be written in the same way.
///
/// Letters of the pattern of a day: `Y` year, `M` month, `D` day (two digits), `m` and `d` the same without a zero in
/// front, `U` all seconds since the start of 1970 and `V` their billionths, `J` the day of the year, `N` and `F` the month's name in three letters and whole, `Q` quarter, `B` the month behind an M, `G` and `W` the year and number of the week, `A` and `E` the weekday whole and in
/// three letters, `h`, `i` and `s` hour, minute and second; any other stands for itself.
package struct DateForm: Equatable, Sendable, CSVDateForm {
    /// `2024-03-05`, with a time of day where it is not midnight.
    package static let iso = DateForm(day: "Y-M-D", clock: nil)

    private let day: String
    /// The form of the time of day; nil where none is written.
    private let clock: ClockForm?

    private init(day: String, clock: ClockForm?) {
        self.day = day
        self.clock = clock
    }

    /// A whole number that is a date by its digits: `20240305`, `202403`, `2024`.
    static let wholeNumbers = ["YMD", "YM", "Y", "YMDhi", "YMDhis", "YJ", "YMDh"].map { DateForm(day: $0, clock: nil) }

    /// Seconds since the start of 1970 with decimals, or their billionths.
    static func epoch(isBillionths: Bool, _ style: (digits: Int, style: FractionStyle), _ rests: FineTimes) -> DateForm
    {
        let clock = ClockForm.seconds.completed(style, zones: [], isLocal: false, rests: rests)
        return DateForm(day: isBillionths ? "V" : "U", clock: clock)
    }

    /// The same with a clock as all of a column has it.
    func completed(
        _ style: (digits: Int, style: FractionStyle), zones: [ZoneChange], isLocal: Bool, rests: FineTimes
    ) -> DateForm {
        DateForm(
            day: day, clock: clock?.completed(style, zones: zones, isLocal: isLocal, rests: rests))
    }

    private static let days =
        [
            "Y-M-D", "Y/M/D", "Y-M", "Y Q", "YQ", "Y-Q", "D.M.Y", "d.m.Y", "M/D/Y", "D/M/Y", "m/d/Y", "d/m/Y", "Y/m/d",
            "Y-m-d", "Y-m", "Q Y", "Q-Y", "N Y", "F Y", "N-Y", "F-Y", "Y N", "Y F", "Y-N", "D N Y", "d N Y", "D F Y",
            "d F Y", "D-N-Y",
            "d-N-Y", "D-M-Y", "M-D-Y", "d-m-Y", "m-d-Y", "D-F-Y", "d-F-Y", "N D, Y", "N d, Y", "F D, Y", "F d, Y",
            "N D Y", "N d Y", "F D Y", "F d Y",
            "N-d-Y", "N-D-Y", "YB", "Q/Y", "Y/Q", "G-W", "GW",
        ]
        + ["A, ", "A ", "E, ", "E "].flatMap { weekday in
            ["F d, Y", "F D, Y", "N d, Y", "N D, Y", "d F Y", "D F Y", "d N Y", "D N Y", "Y-M-D"].map { weekday + $0 }
        }

    /// The form in which most of `samples` are written; ISO's where none is known.
    ///
    /// - Parameter samples: Texts of dates, and the moments they were read as.
    package init(of samples: [(text: String, moment: Double)]) {
        let clock = samples.compactMap { ClockForm(in: $0.text) }.min { $0.hourDigits < $1.hourDigits }
        var best = (form: DateForm(day: "Y-M-D", clock: clock), count: 0)
        for day in Self.days {
            let form = DateForm(day: day, clock: clock)
            let count = samples.count { form.text($0.moment) == $0.text }
            if count > best.count { best = (form, count) }
        }
        self = best.form
    }

    /// The text of a moment.
    ///
    /// Units: seconds since the start of 1970, UTC.
    package func text(_ moment: Double) -> String {
        guard moment.magnitude < 1e15 else { return decimalText(moment) }
        let local = clock?.rounded(moment) ?? moment
        let dayNumber = (local / 86_400).rounded(.down)
        let date = CivilDate(dayNumber: Int(dayNumber))
        let second = local - dayNumber * 86_400
        if let clock, day == "U" || day == "V" { return clock.epochText(local, at: moment, isBillionths: day == "V") }
        if let clock { return dayText(date, second) + clock.text(second, at: moment) }
        // A column of whole days may go on at other times of day.
        return dayText(date, second)
            + (day.contains("h") || second == 0 ? "" : ClockForm.seconds.text(second, at: moment))
    }

    /// The numbers that moments are as seconds since the start of 1970, or as billionths of them; nil in other forms.
    package func numbers(_ moments: [Double]) -> [Double]? {
        switch day {
        case "U": moments
        case "V": moments.map { moment in moment.isNaN ? .nan : decimal(text(moment)) ?? .nan }
        default: nil
        }
    }

    private func dayText(_ date: CivilDate, _ second: Double) -> String {
        let second = Int(second)
        return day.unicodeScalars.reduce(into: "") { text, letter in
            switch letter {
            case "Y": text += padded(date.year, to: 4)
            case "M": text += padded(date.month, to: 2)
            case "D": text += padded(date.day, to: 2)
            case "m": text += String(date.month)
            case "d": text += String(date.day)
            case "N": text += date.monthName
            case "F": text += CivilDate.longMonthNames[(date.month - 1) % 12]
            case "J": text += padded(date.dayNumber - CivilDate(year: date.year, month: 1, day: 1).dayNumber + 1, to: 3)
            case "h": text += padded(second / 3600, to: 2)
            case "i": text += padded(second / 60 % 60, to: 2)
            case "s": text += padded(second % 60, to: 2)
            case "B": text += "M" + padded(date.month, to: 2)
            case "G": text += padded(date.week.year, to: 4)
            case "W": text += "W" + padded(date.week.number, to: 2)
            case "A": text += CivilDate.weekdayNames[date.weekday]
            case "E": text += CivilDate.weekdayNames[date.weekday].prefix(3)
            case "Q": text += "Q\((date.month + 2) / 3)"
            default: text.unicodeScalars.append(letter)
            }
        }
    }

    /// The moment of a whole number that is a date in this form; nil where it is none.
    func moment(ofWholeNumber number: Double) -> Double? {
        guard let whole = Int(exactly: number), (1000...99_991_231_235_959).contains(whole) else { return nil }
        var second = 0
        let date =
            switch day {
            case "YMDhi", "YMDhis":
                Self.date(ofDigits: day == "YMDhi" ? whole * 100 : whole, &second)
            case "YMD": CivilDate(checkedYear: whole / 10_000, month: whole / 100 % 100, day: whole % 100)
            case "YMDh":
                Self.date(ofDigits: whole * 10_000, &second)
            case "YJ": Self.date(ofYear: whole / 1000, day: whole % 1000)
            case "YM": CivilDate(checkedYear: whole / 100, month: whole % 100, day: 1)
            case "Y": CivilDate(checkedYear: whole, month: 1, day: 1)
            default: nil as CivilDate?
            }
        guard let date, (1500...2200).contains(date.year) else { return nil }
        return Double(date.dayNumber * 86_400 + second)
    }

    /// The day of `2024065`.
    private static func date(ofYear year: Int, day: Int) -> CivilDate? {
        guard day >= 1, let first = CivilDate(checkedYear: year, month: 1, day: 1) else { return nil }
        let date = CivilDate(dayNumber: first.dayNumber + day - 1)
        return date.year == year ? date : nil
    }

    /// The day of `20240305060708`, and the second of it; nil where there is none.
    private static func date(ofDigits whole: Int, _ second: inout Int) -> CivilDate? {
        let (day, clock) = (whole / 1_000_000, whole % 1_000_000)
        guard clock / 10_000 < 24, clock / 100 % 100 < 60, clock % 100 < 60 else { return nil }
        second = clock / 10_000 * 3600 + clock / 100 % 100 * 60 + clock % 100
        return CivilDate(checkedYear: day / 10_000, month: day / 100 % 100, day: day % 100)
    }
}

/// `number` with zeros in front of it, to so many digits.
package func padded(_ number: Int, to digits: Int) -> String {
    let text = String(number.magnitude)
    return (number < 0 ? "-" : "") + String(repeating: "0", count: max(0, digits - text.count)) + text
}
