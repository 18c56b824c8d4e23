import CSVTables
import Texts

/// A recipe that was tried, as a line of a run says it: `try-NAME | … MASE 0.812`, or `try-NAME | left out: …`.
package struct ForecastProgress: Equatable {
    package let name: String
    /// The error, and as it stands in the line; nil where no model could be made.
    package let error: Double?
    package let text: String

    /// Nil for every other line.
    package init?(_ line: String) {
        let mark = ForecastSpec.tryPrefix
        guard line.begins(with: mark) else { return nil }
        let words = line.parts(between: " ")
        guard words.count > 2, words[1] == "|" else { return nil }
        name = String(words[0]).without(firstBytes: mark.utf8.count)
        if words[2] == "left", words.count > 4, words[3] == "out:" {
            (error, text) = (nil, words[2...].joined(separator: " "))
            return
        }
        guard let place = words.firstIndex(of: "MASE"), place + 1 < words.count else { return nil }
        text = String(words[place + 1])
        guard let error = decimal(text) else { return nil }
        self.error = error
    }
}
