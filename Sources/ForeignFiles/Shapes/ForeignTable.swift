/// A table of texts, and what had to be done to find it.
struct ForeignTable {
    let names: [String]
    /// The cells of each column.
    let columns: [[String]]
    /// The line of each row.
    let lines: [Int]
    let changes: [String]
}
