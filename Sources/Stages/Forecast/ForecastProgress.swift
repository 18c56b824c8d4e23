import CSVTables

/// A recipe that was tried, as a line of a run says it: `try-NAME | … MASE 0.812`.
package struct ForecastProgress: Equatable {
    package let name: String
    package let error: Double
    /// The error as it stands in the line.
    package let text: String

    /// Nil for every other line.
    package init?(_ line: String) {
        let mark = ForecastSpec.tryPrefix
        guard line.hasPrefix(mark) else { return nil }
        let words = line.split(separator: " ")
        guard words.count > 1, words[1] == "|", let place = words.firstIndex(of: "MASE"), place + 1 < words.count else {
            return nil
        }
        name = String(words[0].dropFirst(mark.count))
        text = String(words[place + 1])
        guard let error = decimal(text) else { return nil }
        self.error = error
    }
}
