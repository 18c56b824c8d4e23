/// What is wrong with a CSV file, and where; the file's name is put before it by the one who knows it.
package struct CSVError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The line, the first being 1; nil for the file as a whole.
    package let line: Int?
    /// The name of the column, where there is one to blame.
    package let column: String?
    /// What was found, what was expected, what to do.
    package let problem: String

    package init(line: Int? = nil, column: String? = nil, _ problem: String) {
        self.line = line
        self.column = column
        self.problem = problem
    }

    package var description: String {
        let places = [line.map { "line \($0)" }, column.map { "column \(Self.shown($0))" }].compactMap(\.self)
        return places.isEmpty ? problem : places.joined(separator: ", ") + ": " + problem
    }

    /// The message with the name of the file before it: `series.csv:3: column 'y': …`.
    package func message(in file: String) -> String {
        (line.map { "\(file):\($0): " } ?? "\(file): ") + (column.map { "column '\($0)': " } ?? "") + problem
    }

    /// `text` short and harmless on a terminal, without quotes around it.
    package static func shown(_ text: String) -> String {
        if text.isEmpty { return "''" }
        let characters = text.unicodeScalars.prefix(41)
        let start = characters.prefix(40).map { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse:
                scalar == "\n" ? "\\n" : scalar == "\r" ? "\\r" : "\\u{" + String(scalar.value, radix: 16) + "}"
            default: String(scalar)
            }
        }
        return start.joined() + (characters.count > 40 ? "…" : "")
    }

    /// `bytes` as ``shown(_:)`` has them, between quotes.
    package static func quoted(_ bytes: some Sequence<UInt8>) -> String {
        // Enough for what is shown, whatever the length of its characters.
        let text = String(decoding: Array(bytes.prefix(200)), as: UTF8.self)
        return text.isEmpty ? "''" : "'" + shown(text) + "'"
    }

    /// The names of columns for a message, not too many.
    package static func list(_ names: [String]) -> String {
        let start = names.prefix(20).map(shown).joined(separator: ", ")
        return names.count > 20 ? start + ", … (\(names.count) in all)" : start
    }
}
