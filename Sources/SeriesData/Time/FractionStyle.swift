/// When the decimals of a second are written.
enum FractionStyle: Equatable, Sendable {
    case always
    /// Not where they are zeros, as Python's `isoformat()`.
    case notZero
    /// Three, six or nine, whichever tell all, as Java's `Instant`.
    case groups
    /// Without zeros at the end.
    case trimmed

    /// The style of decimals of so many digits, bit N being set where some row has N; and the greatest number of digits.
    static func of(_ lengths: Int) -> (digits: Int, style: FractionStyle) {
        let seen = (0...9).filter { lengths & 1 << $0 != 0 }
        guard let most = seen.last else { return (0, .always) }
        if seen.count == 1 { return (most, .always) }
        if seen == [0, most] { return (most, .notZero) }
        return seen.allSatisfy { $0.isMultiple(of: 3) } ? (most, .groups) : (most, .trimmed)
    }

    /// What of the digits is written; nothing of nothing.
    func cut(_ digits: String) -> String {
        switch self {
        case .always: return digits
        case .notZero: return digits.utf8.allSatisfy { $0 == UInt8(ascii: "0") } ? "" : digits
        case .groups, .trimmed:
            var end = digits.utf8.count
            let bytes = Array(digits.utf8)
            while end > 0, bytes[end - 1] == UInt8(ascii: "0") { end -= 1 }
            if self == .groups { end = (end + 2) / 3 * 3 }
            return String(digits.prefix(min(end, digits.utf8.count)))
        }
    }
}
