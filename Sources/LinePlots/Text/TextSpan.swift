/// A piece of text at one height: on the line, or raised or lowered and small, as an exponent or an index.
struct TextSpan: Equatable, Sendable {
    enum Height: Equatable, Sendable {
        case line, raised, lowered
    }

    var text: String
    var height = Height.line
}

extension [TextSpan] {
    /// Adds a piece, as part of the last one where that has its height.
    mutating func join(_ span: TextSpan) {
        guard let last, last.height == span.height else { return append(span) }
        self[count - 1].text += span.text
    }
}
