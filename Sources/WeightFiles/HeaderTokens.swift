/// The tokens of a weight file's header, which is JSON of which only objects, lists, strings and whole numbers are used.
///
/// Source: T. Bray, RFC 8259, “The JavaScript Object Notation (JSON) Data Interchange Format”, 2017.
struct HeaderTokens {
    enum Token: Equatable {
        case openObject, closeObject, openList, closeList, colon, comma, null, end
        /// The text with its escapes resolved: UTF-8.
        case string([UInt8])
        case integer(Int)
    }

    /// All bytes of the file, of which the header is a part.
    private let bytes: [UInt8]
    private let end: Int
    private var next: Int
    /// Where the token last read begins.
    private(set) var start: Int

    /// The tokens of the part `range` of `bytes`, which is UTF-8.
    init(_ bytes: [UInt8], in range: Range<Int>) {
        self.bytes = bytes
        next = range.lowerBound
        start = range.lowerBound
        end = range.upperBound
    }

    /// Reads a token that must be `token`, whose place in the header is called `place`.
    mutating func expect(_ token: Token, _ place: String) throws(WeightFileError) {
        let found = try read()
        if found != token { throw unexpected(found, expected: "\(Self.text(token)) \(place)") }
    }

    /// Reads a string, called `what` in errors.
    mutating func string(_ what: String) throws(WeightFileError) -> [UInt8] {
        let found = try read()
        guard case .string(let text) = found else { throw unexpected(found, expected: what) }
        return text
    }

    /// Reads what follows a member of an object or an item of a list; true where another one does.
    mutating func hasMore(until close: Token) throws(WeightFileError) -> Bool {
        let found = try read()
        if found == close { return false }
        if found != .comma { throw unexpected(found, expected: "',' or \(Self.text(close))") }
        return true
    }

    /// Reads a list of whole numbers, called `what` in errors, of which there may be `most`.
    mutating func integers(_ what: String, most: Int) throws(WeightFileError) -> [Int] {
        try expect(.openList, "for \(what)")
        var numbers: [Int] = []
        while true {
            let found = try read()
            if found == .closeList, numbers.isEmpty { return [] }
            guard case .integer(let number) = found else {
                throw unexpected(found, expected: "a whole number in \(what)")
            }
            if numbers.count == most { throw error("found more than \(most) numbers in \(what)") }
            numbers.append(number)
            if try !hasMore(until: .closeList) { return numbers }
        }
    }

    /// Reads the next token.
    mutating func read() throws(WeightFileError) -> Token {
        while next < end, Self.isSpace(bytes[next]) { next += 1 }
        start = next
        guard next < end else { return .end }
        let sign: Token
        switch bytes[next] {
        case UInt8(ascii: "\""): return .string(try readString())
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): return .integer(try readInteger())
        case UInt8(ascii: "{"): sign = .openObject
        case UInt8(ascii: "}"): sign = .closeObject
        case UInt8(ascii: "["): sign = .openList
        case UInt8(ascii: "]"): sign = .closeList
        case UInt8(ascii: ":"): sign = .colon
        case UInt8(ascii: ","): sign = .comma
        case UInt8(ascii: "n") where bytes[next..<end].starts(with: "null".utf8):
            next += 4
            return .null
        default: throw error("found \(foundWord()), which has no place in the header")
        }
        next += 1
        return sign
    }

    func unexpected(_ token: Token, expected: String) -> WeightFileError {
        error("found \(Self.text(token)); expected \(expected)")
    }

    /// An error at the token last read.
    func error(_ problem: String) -> WeightFileError {
        WeightFileError(offset: start, problem + "; the file is damaged, or its writer is in error")
    }

    private mutating func readInteger() throws(WeightFileError) -> Int {
        let text = bytes[next..<end].prefix { Self.isInNumber($0) }
        next += text.count
        let isPlain = text.allSatisfy { (48...57).contains($0) } && (text.first != 48 || text.count == 1)
        guard isPlain, let number = Int(String(decoding: text, as: UTF8.self)) else {
            throw error(
                "found the number \(WeightFileError.quoted(text)); expected a whole number of at most 9223372036854775807"
            )
        }
        return number
    }

    private static func isInNumber(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "e"), UInt8(ascii: "E"):
            true
        default: false
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09
    }

    private mutating func readString() throws(WeightFileError) -> [UInt8] {
        var text: [UInt8] = []
        next += 1
        while next < end {
            let plain = bytes[next..<end].prefix { $0 != 0x22 && $0 != 0x5c && $0 >= 0x20 }
            text += plain
            next += plain.count
            guard next < end else { break }
            switch bytes[next] {
            case 0x22:
                next += 1
                return text
            case 0x5c: try readEscape(into: &text)
            default:
                start = next
                throw error("found a control character in a string; expected an escape for it")
            }
        }
        throw error("found a string that does not end in the header")
    }

    private mutating func readEscape(into text: inout [UInt8]) throws(WeightFileError) {
        let escape = next
        next += 1
        if next < end, let byte = Self.plainEscape(bytes[next]) {
            text.append(byte)
            next += 1
            return
        }
        if let unit = readUnit() {
            var value = UInt32(unit)
            if UTF16.isLeadSurrogate(unit), next < end, bytes[next] == 0x5c {
                next += 1
                if let second = readUnit(), UTF16.isTrailSurrogate(second) {
                    value = 0x10000 + (UInt32(unit) & 0x3ff) << 10 + UInt32(second) & 0x3ff
                }
            }
            if let scalar = Unicode.Scalar(value) {
                text += String(scalar).utf8
                return
            }
        }
        start = escape
        throw error("found a wrong escape in a string")
    }

    /// Reads `u` and four hexadecimal digits.
    private mutating func readUnit() -> UInt16? {
        guard end - next >= 5, bytes[next] == UInt8(ascii: "u") else { return nil }
        var unit: UInt16 = 0
        for byte in bytes[next + 1..<next + 5] {
            guard let digit = Self.hexadecimalDigit(byte) else { return nil }
            unit = unit << 4 | UInt16(digit)
        }
        next += 5
        return unit
    }

    private static func hexadecimalDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    /// What a backslash and `byte` stand for, where that is one byte.
    private static func plainEscape(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): byte
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0c
        case UInt8(ascii: "n"): 0x0a
        case UInt8(ascii: "r"): 0x0d
        case UInt8(ascii: "t"): 0x09
        default: nil
        }
    }

    /// The word or sign at the place of the reader.
    private func foundWord() -> String {
        let word = bytes[start..<end].prefix { (97...122).contains($0 | 0x20) }
        return WeightFileError.quoted(word.isEmpty ? bytes[start..<min(start + 1, end)] : word)
    }

    private static func text(_ token: Token) -> String {
        switch token {
        case .openObject: "'{'"
        case .closeObject: "'}'"
        case .openList: "'['"
        case .closeList: "']'"
        case .colon: "':'"
        case .comma: "','"
        case .null: "'null'"
        case .end: "the end of the header"
        case .string(let text): "the string \(WeightFileError.quoted(text))"
        case .integer(let number): "the number \(number)"
        }
    }
}
