import Texts

/// The rows of a table that are drawn: those with a text in a column.
package struct RowChoice: Equatable, Sendable {
    let column: String
    let value: String

    /// Reads `series=north`; the first equals sign ends the column's name.
    init?(_ text: String) {
        guard let parts = text.cut(at: "=") else { return nil }
        (column, value) = parts
    }
}

extension ValueKind where Value == RowChoice {
    /// A column and a text.
    package static var rowChoice: Self {
        ValueKind(
            name: "COLUMN=TEXT", expected: "a column and a text as series=north", choices: [], schemaType: "string"
        ) {
            RowChoice($0)
        } format: {
            $0.column + "=" + $0.value
        }
    }
}
