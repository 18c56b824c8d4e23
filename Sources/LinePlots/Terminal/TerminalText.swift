/// Texts as a terminal may get them.
enum TerminalText {
    /// `text` without characters that move the cursor or change colours.
    private static func harmless(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    switch scalar.properties.generalCategory {
                    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: " "
                    default: scalar
                    }
                }))
    }

    /// A label whose raised and lowered parts are written with Unicode's own, or, where it lacks them, after ^ and _.
    static func plain(_ spans: [TextSpan]) -> String {
        spans.map { span in
            let (characters, sign) = span.height == .raised ? (raised, "^") : (lowered, "_")
            guard span.height != .line else { return span.text }
            let small = span.text.compactMap { characters[$0] }
            return small.count == span.text.count ? String(small) : sign + span.text
        }.joined()
    }

    /// A user's text without characters that move the cursor, what stands between dollar signs read as mathematics.
    static func label(_ text: String) -> String { harmless(plain(MathText(text).spans)) }

    private static let raised: [Character: Character] = [
        "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷", "8": "⁸", "9": "⁹", "−": "⁻",
        "+": "⁺", "n": "ⁿ", "i": "ⁱ", "∘": "°",
    ]
    private static let lowered: [Character: Character] = [
        "0": "₀", "1": "₁", "2": "₂", "3": "₃", "4": "₄", "5": "₅", "6": "₆", "7": "₇", "8": "₈", "9": "₉", "−": "₋",
        "+": "₊", "i": "ᵢ", "t": "ₜ", "n": "ₙ", "k": "ₖ", "j": "ⱼ", "x": "ₓ",
    ]

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
