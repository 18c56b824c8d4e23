import CSVTables

/// Pieces of PDF: colours, names and texts.
///
/// Source: ISO 32000-1:2008, 7.3 “Objects”.
enum PDFText {
    /// A byte as a share of 255: `0.251`.
    static func share(_ byte: UInt8) -> String { fixedDecimal(Double(byte) / 255, digits: 3) }

    /// `0.122 0.467 0.706`.
    static func color(_ color: Color) -> String {
        [color.red, color.green, color.blue].map(share).joined(separator: " ")
    }

    /// Numbers in four hexadecimal digits each.
    static func hex(_ numbers: some Sequence<UInt16>) -> String {
        "<" + numbers.map { String(String(0x1_0000 + Int($0), radix: 16).dropFirst()) }.joined() + ">"
    }

    /// A word as a name, of which nothing is read as something else.
    static func name(_ word: String) -> String {
        word.utf8.reduce(into: "/") { name, byte in
            let isPlain = Unicode.Scalar(byte).properties.isAlphabetic && byte < 0x80
            name += isPlain ? String(Unicode.Scalar(byte)) : "#" + String(0x100 + Int(byte), radix: 16).dropFirst()
        }
    }

    /// A text as a string: in ASCII, else in UTF-16; what `MarkupText` leaves out is left out here.
    static func string(_ text: String) -> String {
        let kept = String(String.UnicodeScalarView(MarkupText.kept(text)))
        guard kept.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else { return hex([0xFEFF] + kept.utf16) }
        let escaped = kept.utf8.flatMap { "()\\".utf8.contains($0) ? [UInt8(ascii: "\\"), $0] : [$0] }
        return "(" + String(decoding: escaped, as: UTF8.self) + ")"
    }
}
