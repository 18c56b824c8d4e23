import CSVTables
import SeriesData

/// What numbers are that count time from a day on, under the name that its option has.
package enum NumberedTime: String, CaseIterable, Sendable {
    /// Days of MATLAB and Octave: 1 January of the year 0 is 1.
    case datenum
    /// Days of spreadsheets: 1 January 1900 is 1, and a day too many in that year.
    case excel
    /// Julian days, which begin at noon.
    case julian
    /// Modified Julian days.
    case mjd
    /// Days since 1 January 1970, as R's Date.
    case unixDays = "unix-days"
    /// Days since 1 January 1960, as SAS and Stata count them.
    case sas
    /// Seconds since 14 October 1582, as SPSS counts them.
    case spss
    /// Years with the part that is over behind the point.
    case decimalYear = "decimal-year"

    /// The seconds since the start of 1970 of a number.
    package func seconds(_ number: Double) -> Double {
        switch self {
        case .datenum: return (number - 719_529) * 86_400
        case .excel: return (number - 25_569) * 86_400
        case .julian: return (number - 2_440_587.5) * 86_400
        case .mjd: return (number - 40_587) * 86_400
        case .unixDays: return number * 86_400
        case .sas: return (number - 3653) * 86_400
        case .spss: return number - 12_219_379_200
        case .decimalYear:
            let year = Int(number.rounded(.down))
            let first = CivilDate(year: year, month: 1, day: 1).dayNumber
            let length = CivilDate(year: year + 1, month: 1, day: 1).dayNumber - first
            return (Double(first) + (number - Double(year)) * Double(length)) * 86_400
        }
    }

    /// The time of a number that is known to so many decimals: to the millisecond where they tell as much, else the whole second,
    /// or minute, that they allow; nil beyond the calendar.
    package func iso(_ number: Double, places: Int) -> String? {
        guard number.magnitude < 1e12 else { return nil }
        let exact = seconds(number)
        let last = (0..<places).reduce(1.0) { unit, _ in unit / 10 }
        return Self.iso(seconds: exact, known: abs(seconds(number + last) - exact))
    }

    /// The time of seconds since the start of 1970 of which so many are known as their last decimal place; nil beyond the calendar.
    static func iso(seconds exact: Double, known: Double) -> String? {
        guard (-62_135_596_800..<253_402_300_800).contains(exact) else { return nil }
        // Half of the last decimal place, of days mostly; but a Double of so many days knows no better than this.
        let blur = max(0.02, 0.505 * known)
        var seconds = (exact * 1000).rounded() / 1000
        for unit in [1.0, 60] where blur < unit / 2 {
            let whole = (exact / unit).rounded() * unit
            if abs(exact - whole) <= blur { seconds = whole }
            break
        }
        let day = Int((seconds / 86_400).rounded(.down))
        let rest = seconds - Double(day) * 86_400
        let text = CivilDate(dayNumber: day).isoText
        if rest == 0 { return text + "T00:00:00" }
        let parts = Int(rest)
        let thousandths = Int(((rest - Double(parts)) * 1000).rounded())
        return text + "T\(padded(parts / 3600, to: 2)):\(padded(parts / 60 % 60, to: 2)):\(padded(parts % 60, to: 2))"
            + (thousandths > 0 ? "." + padded(thousandths, to: 3) : "")
    }

    /// The ways in which numbers may be times of the years 1950 to 2100, whose days are so many that no other number is as
    /// likely: those of MATLAB and Octave, and Julian days.
    package static func sure(_ numbers: [Double]) -> NumberedTime? {
        let candidates: [(NumberedTime, ClosedRange<Double>)] = [
            (.datenum, 712_224...767_010), (.julian, 2_433_282...2_488_070),
        ]
        return candidates.first { candidate in numbers.allSatisfy(candidate.1.contains) }?.0
    }

    /// What a column is called by that counts days in one of these ways: `MJD`, `datenum`.
    init?(_ name: String) { self.init(rawValue: name.lowercased()) }

    /// The way that the name of a column says, where its numbers are times of the years 1900 to 2100 by it.
    static func named(_ name: String, _ numbers: [Double]) -> NumberedTime? {
        NumberedTime(name).flatMap { form in
            numbers.allSatisfy { (-2_208_988_800...4_102_444_800).contains(form.seconds($0)) } ? form : nil
        }
    }

    /// The ways in which numbers in a column that is called a time may be days.
    package static func possible(_ numbers: [Double]) -> [NumberedTime] {
        let days: [NumberedTime] = [.excel, .mjd, .unixDays, .sas, .spss]
        return days.filter { form in numbers.allSatisfy { (631_152_000...4_102_444_800).contains(form.seconds($0)) } }
    }
}
