import Texts

/// Names of columns with commas between them; a name with a comma in it is found by the table.
package struct ColumnList: Equatable, Sendable {
    let text: String

    init?(_ text: String) {
        guard !text.isEmpty, !text.begins(with: ","), !text.ends(with: ",") else { return nil }
        self.text = text
    }

    /// The names, each one of `names` where they can be; commas may be part of them.
    func columns(among names: [String]) -> [String] {
        let parts = text.parts(between: ",")
        var columns: [String] = []
        var start = 0
        while start < parts.count {
            // The longest run of parts that is a name.
            let end = (start..<parts.count).reversed().first { end in
                names.has(parts[start...end].joined(separator: ","))
            }
            columns.append(parts[start...(end ?? start)].joined(separator: ","))
            start = (end ?? start) + 1
        }
        return columns
    }
}

extension ValueKind where Value == ColumnList {
    /// Columns, at least so many.
    package static func columns(_ name: String, least: Int = 1, expected: String) -> Self {
        ValueKind(name: name, expected: expected, choices: [], schemaType: "string") {
            let commas = $0.utf8.filter { $0 == UInt8(ascii: ",") }.count
            return commas + 1 >= least ? ColumnList($0) : nil
        } format: {
            $0.text
        }
    }
}
