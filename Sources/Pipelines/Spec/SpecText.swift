/// The text of a spec, before anything reads YAML in it.
enum SpecText {
    /// The largest spec, in bytes.
    static let largest = 1 << 20

    /// Decodes a spec, and makes sure that it holds nothing but text.
    ///
    /// - Throws: ``SpecProblem`` at the first byte that is not text.
    static func decode(_ bytes: [UInt8]) throws(SpecProblem) -> String {
        guard bytes.count <= largest else {
            throw SpecProblem(
                at: .start, "the file has \(bytes.count) bytes; a spec is a text of at most \(largest) bytes")
        }
        let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let body = bytes.starts(with: byteOrderMark) ? bytes.dropFirst(byteOrderMark.count) : bytes[...]
        var decoder = UTF8()
        var rest = body.makeIterator()
        var (line, column) = (1, 1)
        var isAfterReturn = false
        while true {
            switch decoder.decode(&rest) {
            case .emptyInput:
                return String(decoding: body, as: UTF8.self)
            case .error:
                throw SpecProblem(
                    at: SpecPosition(line: line, column: column), "not UTF-8 text; a spec is YAML in UTF-8")
            case .scalarValue(let scalar):
                guard isText(scalar) else {
                    let code = String(scalar.value, radix: 16, uppercase: true)
                    throw SpecProblem(
                        at: SpecPosition(line: line, column: column),
                        "a control character, U+\(code); a spec is YAML text, where \"\\u...\" stands for such")
                }
                let endsLine = scalar == "\r" || (scalar == "\n" && !isAfterReturn)
                if endsLine {
                    (line, column) = (line + 1, 1)
                } else if scalar != "\n" {
                    column += 1
                }
                isAfterReturn = scalar == "\r"
            }
        }
    }

    /// Whether YAML allows the character, and all readers of YAML agree that it ends no line but where it should.
    private static func isText(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D: true
        case 0x20...0x7E, 0xA0...0x2027, 0x202A...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD: true
        case 0x10000...0x10FFFF: true
        default: false
        }
    }
}
