/// Finds the characters at positions that are asked for in the order of the text.
struct PositionReader {
    private var scalars: String.UnicodeScalarView.Iterator
    private var current: Unicode.Scalar?
    private var position = SpecPosition.start
    /// How many characters stand before the one that was asked for last.
    private(set) var passedCount = 0

    init(_ text: String) {
        scalars = text.unicodeScalars.makeIterator()
        current = scalars.next()
    }

    /// The character at `wanted`; nil behind the end, or where that place was passed.
    mutating func scalar(at wanted: SpecPosition) -> Unicode.Scalar? {
        while position < wanted, let passed = current {
            current = scalars.next()
            passedCount += 1
            let endsLine = passed == "\n" || (passed == "\r" && current != "\n")
            position =
                endsLine
                ? SpecPosition(line: position.line + 1, column: 1)
                : SpecPosition(line: position.line, column: position.column + 1)
        }
        return position == wanted ? current : nil
    }
}
