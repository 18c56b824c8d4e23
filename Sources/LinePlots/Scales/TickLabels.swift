/// What stands at the ticks of an axis, and what stands once beside the axis for all of them.
///
/// All labels have the same number of decimals. A common power of ten is taken out where it makes them shorter; a
/// common addend only where it saves more than six digits, and then it is written in full.
struct TickLabels: Equatable, Sendable {
    let spans: [[TextSpan]]
    /// What makes values of labels, as in “×10⁻⁹ + 1200000”; nil when labels are the values.
    let note: [TextSpan]?
    /// What stands in a second row, at the first of the ticks that share it; empty where there is no such row.
    var contexts: [String?] = []

    static let minus = "\u{2212}"
    /// Longer labels are tried with a power of ten.
    private static let comfortableLength = 6
    /// A power of ten has to shorten labels by this many characters.
    private static let worthwhileSaving = 3
    /// An addend has to save more digits than this.
    private static let savedDigits = 6

    /// The labels as they would be read aloud, without raised parts marked.
    var labels: [String] { spans.map { $0.map(\.text).joined() } }

    init(_ spans: [[TextSpan]], contexts: [String?] = []) {
        self.spans = spans
        self.contexts = contexts
        note = nil
    }

    /// Labels for the values `counts` · 10^`exponent`.
    init(_ counts: [Int], exponent: Int) {
        let offset = Self.offset(counts)
        let rest = counts.map { $0 - offset }
        let power = Self.power(rest, exponent: exponent)
        spans = rest.map { [TextSpan(text: Self.decimal($0, exponent: exponent - power))] }
        var note: [TextSpan] = []
        if power != 0 {
            note = [
                TextSpan(text: "×10"), TextSpan(text: Self.decimal(power, exponent: 0), height: .raised),
            ]
        }
        if offset != 0 {
            let sign = offset < 0 ? "\(Self.minus) " : "+ "
            note += (note.isEmpty ? [] : [TextSpan(text: " ")]) + [TextSpan(text: sign)]
            note += Self.spelledOut(abs(offset), exponent: exponent)
        }
        self.note = note.isEmpty ? nil : note
    }

    /// A whole number of 10^`exponent` as a decimal.
    static func decimal(_ count: Int, exponent: Int) -> String {
        var digits = String(count.magnitude)
        if exponent > 0 && count != 0 { digits += String(repeating: "0", count: exponent) }
        if exponent < 0 {
            let missing = 1 - exponent - digits.count
            if missing > 0 { digits = String(repeating: "0", count: missing) + digits }
            digits.insert(".", at: digits.index(digits.endIndex, offsetBy: exponent))
        }
        return count < 0 ? minus + digits : digits
    }

    /// The power of ten that is taken out, or 0.
    private static func power(_ counts: [Int], exponent: Int) -> Int {
        let largest = counts.map(\.magnitude).max() ?? 0
        guard largest > 0 else { return 0 }
        let power = exponent + digitCount(largest) - 1
        let plain = length(counts, exponent: exponent)
        let short = length(counts, exponent: exponent - power)
        return plain > comfortableLength && plain - short >= worthwhileSaving ? power : 0
    }

    /// The length of the longest label, computed so that no absurdly long one is made.
    private static func length(_ counts: [Int], exponent: Int) -> Int {
        let digits = digitCount(counts.map(\.magnitude).max() ?? 0)
        return exponent >= 0 ? digits + exponent : max(digits, 1 - exponent) + 1
    }

    /// What all counts share in their leading digits, or 0 where it is not worth while.
    private static func offset(_ counts: [Int]) -> Int {
        guard let least = counts.map(\.magnitude).min(), let most = counts.map(\.magnitude).max(), least > 0,
            let sign = counts.first?.signum(), counts.allSatisfy({ $0.signum() == sign })
        else { return 0 }
        var unit = 1
        while UInt(unit) <= most - least { unit *= 10 }
        let low = Int(least) / unit
        let high = Int(most) / unit
        // Where the leading digits change within the axis, labels count from the change.
        let offset = (low == high ? low : high) * unit
        let rest = max(Int(most) - offset, offset - Int(least))
        let saved = digitCount(most) - digitCount(UInt(rest))
        return saved > savedDigits ? sign * offset : 0
    }

    /// A number in full, or, where that would be mostly zeros, with a power of ten of its own.
    private static func spelledOut(_ count: Int, exponent: Int) -> [TextSpan] {
        var (digits, power) = (count, exponent)
        while digits != 0 && digits.isMultiple(of: 10) {
            digits /= 10
            power += 1
        }
        if length([digits], exponent: power) <= 18 { return [TextSpan(text: decimal(digits, exponent: power))] }
        let lead = digitCount(digits.magnitude) - 1
        return [
            TextSpan(text: decimal(digits, exponent: -lead) + "×10"),
            TextSpan(text: decimal(power + lead, exponent: 0), height: .raised),
        ]
    }

    private static func digitCount(_ number: UInt) -> Int {
        String(number).count
    }
}
