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
    /// Whether its minus or its exponent is written in another way: `(12.5)`, `12.5-`, `−12.5`, `1.25D+01`.
    let hasOtherSigns: Bool
    /// What stands in brackets behind it, as agencies mark estimates, with them: `12.5 (p)`, `12.5[1]`; empty for nothing.
    let mark: String
    /// Whether it is a bound, `<12.5`.
    let isBound: Bool

    /// Whether a text is a number in any of these forms, or stands for a missing one.
    package static func isNumber(_ text: some StringProtocol) -> Bool {
        let text = String(text)
        return DecimalMark.allCases.contains { ForeignNumber(text, $0) != nil } || MissingWord.isMissing(text, or: [])
    }

    private static let units = ["%", "$", "€", "£", "¥"]

    /// The number in a cell; nil where it is none.
    init?(_ cell: String, _ mark: DecimalMark) {
        if mark == .point, decimal(cell) != nil {
            (text, unit, isPlain, hasOtherSigns, self.mark, isBound) = (cell, "", true, false, "", false)
            return
        }
        var rest = cell
        // Spaces that do not break, and the minus of typography.
        if !cell.utf8.allSatisfy({ $0 < 0x80 }) {
            rest = String(rest.map { "\u{a0}\u{202f}".contains($0) ? " " : $0 == "\u{2212}" ? "-" : $0 })
        }
        isBound = rest.utf8.first.map { "<>".utf8.contains($0) } ?? false
        if isBound { rest = String(rest.dropFirst().drop { $0 == "=" || $0 == " " }) }
        (rest, self.mark) = Self.withoutMark(rest)
        let (signed, isNegated) = Self.withoutOtherSigns(rest)
        hasOtherSigns = isNegated || signed != rest || cell.contains("\u{2212}")
        rest = signed
        var isNegative = isNegated || rest.hasPrefix("-")
        if rest.hasPrefix("-") || rest.hasPrefix("+") { rest.removeFirst() }
        var unit = ""
        for candidate in Self.units {
            if rest.hasPrefix(candidate) { (unit, rest) = (candidate, String(rest.dropFirst(candidate.count))) }
            if rest.hasSuffix(candidate) { (unit, rest) = (candidate, String(rest.dropLast(candidate.count))) }
        }
        if unit.isEmpty { (rest, unit) = Self.withoutMoney(rest) }
        if unit.isEmpty { (rest, unit) = Self.withoutUnit(rest) }
        // $300K
        if Self.isSymbol(unit), let last = rest.last.map(String.init), Self.factors[last] != nil {
            (unit, rest) = (last, String(rest.dropLast()))
        }
        // $-12.5
        if !isNegative, rest.hasPrefix("-"), !unit.isEmpty {
            isNegative = true
            rest.removeFirst()
        }
        // What stands in brackets with a word is a remark, and no number below zero.
        if isNegated, cell.hasPrefix("("), !unit.isEmpty, !Self.isSymbol(unit) { return nil }
        while rest.hasSuffix(" ") { rest.removeLast() }
        while rest.hasPrefix(" ") { rest.removeFirst() }
        guard let first = rest.utf8.first, Self.isDigit(first) || first == mark.mark,
            let digits = Self.ungrouped(Array(rest.utf8), mark)
        else { return nil }
        let text = (isNegative ? "-" : "") + String(decoding: digits, as: UTF8.self)
        guard decimal(text) != nil else { return nil }
        (self.text, self.unit, isPlain) = (text, unit, false)
    }

    /// A number of accountants, in brackets or with the minus behind it, and one of Fortran, with a D before its exponent.
    private static func withoutOtherSigns(_ text: String) -> (text: String, isNegated: Bool) {
        var bytes = Array(text.utf8)
        guard let first = bytes.first, let last = bytes.last, bytes.count > 1 else { return (text, false) }
        if first == UInt8(ascii: "("), last == UInt8(ascii: ")"), bytes[1] != UInt8(ascii: "-") {
            return (String(decoding: bytes[1..<(bytes.count - 1)], as: UTF8.self), true)
        }
        if last == UInt8(ascii: "-"), isDigit(first) {
            return (String(decoding: bytes.dropLast(), as: UTF8.self), true)
        }
        if let place = bytes.firstIndex(where: { $0 | 0x20 == UInt8(ascii: "d") }), place > 0, place + 2 < bytes.count,
            isDigit(bytes[place - 1]) || bytes[place - 1] == UInt8(ascii: "."),
            "+-".utf8.contains(bytes[place + 1]), bytes[(place + 2)...].allSatisfy(isDigit)
        {
            bytes[place] = UInt8(ascii: "e")
            return (String(decoding: bytes, as: UTF8.self), false)
        }
        return (text, false)
    }

    /// A number without a letter or up to three, or a digit, in brackets behind it: `12.5 (p)`, `12.5[1]`.
    private static func withoutMark(_ text: String) -> (number: String, mark: String) {
        let bytes = Array(text.utf8)
        guard let last = bytes.last,
            let open = [UInt8(ascii: ")"): UInt8(ascii: "("), UInt8(ascii: "]"): UInt8(ascii: "[")][last],
            let place = bytes.lastIndex(of: open), place > 0
        else { return (text, "") }
        let inner = bytes[(place + 1)..<(bytes.count - 1)]
        let isLetters = (1...3).contains(inner.count) && inner.allSatisfy(isLetter)
        guard isLetters || (inner.count == 1 && inner.allSatisfy(isDigit)) else { return (text, "") }
        var number = bytes[..<place]
        while number.last == UInt8(ascii: " ") { number = number.dropLast() }
        return (String(decoding: number, as: UTF8.self), String(decoding: bytes[place...], as: UTF8.self))
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    /// A number and the money in front of it: a sign of a currency, with letters of a country perhaps, or its usual letters.
    private static func withoutMoney(_ text: String) -> (number: String, unit: String) {
        let word = text.unicodeScalars.prefix { !("0"..."9").contains($0) && !" \u{a0}-.".unicodeScalars.contains($0) }
        guard (1...4).contains(word.count) else { return (text, "") }
        var rest = text.unicodeScalars.dropFirst(word.count)
        let hasSign = word.contains { $0.properties.generalCategory == .currencySymbol }
        let isKnown = money.contains(String(String.UnicodeScalarView(word)))
        guard hasSign || isKnown else { return (text, "") }
        // Rs. 12.5
        if !hasSign, rest.first == "." { rest = rest.dropFirst() }
        while rest.first == " " { rest = rest.dropFirst() }
        return (String(String.UnicodeScalarView(rest)), String(String.UnicodeScalarView(word)))
    }

    private static let money: Set<String> = Set(
        ("USD EUR GBP JPY CHF CNY RMB KRW INR BRL MXN CAD AUD NZD SEK NOK DKK PLN CZK HUF RON TRY RUB ZAR SGD HKD TWD THB IDR "
            + "MYR PHP VND AED SAR ILS EGP NGN KES ARS CLP COP PEN BTC ETH Rs Rp RM kr Kr Fr Kč zł").split(
                separator: " "
            )
            .map(String.init))

    /// The longest unit that is taken for one, in bytes.
    private static let longestUnit = 12

    /// A number and the word behind it: letters, and what units have besides; behind a space, or without one.
    private static func withoutUnit(_ text: String) -> (number: String, unit: String) {
        let bytes = Array(text.utf8)
        guard let last = bytes.lastIndex(where: { isDigit($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",") })
        else {
            return (text, "")
        }
        var end = last
        // The 2 of m2, the s of m/s: what a unit goes on with behind a sign.
        if let space = bytes.lastIndex(of: UInt8(ascii: " ")), space + 1 < bytes.count, isUnitStart(bytes[space + 1]),
            bytes[..<space].last.map(isDigit) == true
        {
            end = space
            while end > 0, bytes[end] == UInt8(ascii: " ") { end -= 1 }
        }
        guard end + 1 < bytes.count else { return (text, "") }
        var unit = bytes[(end + 1)...]
        while unit.first == UInt8(ascii: " ") { unit = unit.dropFirst() }
        guard unit.count <= longestUnit, let first = unit.first, isUnitStart(first), !unit.contains(UInt8(ascii: " "))
        else {
            return (text, "")
        }
        return (String(decoding: bytes[...end], as: UTF8.self), String(decoding: unit, as: UTF8.self))
    }

    private static func isUnitStart(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte >= 0x80 || byte == UInt8(ascii: "*")
            || byte == UInt8(ascii: "#")
    }

    /// Whether a cell is a number without a unit, or with one that cannot be taken for another text.
    static func isPlainly(_ cell: String, _ mark: DecimalMark) -> Bool {
        guard let number = ForeignNumber(cell, mark) else { return false }
        return number.unit.isEmpty || units.contains(number.unit) || cell.utf8.contains(UInt8(ascii: " "))
            || factors[number.unit] != nil
    }

    /// What a letter right behind a number says: thousands, millions and so on.
    static let factors: [String: Double] = ["k": 1e3, "K": 1e3, "M": 1e6, "G": 1e9, "B": 1e9, "T": 1e12]

    /// Whether a unit is a sign of money or per cent, or holds one, as `R$` does.
    static func isSymbol(_ unit: String) -> Bool {
        units.contains(unit) || unit.unicodeScalars.contains { $0.properties.generalCategory == .currencySymbol }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    /// The bytes without separators between groups of three digits, and with a point; nil where the groups are not such.
    private static func ungrouped(_ bytes: [UInt8], _ mark: DecimalMark) -> [UInt8]? {
        let end = bytes.firstIndex { $0 == mark.mark || $0 | 0x20 == UInt8(ascii: "e") } ?? bytes.count
        let whole = bytes[..<end]
        var digits = Array(whole)
        if let separator = whole.first(where: { !isDigit($0) }) {
            let groups = whole.split(separator: separator, omittingEmptySubsequences: false)
            // 12,34,567 in India, where groups of two stand in front of one of three.
            let isOfTwo =
                separator == UInt8(ascii: ",") && groups.count > 2 && groups.last?.count == 3
                && (groups.first?.count ?? 0) <= 2 && groups.dropFirst().dropLast().allSatisfy { $0.count == 2 }
            guard mark.separators.contains(separator), let first = groups.first, (1...3).contains(first.count),
                first.first != UInt8(ascii: "0"), isOfTwo || groups.dropFirst().allSatisfy({ $0.count == 3 }),
                groups.allSatisfy({ $0.allSatisfy(isDigit) })
            else { return nil }
            digits = groups.flatMap(\.self)
        }
        return digits + bytes[end...].map { $0 == mark.mark ? UInt8(ascii: ".") : $0 }
    }
}
