/// The names of columns in a file that names none: `column1`, `column2` and so on.
package enum PlaceName {
    private static let word = "column"

    /// That of the column at a place, the first being 0.
    static func of(_ place: Int) -> String { word + String(place + 1) }

    /// Whether a name may be one.
    package static func isOne(_ name: String) -> Bool {
        let bytes = name.utf8
        let digits = bytes.dropFirst(word.utf8.count)
        return bytes.starts(with: word.utf8) && !digits.isEmpty && digits.allSatisfy { (0x30...0x39).contains($0) }
    }
}
