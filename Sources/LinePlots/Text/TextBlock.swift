/// Text broken into lines of at most a given width, where it can be at spaces.
struct TextBlock: Sendable {
    let lines: [TextLine]
    /// From one baseline to the next.
    let lineHeight: Double

    /// Distance of baselines, in ems.
    private static let spacing = 1.2

    init(_ text: String, font: Font, size: Double, width: Double) {
        lineHeight = (size * Self.spacing).rounded()
        var lines: [TextLine] = []
        for paragraph in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            var current = ""
            for word in paragraph.split(separator: " ") {
                let longer = current.isEmpty ? String(word) : current + " " + word
                if TextLine(longer, font: font, size: size).width <= width {
                    current = longer
                    continue
                }
                if !current.isEmpty { lines.append(TextLine(current, font: font, size: size)) }
                var pieces = Self.pieces(of: String(word), font: font, size: size, width: width)
                current = pieces.popLast() ?? ""
                lines += pieces.map { TextLine($0, font: font, size: size) }
            }
            lines.append(TextLine(current, font: font, size: size))
        }
        self.lines = lines
    }

    /// The width of the widest line.
    var width: Double { lines.map(\.width).max() ?? 0 }

    /// From the top of the first line's tallest letter to the bottom of the last line's deepest.
    var height: Double {
        guard let first = lines.first, let last = lines.last else { return 0 }
        return first.ascent + last.descent + lineHeight * Double(lines.count - 1)
    }

    /// A word that is wider than a line, cut between characters.
    private static func pieces(of word: String, font: Font, size: Double, width: Double) -> [String] {
        var pieces: [String] = []
        var current = ""
        var used = 0.0
        for character in word {
            let added = TextLine(String(character), font: font, size: size).width
            if !current.isEmpty, used + added > width {
                pieces.append(current)
                current = ""
                used = 0
            }
            current.append(character)
            used += added
        }
        return pieces + [current]
    }
}
