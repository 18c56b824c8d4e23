import CSVTables
import SeriesData

/// Numbers that count time from a moment on, as the climate and forecast conventions name them: `days since 1850-01-01`.
///
/// The calendar is the usual one; a month counts as one of the calendar, for whole numbers alone.
struct CountedSince {
    private enum Unit {
        case seconds(Double)
        case months(Int)
    }

    private let unit: Unit
    /// Seconds since the start of 1970, UTC.
    private let origin: Double

    private static let units: [(names: Set<String>, unit: Unit)] = [
        (["milliseconds", "millisecond", "msec", "msecs", "ms"], .seconds(0.001)),
        (["seconds", "second", "secs", "sec", "s"], .seconds(1)),
        (["minutes", "minute", "mins", "min"], .seconds(60)),
        (["hours", "hour", "hrs", "hr", "h"], .seconds(3600)),
        (["days", "day", "d"], .seconds(86_400)),
        (["weeks", "week"], .seconds(604_800)),
        (["months", "month"], .months(1)),
        (["years", "year"], .months(12)),
    ]

    /// Finds a unit, `since` and a date in a text; nil where there are none.
    init?(in text: String) {
        guard text.utf8.count <= 200, text.utf8.contains(where: { (0x30...0x39).contains($0) }) else { return nil }
        let bytes = text.lowercased().utf8.map { "_\"'[](),;".utf8.contains($0) ? UInt8(ascii: " ") : $0 }
        let words = bytes.split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
        guard let since = words.firstIndex(of: "since"), since > 0, since + 1 < words.count,
            // A unit may have a sign in front, "time:days since".
            let name = words[since - 1].split(whereSeparator: { ":=#".contains($0) }).last.map(String.init),
            let unit = Self.units.first(where: { $0.names.contains(name) })?.unit
        else { return nil }
        var date = words[since + 1]
        if let place = date.firstIndex(of: "t") { date = date[..<place] + " " + date[date.index(after: place)...] }
        let clock = since + 2 < words.count && words[since + 2].contains(":") ? words[since + 2] : nil
        // 1900-1-1 00:00:0.0 is written by some.
        guard let day = Self.day(date), let seconds = clock.map(Self.seconds) ?? 0 else { return nil }
        (self.unit, origin) = (unit, day + seconds)
    }

    private static func day(_ text: String) -> Double? {
        let parts = text.split(separator: " ")
        guard let first = parts.first else { return nil }
        let numbers = first.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard numbers.count == 3, let year = numbers[0], let month = numbers[1], let day = numbers[2],
            let date = CivilDate(checkedYear: year, month: month, day: day)
        else { return nil }
        let seconds = parts.count > 1 ? Self.seconds(String(parts[1])) : 0
        return seconds.map { Double(date.dayNumber) * 86_400 + $0 }
    }

    /// The seconds of a time of day, with digits left out and a zone behind perhaps.
    private static func seconds(_ text: String) -> Double? {
        let bare = text.hasSuffix("z") ? String(text.dropLast()) : text
        let parts = bare.split(separator: ":", omittingEmptySubsequences: false).map { decimal(String($0)) }
        guard (1...3).contains(parts.count), !parts.contains(nil) else { return nil }
        let numbers = parts.compactMap(\.self) + [0, 0]
        guard (0...24).contains(numbers[0]), (0..<60).contains(numbers[1]), (0..<61).contains(numbers[2]) else {
            return nil
        }
        return numbers[0] * 3600 + numbers[1] * 60 + numbers[2]
    }

    /// The time of a number that is known to so many decimals, as ISO has it; nil beyond the calendar.
    func iso(_ number: Double, places: Int) -> String? {
        switch unit {
        case .seconds(let size):
            let last = size * (0..<places).reduce(1) { part, _ in part / 10 }
            return NumberedTime.iso(seconds: origin + number * size, known: last)
        case .months(let count):
            guard let steps = Int(exactly: number), steps.magnitude < 100_000 else { return nil }
            let day = CivilDate(dayNumber: Int((origin / 86_400).rounded(.down))).day
            let moved = Frequency.months(count, .number(day)).moment(origin, plus: steps)
            return moved.isFinite ? NumberedTime.iso(seconds: moved, known: 0) : nil
        }
    }

    /// A name without the unit, `time (days since 1850-01-01)` as `time`.
    static func withoutUnit(_ name: String) -> String {
        let bytes = Array(name.utf8)
        guard let place = bytes.firstIndex(where: { "([".utf8.contains($0) }) else {
            return CountedSince(in: name) == nil ? name : "time"
        }
        var front = bytes[..<place]
        while let last = front.last, " _:,".utf8.contains(last) { front = front.dropLast() }
        return front.isEmpty ? "time" : String(decoding: front, as: UTF8.self)
    }
}
