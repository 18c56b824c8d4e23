import CSVTables
import SeriesData

/// A time of day without a day, or a length of time.
struct ClockText {
    /// Whole seconds since midnight, or of the length.
    let seconds: Int
    /// The decimals of a second, as they are written.
    let fraction: String
    /// As ``DateText`` reads it behind a day.
    let text: String

    /// Reads `6:07`, `06:07:08.9`, `06:07:08 PM`, `06h07`; nil for anything else, and for hours above 24.
    init?(_ cell: String) {
        guard (3...24).contains(cell.utf8.count), let first = cell.utf8.first, (0x30...0x39).contains(first) else {
            return nil
        }
        let isClock =
            cell.utf8.contains(UInt8(ascii: ":")) || cell.utf8.contains { $0 | 0x20 == UInt8(ascii: "h") }
            || cell.lowercased().hasSuffix("am") || cell.lowercased().hasSuffix("pm")
        guard isClock, let iso = ForeignTime.iso("2000-01-01 " + cell) else { return nil }
        let clock = String(iso.dropFirst(11))
        guard let parts = Self.parts(clock), parts.hours <= 24 else { return nil }
        (text, fraction) = (clock, parts.fraction)
        seconds = parts.hours * 3600 + parts.minutes * 60 + parts.seconds
        guard seconds <= 86_400 else { return nil }
    }

    /// The start of `00 - 01`, `00:00-01:00`, hours or times of day with the end behind a hyphen, and how long it lasts; nil
    /// where there are not two.
    static func span(_ cell: String) -> (start: ClockText, seconds: Int)? {
        var plain = ""
        for scalar in cell.unicodeScalars where !" \u{a0}".unicodeScalars.contains(scalar) {
            plain.unicodeScalars.append(scalar == "–" ? "-" : scalar)
        }
        let ends = plain.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false).map {
            String($0) ?? ""
        }
        let clocks = ends.compactMap { end in
            ClockText(end.utf8.count == 2 && end.utf8.allSatisfy { (0x30...0x39).contains($0) } ? end + ":00" : end)
        }
        guard clocks.count == 2, ends.count == 2 else { return nil }
        let seconds = (clocks[1].seconds - clocks[0].seconds + 86_400) % 86_400
        return seconds > 0 ? (clocks[0], seconds) : nil
    }

    /// Whether a text is a time of day with colons.
    static func isClock(_ cell: String) -> Bool { ClockText(cell) != nil }

    private static func parts(_ text: String) -> (hours: Int, minutes: Int, seconds: Int, fraction: String)? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2 || parts.count == 3, let hours = Int(parts[0]), let minutes = Int(parts[1]), minutes < 60
        else { return nil }
        guard parts.count == 3 else { return (hours, minutes, 0, "") }
        let second = parts[2].split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let seconds = second.first.flatMap({ Int($0) }), seconds < 60 else { return nil }
        return (hours, minutes, seconds, second.count > 1 ? String(second[1]) : "")
    }
}

/// A length of time, as libraries write it: `0 days 00:00:00.010000`, `1 day, 2:03:04`, `PT1H30M`, `P1DT2H`, `26:03:04`.
struct DurationText {
    /// Its seconds, as a decimal number.
    let seconds: String

    init?(_ cell: String) {
        guard (3...40).contains(cell.utf8.count) else { return nil }
        if cell.utf8.first.map({ $0 | 0x20 }) == UInt8(ascii: "p") {
            guard let seconds = Self.iso(cell) else { return nil }
            self.seconds = seconds
            return
        }
        var rest = Substring(cell)
        let isNegative = rest.hasPrefix("-")
        if isNegative { rest = rest.dropFirst() }
        var days = 0
        var hasDays = false
        if let space = rest.firstIndex(of: " "), let number = Int(rest[..<space]) {
            var word = rest[space...].dropFirst()
            guard word.hasPrefix("day") else { return nil }
            word = word.dropFirst(3)
            if word.hasPrefix("s") { word = word.dropFirst() }
            if word.hasPrefix(",") { word = word.dropFirst() }
            while word.hasPrefix(" ") { word = word.dropFirst() }
            if word.hasPrefix("+") { word = word.dropFirst() }
            (days, rest, hasDays) = (number, word, true)
        }
        guard days.magnitude < 10_000_000 else { return nil }
        if rest.isEmpty, hasDays {
            seconds = (isNegative ? "-" : "") + String(days * 86_400)
            return
        }
        let parts = rest.split(separator: ":", omittingEmptySubsequences: false)
        if parts.count == 2, !hasDays, let minutes = Int(parts[0]), (0..<1_000_000).contains(minutes) {
            // 3:04.5, minutes and seconds.
            let second = parts[1].split(separator: ".", omittingEmptySubsequences: false)
            guard second.count == 2, second[0].utf8.count == 2, let whole = Int(second[0]), (0..<60).contains(whole),
                !second[1].isEmpty, second[1].utf8.allSatisfy({ (0x30...0x39).contains($0) })
            else { return nil }
            seconds = Self.text(minutes * 60 + whole, String(second[1]), isNegative: isNegative)
            return
        }
        guard parts.count == 3 || (parts.count == 2 && hasDays), let hours = Int(parts[0]),
            (0..<1_000_000).contains(hours),
            let minutes = Int(parts[1]), (0..<60).contains(minutes)
        else { return nil }
        let second = parts.count == 3 ? parts[2].split(separator: ".", maxSplits: 1) : ["0"]
        guard let whole = second.first.flatMap({ Int($0) }), (0..<60).contains(whole),
            second.count < 2 || second[1].utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        let total = days * 86_400 + hours * 3600 + minutes * 60 + whole
        seconds = Self.text(total, second.count > 1 ? String(second[1]) : "", isNegative: isNegative)
    }

    private static func text(_ whole: Int, _ fraction: String, isNegative: Bool) -> String {
        var digits = Substring(fraction)
        while digits.hasSuffix("0") { digits = digits.dropLast() }
        return (isNegative ? "-" : "") + String(whole) + (digits.isEmpty ? "" : "." + digits)
    }

    /// `P1DT2H3M4.5S`.
    private static func iso(_ cell: String) -> String? {
        var (total, fraction, number, point) = (0, "", "", false)
        var isTime = false
        for scalar in cell.uppercased().unicodeScalars.dropFirst() {
            switch scalar {
            case "0"..."9":
                if point { fraction.unicodeScalars.append(scalar) } else { number.unicodeScalars.append(scalar) }
            case ".", ",": point = true
            case "T": isTime = true
            default:
                let units: [Unicode.Scalar: Int] = isTime ? ["H": 3600, "M": 60, "S": 1] : ["W": 604_800, "D": 86_400]
                guard let unit = units[scalar], number.utf8.count <= 9, let count = Int(number), !point || scalar == "S"
                else {
                    return nil
                }
                total += count * unit
                number = ""
            }
        }
        return number.isEmpty && cell.utf8.count > 2 ? text(total, fraction, isNegative: false) : nil
    }
}

/// A time from one moment to another: `20.01.2024 00:00 - 20.01.2024 01:00`.
enum TimeSpanText {
    /// The text before the sign between two times; nil where there are not two.
    static func start(_ cell: String) -> String? {
        for sign in [" - ", " – ", " — ", " to ", " bis ", "/", "..", " -> "] {
            guard let place = cell.range(of: sign) else { continue }
            let (start, end) = (String(cell[..<place.lowerBound]), String(cell[place.upperBound...]))
            if isTime(start), isTime(end) || ClockText(end) != nil { return start }
        }
        return nil
    }

    private static func isTime(_ text: String) -> Bool { DateText(text) != nil || ForeignTime.iso(text) != nil }
}

extension String {
    /// Where `part` first stands, by its bytes.
    fileprivate func range(of part: String) -> Range<String.Index>? {
        let (all, wanted) = (Array(utf8), Array(part.utf8))
        guard all.count >= wanted.count else { return nil }
        for start in 0...(all.count - wanted.count) where all[start..<(start + wanted.count)].elementsEqual(wanted) {
            let first = utf8.index(startIndex, offsetBy: start)
            return first..<utf8.index(first, offsetBy: wanted.count)
        }
        return nil
    }
}
