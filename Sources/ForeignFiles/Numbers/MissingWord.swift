import CSVTables

/// Texts that stand for a missing value.
enum MissingWord {
    private static let words: Set = [
        "", "na", "n/a", "nan", "null", "none", "nil", "missing", "-", "--", "---", "----", "?", ".", "..", "...",
        "#n/a",
        "n/e", "n.a.", "n.a", "n.d.", "nd", "n/d", "<na>", "nat", "#na", "#n/v", "#nv", "#null!", "#div/0!", "#value!",
        "#ref!", "#num!", "#name?", "(null)", "<null>", "\\n", "-nan", "+nan", "nan(ind)", "-nan(ind)", "1.#qnan",
        "-1.#ind", "-1.#qnan", "1.#ind", "mm", "m", ":", "*", "**", "***", "****", "no data", "nodata", "no_data",
        "k.a.",
        "k. a.", "n.v.", "unknown", "undefined", "undef", "inf", "-inf", "+inf", "infinity", "-infinity", "bad", "void",
        "not available", "unavailable", "not supported", "unknown error", "_", "—", "–",
    ]

    /// Whether a cell among numbers is a sign by which offices of statistics say why there is none: a letter, one or two in
    /// brackets, points or quotes without a number.
    static func isSymbol(_ cell: String) -> Bool {
        let scalars = Array(cell.unicodeScalars)
        func areLetters(_ scalars: some Sequence<Unicode.Scalar>) -> Bool {
            scalars.allSatisfy { ("a"..."z").contains($0) || ("A"..."Z").contains($0) }
        }
        if scalars.count == 1, areLetters(scalars) || "…‥\"“”„".unicodeScalars.contains(scalars[0]) { return true }
        if (3...4).contains(scalars.count), scalars.first == "(", scalars.last == ")" {
            return areLetters(scalars.dropFirst().dropLast())
        }
        return !scalars.isEmpty && scalars.allSatisfy { $0 == "." }
    }

    /// Whether a cell says that its value is missing, or is one of `values`, as a text or as a number.
    static func isMissing(_ cell: String, or values: [String]) -> Bool {
        if cell.utf8.count <= 20 {
            let word = cell.lowercased()
            if words.contains(word) { return true }
            // What a spreadsheet shows where a cell is too narrow.
            if word.utf8.count > 2, word.utf8.allSatisfy({ $0 == UInt8(ascii: "#") }) { return true }
            // [N/A], <NA>, (null).
            if let first = word.utf8.first, let last = word.utf8.last,
                ["[]", "<>", "()"].contains(where: { $0.utf8.elementsEqual([first, last]) }),
                words.contains(String(word.dropFirst().dropLast()))
            {
                return true
            }
        }
        return values.contains { value in
            value == cell || (decimal(value).map { $0 == decimal(cell) } ?? false)
        }
    }
}
