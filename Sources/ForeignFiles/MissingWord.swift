import CSVTables

/// Texts that stand for a missing value.
enum MissingWord {
    private static let words: Set = [
        "", "na", "n/a", "nan", "null", "none", "nil", "missing", "-", "--", "?", ".", "..", "...", "#n/a",
    ]

    /// Whether a cell says that its value is missing, or is one of `values`, as a text or as a number.
    static func isMissing(_ cell: String, or values: [String]) -> Bool {
        if words.contains(cell.lowercased()) { return true }
        return values.contains { value in
            value == cell || (decimal(value).map { $0 == decimal(cell) } ?? false)
        }
    }
}
