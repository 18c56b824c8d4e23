import Texts

/// A text of the user's, fit to stand in a message: in quotes, on one line, and not too long.
func quoted(_ text: String) -> String {
    VisibleText.quoted(text, most: QuotedText.most)
}

/// How much of a text stands in a message.
enum QuotedText {
    /// The characters of a text that are shown.
    static let most = 60
    /// The characters before a difference that are shown.
    private static let before = 20

    /// Two texts for a message that tells them apart: where one is longer than is shown, both begin a little before the place
    /// at which they begin to differ.
    static func difference(_ old: String, _ new: String) -> (String, String) {
        let texts = (Array(old.unicodeScalars), Array(new.unicodeScalars))
        let alike = zip(texts.0, texts.1).prefix { $0 == $1 }.count
        guard max(texts.0.count, texts.1.count) > most, alike > before else { return (old, new) }
        func end(_ scalars: [Unicode.Scalar]) -> String {
            "…" + String(String.UnicodeScalarView(scalars[(alike - before)...]))
        }
        return (end(texts.0), end(texts.1))
    }
}
