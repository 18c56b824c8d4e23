/// Text broken into lines of at most a given width, where it can be at spaces.
struct TextBlock: Sendable {
    let lines: [TextLine]
    /// From one baseline to the next.
    let lineHeight: Double

    /// Distance of baselines, in ems.
    private static let spacing = 1.2

    /// Lines of `text`, in which what stands between dollar signs is read as mathematics.
    init(_ text: String, font: Font, size: Double, width: Double) {
        lineHeight = (size * Self.spacing).rounded()
        func measured(_ spans: [TextSpan]) -> TextLine { TextLine(spans, font: font, size: size) }
        var lines: [TextLine] = []
        for words in Self.paragraphs(MathText(text).spans) {
            var current: [TextSpan] = []
            for word in words {
                var longer = current
                for span in current.isEmpty ? word : [TextSpan(text: " ")] + word { longer.join(span) }
                if measured(longer).width <= width {
                    current = longer
                    continue
                }
                if !current.isEmpty { lines.append(measured(current)) }
                var pieces = Self.pieces(of: word, font: font, size: size, width: width)
                current = pieces.popLast() ?? []
                lines += pieces.map(measured)
            }
            lines.append(measured(current))
        }
        self.lines = lines
    }

    /// The width of the widest word, which can be broken only between characters.
    static func widestWord(of text: String, font: Font, size: Double) -> Double {
        paragraphs(MathText(text).spans).joined().map { TextLine($0, font: font, size: size).width }.max() ?? 0
    }

    /// The words of each paragraph; a word may be in several pieces.
    private static func paragraphs(_ spans: [TextSpan]) -> [[[TextSpan]]] {
        var paragraphs: [[[TextSpan]]] = [[]]
        var word: [TextSpan] = []
        func endWord() {
            if !word.isEmpty { paragraphs[paragraphs.count - 1].append(word) }
            word = []
        }
        for span in spans {
            var text = ""
            for character in span.text {
                guard character == " " || character.isNewline else {
                    text.append(character)
                    continue
                }
                if !text.isEmpty { word.join(TextSpan(text: text, height: span.height)) }
                text = ""
                endWord()
                if character.isNewline { paragraphs.append([]) }
            }
            if !text.isEmpty { word.join(TextSpan(text: text, height: span.height)) }
        }
        endWord()
        return paragraphs
    }

    /// The width of the widest line.
    var width: Double { lines.map(\.width).max() ?? 0 }

    /// From the top of the first line's tallest letter to the bottom of the last line's deepest.
    var height: Double {
        guard let first = lines.first, let last = lines.last else { return 0 }
        return first.ascent + last.descent + lineHeight * Double(lines.count - 1)
    }

    /// A word that is wider than a line, cut between characters.
    private static func pieces(of word: [TextSpan], font: Font, size: Double, width: Double) -> [[TextSpan]] {
        var pieces: [[TextSpan]] = []
        var current: [TextSpan] = []
        var used = 0.0
        for span in word {
            for character in span.text {
                let piece = TextSpan(text: String(character), height: span.height)
                let added = TextLine([piece], font: font, size: size).width
                if !current.isEmpty, used + added > width {
                    pieces.append(current)
                    current = []
                    used = 0
                }
                current.join(piece)
                used += added
            }
        }
        return pieces + [current]
    }
}
