extension Figure {
    /// The characters of its texts that its font lacks, each once, in the order of their codes.
    package func missingCharacters() throws(PlotError) -> [String] {
        let font = if let font { font } else { try Font.embedded() }
        var missing: Set<Unicode.Scalar> = []
        for span in texts.flatMap({ MathText($0).spans }) {
            for character in span.text.unicodeScalars where font.file.glyph(of: character) == 0 {
                let isSpace = Character(character).isNewline || character == "\t" || character == MathText.thinSpace
                if !isSpace, !character.properties.isDefaultIgnorableCodePoint { missing.insert(character) }
            }
        }
        return missing.sorted().map(String.init)
    }

    /// What stands between dollar signs in its texts and cannot be read as mathematics, each once, in their order.
    package func unreadMathematics() -> [String] {
        var unread: [String] = []
        for text in texts.flatMap({ MathText($0).unread }) where !unread.contains(text) { unread.append(text) }
        return unread
    }

    /// All texts that users give.
    private var texts: [String] {
        [title, xLabel].compactMap(\.self)
            + panels.flatMap { panel in
                [panel.yLabel, panel.rightLabel].compactMap(\.self) + panel.curves.map(\.label)
                    + panel.bands.map(\.label) + panel.rules.map(\.label)
            }
    }
}
