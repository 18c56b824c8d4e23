/// A label's text with what stands between dollar signs read as mathematics: `$x_i^2$`, `$10^{-3}$`, `$\mu$`.
///
/// A dollar sign opens mathematics if what follows is no space, and the next one on the same line closes it if what
/// stands before it is no space and what follows is no digit; any other is text, as in `from $5 to $10`, and so is `\$`.
/// Source: the rule of dollar signs is that of J. MacFarlane's Pandoc, the subset one of matplotlib's mathtext.
struct MathText: Sendable {
    private(set) var spans: [TextSpan] = []
    /// What stands between dollar signs and could not be read, as it is written; it is drawn so.
    private(set) var unread: [String] = []

    /// Stands round signs such as + and =.
    static let thinSpace: Unicode.Scalar = "\u{2009}"

    init(_ text: String) {
        let characters = Array(text)
        var plain = ""
        var index = 0
        while index < characters.count {
            let character = characters[index]
            if character == "\\", index + 1 < characters.count, characters[index + 1] == "$" {
                plain.append("$")
                index += 2
                continue
            }
            guard character == "$", let end = Self.end(of: index, in: characters) else {
                plain.append(character)
                index += 1
                continue
            }
            if let read = MathReader.spans(of: characters[(index + 1)..<end]) {
                for span in [TextSpan(text: plain)] + read where !span.text.isEmpty { spans.join(span) }
                plain = ""
            } else {
                plain += String(characters[index...end])
                unread.append(String(characters[index...end]))
            }
            index = end + 1
        }
        if !plain.isEmpty || spans.isEmpty { spans.join(TextSpan(text: plain)) }
    }

    /// Where the mathematics ends that a dollar sign opens; nil where it opens none.
    private static func end(of start: Int, in characters: [Character]) -> Int? {
        var index = start + 1
        while index < characters.count, characters[index] != "$" {
            if characters[index].isNewline { return nil }
            index += characters[index] == "\\" ? 2 : 1
        }
        guard index < characters.count, index > start + 1, !characters[start + 1].isWhitespace,
            !characters[index - 1].isWhitespace
        else { return nil }
        return index + 1 < characters.count && characters[index + 1].isNumber ? nil : index
    }
}
