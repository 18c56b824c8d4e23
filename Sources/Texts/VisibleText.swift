/// Texts as people see them: whatever could move a cursor, hide or turn round what stands beside it is shown as `\u{1b}`.
package enum VisibleText {
    /// Whether the character does something else on a terminal than to stand where it is: control characters of both sets,
    /// ends of lines, and those that format, as overrides of direction do.
    package static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        // Most are known without a table.
        if (0x20..<0x7f).contains(scalar.value) { return false }
        return switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }

    /// Whether there is a hidden character in `text`.
    package static func hides(_ text: String) -> Bool {
        text.unicodeScalars.contains(where: isHidden)
    }

    /// `text` on one line, with escapes for hidden characters.
    package static func of(_ text: some Sequence<Unicode.Scalar>) -> String {
        var shown = ""
        for scalar in text {
            if isHidden(scalar) {
                shown += "\\u{" + String(scalar.value, radix: 16) + "}"
            } else {
                shown.unicodeScalars.append(scalar)
            }
        }
        return shown
    }

    /// `text` on one line, with escapes for hidden characters.
    package static func of(_ text: String) -> String { of(text.unicodeScalars) }

    /// `text` with its ends of lines as they are, and escapes for other hidden characters.
    package static func ofLines(_ text: String) -> String {
        text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { of($0) }
            .joined(separator: "\n")
    }

    /// `text` between quotes, on one line, no longer than `most` characters.
    package static func quoted(_ text: String, most: Int = 60) -> String {
        let scalars = text.unicodeScalars.prefix(most + 1)
        return "'" + of(scalars.prefix(most)) + (scalars.count > most ? "…" : "") + "'"
    }
}
