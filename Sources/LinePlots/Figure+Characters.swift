extension Figure {
    /// The characters of its texts that its font lacks, each once, in the order of their codes.
    package func missingCharacters() throws(PlotError) -> [String] {
        let font = if let font { font } else { try Font.embedded() }
        var texts = [title, xLabel]
        for panel in panels {
            texts += [panel.yLabel, panel.rightLabel]
            texts += panel.curves.map(\.label) + panel.bands.map(\.label) + panel.rules.map(\.label)
        }
        var missing: Set<Unicode.Scalar> = []
        for character in texts.compactMap(\.self).joined().unicodeScalars {
            let isDrawn = !character.properties.isDefaultIgnorableCodePoint && !Character(character).isNewline
            if isDrawn, character != "\t", font.file.glyph(of: character) == 0 { missing.insert(character) }
        }
        return missing.sorted().map(String.init)
    }
}
