/// How a column writes the time of day.
struct ClockForm: Equatable, Sendable {
    /// ISO's, to the second.
    static let seconds = ClockForm(
        separator: "T", hourDigits: 2, hasSeconds: true, fraction: nil, half: nil, zone: "", offset: 0)

    /// What stands between the day and the time.
    private let separator: String
    let hourDigits: Int
    private let hasSeconds: Bool
    /// What stands before the decimals of a second, and how many there are.
    private let fraction: Fraction?
    /// How the half of the day is said, `AM` or `PM`, on a clock of twelve hours.
    private let half: Half?
    /// What stands after the time, and the seconds that the clock is ahead of UTC by it.
    let zone: String
    private let offset: Double
    /// Where the zone changes in a column, from one moment on; empty where it never does.
    private var zones: [ZoneChange] = []
    /// Whether moments are those of the clock, not of UTC.
    private var isLocal = false
    /// The billionths of a second that moments do not tell.
    private var rests = FineTimes.none

    private struct Fraction: Equatable, Sendable {
        let point: String
        let digits: Int
        var style = FractionStyle.always
    }

    private struct Half: Equatable, Sendable {
        let space: String
        let isCapital: Bool
    }

    private init(
        separator: String, hourDigits: Int, hasSeconds: Bool, fraction: Fraction?, half: Half?, zone: String,
        offset: Double
    ) {
        self.half = half
        self.separator = separator
        self.hourDigits = hourDigits
        self.hasSeconds = hasSeconds
        self.fraction = fraction
        self.zone = zone
        self.offset = offset
    }

    /// The form of the time of day in a text that was read as a date; nil where there is none.
    init?(in text: String) {
        let bytes = Array(text.utf8)
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else { return nil }
        let hourStart = (bytes[..<colon].lastIndex { !Self.isDigit($0) } ?? -1) + 1
        guard hourStart > 0 else { return nil }
        separator = String(decoding: bytes[(hourStart - 1)..<hourStart], as: UTF8.self)
        hourDigits = colon - hourStart
        var next = colon + 1
        func skipDigits() -> Int {
            let start = next
            while next < bytes.count, Self.isDigit(bytes[next]) { next += 1 }
            return next - start
        }
        _ = skipDigits()
        var (hasSeconds, fraction) = (false, nil as Fraction?)
        if next < bytes.count, bytes[next] == UInt8(ascii: ":") {
            hasSeconds = true
            next += 1
            _ = skipDigits()
            if next < bytes.count, [UInt8(ascii: "."), UInt8(ascii: ",")].contains(bytes[next]) {
                let point = String(decoding: bytes[next...next], as: UTF8.self)
                next += 1
                fraction = Fraction(point: point, digits: min(skipDigits(), 9))
            }
        }
        (self.hasSeconds, self.fraction) = (hasSeconds, fraction)
        let isSpaced = next < bytes.count && bytes[next] == UInt8(ascii: " ")
        let mark = bytes[next...].dropFirst(isSpaced ? 1 : 0).prefix(2)
        if ["am", "pm"].contains(String(decoding: mark.map { $0 | 0x20 }, as: UTF8.self)) {
            half = Half(space: isSpaced ? " " : "", isCapital: mark.allSatisfy { $0 & 0x20 == 0 })
            next = mark.endIndex
        } else {
            half = nil
        }
        zone = String(decoding: bytes[next...], as: UTF8.self)
        offset = Array(bytes[next...]).withUnsafeBufferPointer { bytes in
            var scanner = DateScanner(bytes)
            return scanner.offset() ?? 0
        }
    }

    /// The same as all of a column has it.
    func completed(_ style: (digits: Int, style: FractionStyle), zones: [ZoneChange], isLocal: Bool, rests: FineTimes)
        -> ClockForm
    {
        let fraction =
            style.digits == 0 ? nil : Fraction(point: fraction?.point ?? ".", digits: style.digits, style: style.style)
        var form = ClockForm(
            separator: separator, hourDigits: hourDigits, hasSeconds: hasSeconds || fraction != nil, fraction: fraction,
            half: half, zone: zone, offset: offset)
        form.zones = zones
        form.isLocal = isLocal
        form.rests = rests
        return form
    }

    /// What the clock's zone is at a moment: its text and its offset.
    private func zone(at moment: Double) -> (text: String, offset: Double) {
        guard let first = zones.first else { return (zone, offset) }
        // The last change that is not after the moment.
        var (low, high) = (0, zones.count)
        while low < high {
            let middle = (low + high) / 2
            if zones[middle].moment <= moment { low = middle + 1 } else { high = middle }
        }
        let change = low > 0 ? zones[low - 1] : first
        return (change.zone, isLocal ? 0 : change.offset)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    /// A moment on this clock, to what it shows.
    func rounded(_ moment: Double) -> Double {
        let local = moment + zone(at: moment).offset
        guard hasSeconds else { return (local / 60).rounded(.down) * 60 }
        guard let fraction else { return local.rounded() }
        // Of billionths the thousands, the rest being kept beside.
        let unit = Self.power(min(fraction.digits, 6))
        if fraction.digits > 6 { return ((local - Double(rests.rest(at: moment)) / 1e9) * unit).rounded() / unit }
        return (local * unit).rounded() / unit
    }

    /// The text of a time of day, of a moment, with what stands before and after it.
    func text(_ second: Double, at moment: Double) -> String {
        let whole = Int(second)
        let hour = half == nil ? whole / 3600 : (whole / 3600 + 11) % 12 + 1
        var text = separator + padded(hour, to: hourDigits) + ":" + padded(whole / 60 % 60, to: 2)
        if hasSeconds { text += ":" + padded(whole % 60, to: 2) }
        if let fraction {
            let unit = Self.power(min(fraction.digits, 6))
            let parts = min(((second - Double(whole)) * unit).rounded(), unit - 1)
            var digits = padded(Int(parts), to: min(fraction.digits, 6))
            if fraction.digits > 6 {
                digits += String(padded(rests.rest(at: moment), to: 3).prefix(fraction.digits - 6))
            }
            digits = fraction.style.cut(digits)
            if !digits.isEmpty { text += fraction.point + digits }
        }
        if let half {
            let word = whole < 43_200 ? "AM" : "PM"
            text += half.space + (half.isCapital ? word : word.lowercased())
        }
        return text + zone(at: moment).text
    }

    /// All seconds since the start of 1970, with the decimals of them; or their billionths.
    func epochText(_ rounded: Double, at moment: Double, isBillionths: Bool) -> String {
        let whole = rounded.rounded(.down)
        guard let fraction else { return String(Int(whole)) }
        let digits = min(fraction.digits, 6)
        let unit = Self.power(digits)
        let parts = Int(min(((rounded - whole) * unit).rounded(), unit - 1))
        var text = padded(parts, to: digits)
        if fraction.digits > 6 { text += String(padded(rests.rest(at: moment), to: 3).prefix(fraction.digits - 6)) }
        if isBillionths { return String(Int(whole)) + text }
        text = fraction.style.cut(text)
        return String(Int(whole)) + (text.isEmpty ? "" : "." + text)
    }

    private static func power(_ digits: Int) -> Double { (0..<digits).reduce(1.0) { power, _ in power * 10 } }
}
