/// Texts as a terminal may get them.
enum TerminalText {
    /// `text` without characters that move the cursor or change colours.
    static func harmless(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    switch scalar.properties.generalCategory {
                    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: " "
                    default: scalar
                    }
                }))
    }

    /// A label whose raised parts are written with the raised digits of Unicode.
    static func plain(_ spans: [TextSpan]) -> String {
        let raised: [Character: Character] = [
            "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷", "8": "⁸", "9": "⁹",
            "−": "⁻",
        ]
        return spans.map { span in
            span.isSuperscript ? String(span.text.map { raised[$0] ?? $0 }) : span.text
        }.joined()
    }

    /// `text` cut to so many characters, the last one then being an ellipsis.
    static func cut(_ text: String, to width: Int) -> String {
        text.count <= width ? text : String(text.prefix(max(0, width - 1))) + "…"
    }

    /// `text` in the middle of so many characters.
    static func centered(_ text: String, in width: Int) -> String {
        let cut = cut(text, to: width)
        return String(repeating: " ", count: (width - cut.count) / 2) + cut
    }
}
