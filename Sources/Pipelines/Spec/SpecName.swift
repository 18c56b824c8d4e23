/// The names of pipelines, stages and variables.
enum SpecName {
    static let rule =
        "a name has at most 64 letters (a-z, A-Z), digits, '_' and '-', and begins with a letter or a digit"
    /// The rule as a regular expression.
    static let pattern = "^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$"

    static func isName(_ text: String) -> Bool {
        let isLetterOrDigit: (UInt8) -> Bool = {
            (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0)
        }
        guard let first = text.utf8.first, isLetterOrDigit(first), text.utf8.count <= 64 else { return false }
        return text.utf8.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
    }
}
