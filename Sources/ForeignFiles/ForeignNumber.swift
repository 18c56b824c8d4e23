import CSVTables

/// How a file writes its decimals.
package enum DecimalMark: String, CaseIterable, Sendable {
    case point, comma

    var mark: UInt8 { UInt8(ascii: self == .point ? "." : ",") }
    /// What may stand between groups of three digits.
    fileprivate var separators: [UInt8] { Array(self == .point ? ", '_".utf8 : ". '_".utf8) }
}

/// A number as it is written in files from elsewhere: with thousands separators, a decimal comma, a sign of money or per cent.
package struct ForeignNumber: Equatable {
    /// The same as ``decimal(_:)`` reads it.
    let text: String
    /// `%`, `$` or the like; empty for none.
    let unit: String
    /// Whether the cell has it so already.
    let isPlain: Bool

    /// Whether a text is a number in any of these forms, or stands for a missing one.
    package static func isNumber(_ text: some StringProtocol) -> Bool {
        let text = String(text)
        return DecimalMark.allCases.contains { ForeignNumber(text, $0) != nil } || MissingWord.isMissing(text, or: [])
    }

    private static let units = ["%", "$", "€", "£", "¥"]

    /// The number in a cell; nil where it is none.
    init?(_ cell: String, _ mark: DecimalMark) {
        if mark == .point, decimal(cell) != nil {
            (text, unit, isPlain) = (cell, "", true)
            return
        }
        var rest = cell
        // Spaces that do not break, and the minus of typography.
        if !cell.utf8.allSatisfy({ $0 < 0x80 }) {
            rest = String(rest.map { "\u{a0}\u{202f}".contains($0) ? " " : $0 == "\u{2212}" ? "-" : $0 })
        }
        let isNegative = rest.hasPrefix("-")
        if isNegative || rest.hasPrefix("+") { rest.removeFirst() }
        var unit = ""
        for candidate in Self.units {
            if rest.hasPrefix(candidate) { (unit, rest) = (candidate, String(rest.dropFirst(candidate.count))) }
            if rest.hasSuffix(candidate) { (unit, rest) = (candidate, String(rest.dropLast(candidate.count))) }
        }
        while rest.hasSuffix(" ") { rest.removeLast() }
        while rest.hasPrefix(" ") { rest.removeFirst() }
        guard let first = rest.utf8.first, Self.isDigit(first) || first == mark.mark,
            let digits = Self.ungrouped(Array(rest.utf8), mark)
        else { return nil }
        let text = (isNegative ? "-" : "") + String(decoding: digits, as: UTF8.self)
        guard decimal(text) != nil else { return nil }
        (self.text, self.unit, isPlain) = (text, unit, false)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    /// The bytes without separators between groups of three digits, and with a point; nil where the groups are not such.
    private static func ungrouped(_ bytes: [UInt8], _ mark: DecimalMark) -> [UInt8]? {
        let end = bytes.firstIndex { $0 == mark.mark || $0 | 0x20 == UInt8(ascii: "e") } ?? bytes.count
        let whole = bytes[..<end]
        var digits = Array(whole)
        if let separator = whole.first(where: { !isDigit($0) }) {
            let groups = whole.split(separator: separator, omittingEmptySubsequences: false)
            guard mark.separators.contains(separator), let first = groups.first, (1...3).contains(first.count),
                first.first != UInt8(ascii: "0"), groups.dropFirst().allSatisfy({ $0.count == 3 }),
                groups.allSatisfy({ $0.allSatisfy(isDigit) })
            else { return nil }
            digits = groups.flatMap(\.self)
        }
        return digits + bytes[end...].map { $0 == mark.mark ? UInt8(ascii: ".") : $0 }
    }
}
